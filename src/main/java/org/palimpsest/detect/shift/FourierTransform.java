package org.palimpsest.detect.shift;

/**
 * The two-dimensional discrete Fourier transform of a square whose side is a power of two, in place.
 *
 * <p>Decimation in time with tabulated roots (Cooley and Tukey 1965). Safe from many threads.
 */
final class FourierTransform {
    /** Side of the squares that are exchanged at once, which fit the processor's cache. */
    private static final int BLOCK = 16;

    private final int size;
    private final double[] cosines;
    private final double[] sines;

    /** @param size side of the square, a power of two */
    FourierTransform(int size) {
        if (Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("The side must be a power of two, but was " + size + ".");
        }
        this.size = size;
        cosines = new double[size / 2];
        sines = new double[size / 2];
        for (int i = 0; i < size / 2; i++) {
            cosines[i] = Math.cos(2 * Math.PI * i / size);
            sines[i] = -Math.sin(2 * Math.PI * i / size);
        }
    }

    /** Replaces a picture of {@code size}² values in rows by its transform. */
    void forward(double[] real, double[] imaginary) {
        lines(real, imaginary);
        // Columns become rows for their turn: values that lie far apart in memory would take several times as long.
        transpose(real);
        transpose(imaginary);
        lines(real, imaginary);
        transpose(real);
        transpose(imaginary);
    }

    private void transpose(double[] values) {
        for (int row = 0; row < size; row += BLOCK) {
            for (int column = 0; column <= row; column += BLOCK) {
                for (int i = row; i < Math.min(size, row + BLOCK); i++) {
                    for (int j = column; j < Math.min(i, column + BLOCK); j++) {
                        swap(values, i * size + j, j * size + i);
                    }
                }
            }
        }
    }

    /** Replaces a transform by its picture, without dividing by the number of values. */
    void backward(double[] real, double[] imaginary) {
        // Swapping the parts before and after turns the forward transform into the backward one.
        forward(imaginary, real);
    }

    private void lines(double[] real, double[] imaginary) {
        for (int row = 0; row < size; row++) {
            line(real, imaginary, row * size);
        }
    }

    private void line(double[] real, double[] imaginary, int start) {
        int shift = Integer.numberOfLeadingZeros(size) + 1;
        for (int i = 0; i < size; i++) {
            int j = Integer.reverse(i) >>> shift;
            if (size > 1 && j > i) {
                swap(real, start + i, start + j);
                swap(imaginary, start + i, start + j);
            }
        }
        for (int half = 1; half < size; half *= 2) {
            int step = size / (2 * half);
            for (int block = 0; block < size; block += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int a = start + block + k;
                    int b = a + half;
                    double re = real[b] * cosines[k * step] - imaginary[b] * sines[k * step];
                    double im = real[b] * sines[k * step] + imaginary[b] * cosines[k * step];
                    real[b] = real[a] - re;
                    imaginary[b] = imaginary[a] - im;
                    real[a] += re;
                    imaginary[a] += im;
                }
            }
        }
    }

    private static void swap(double[] values, int i, int j) {
        double kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }
}
