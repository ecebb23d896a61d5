package org.palimpsest.detect.shift;

/**
 * The two-dimensional discrete Fourier transform of a square whose side is a power of two, in place.
 *
 * <p>Decimation in time with tabulated roots (Cooley and Tukey 1965). Safe from many threads.
 */
final class FourierTransform {
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
        for (int row = 0; row < size; row++) {
            line(real, imaginary, row * size, 1);
        }
        for (int column = 0; column < size; column++) {
            line(real, imaginary, column, size);
        }
    }

    /** Replaces a transform by its picture, without dividing by the number of values. */
    void backward(double[] real, double[] imaginary) {
        // Swapping the parts before and after turns the forward transform into the backward one.
        forward(imaginary, real);
    }

    private void line(double[] real, double[] imaginary, int start, int stride) {
        int shift = Integer.numberOfLeadingZeros(size) + 1;
        for (int i = 0; i < size; i++) {
            int j = Integer.reverse(i) >>> shift;
            if (size > 1 && j > i) {
                swap(real, start + i * stride, start + j * stride);
                swap(imaginary, start + i * stride, start + j * stride);
            }
        }
        for (int half = 1; half < size; half *= 2) {
            int step = size / (2 * half);
            for (int block = 0; block < size; block += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int a = start + (block + k) * stride;
                    int b = a + half * stride;
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
