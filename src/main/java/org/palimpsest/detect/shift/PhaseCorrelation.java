package org.palimpsest.detect.shift;

import java.util.Optional;

/**
 * The shift between two pictures of the same size, to a hundredth of a pixel (Kuglin and Hines 1975; refined around the
 * peak by evaluating the correlation between pixels, as in Guizar-Sicairos, Thurman and Fienup 2008).
 *
 * <p>Only the phases of the two spectra are compared, so brightness and contrast do not matter; high frequencies weigh
 * less, because there resampling and noise speak louder than the ground. Safe from many threads.
 */
final class PhaseCorrelation {
    private static final double SOFTNESS = 0.28;
    private static final double FINEST = 0.01;
    private static final int POSITIONS = 11;

    private final int size;
    private final FourierTransform transform;
    private final double[] window;
    private final double[] weight;

    /** @param size side of the pictures, a power of two of at least 16 */
    PhaseCorrelation(int size) {
        this.size = size;
        transform = new FourierTransform(size);
        window = new double[size];
        weight = new double[size];
        for (int i = 0; i < size; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / size);
            double cycles = frequency(i) / (double) size;
            weight[i] = Math.exp(-cycles * cycles / (2 * SOFTNESS * SOFTNESS * 0.25));
        }
    }

    /**
     * A measured shift.
     *
     * @param dx how far the second picture's content lies to the right of the first's, in pixels
     * @param dy how far it lies below, in pixels
     * @param significance height of the correlation, in standard deviations of that of unrelated pictures
     */
    record Shift(double dx, double dy, double significance) {}

    /**
     * Compares two pictures of {@code size}² values in rows; empty when one of them is flat.
     *
     * @param pixelWeights how much each pixel counts, 0 to 1
     */
    Optional<Shift> between(float[] first, float[] second, double[] pixelWeights) {
        double[] re1 = windowed(first, pixelWeights);
        double[] re2 = windowed(second, pixelWeights);
        if (isFlat(re1) || isFlat(re2)) {
            return Optional.empty();
        }
        double[] im1 = new double[size * size];
        double[] im2 = new double[size * size];
        transform.forward(re1, im1);
        transform.forward(re2, im2);
        double[] real = new double[size * size];
        double[] imaginary = new double[size * size];
        double[] lengths = new double[size * size];
        for (int i = 0; i < real.length; i++) {
            real[i] = re1[i] * re2[i] + im1[i] * im2[i];
            imaginary[i] = re1[i] * im2[i] - im1[i] * re2[i];
            lengths[i] = Math.sqrt(real[i] * real[i] + imaginary[i] * imaginary[i]);
        }
        // Frequencies of which the pictures hold little are mostly noise; a purely phase-only comparison would count
        // them
        // like the others.
        double floor = Median.of(lengths);
        double squares = 0;
        for (int i = 0; i < real.length; i++) {
            double share = i == 0 ? 0 : weight[i % size] * weight[i / size] / (lengths[i] + floor);
            real[i] *= share;
            imaginary[i] *= share;
            squares += share * share * lengths[i] * lengths[i];
        }
        // Unrelated pictures have random phases, whose weighted sum has this standard deviation.
        double noise = Math.sqrt(squares / 2);
        return noise > 0 ? Optional.of(refine(real, imaginary, highest(real, imaginary), noise)) : Optional.empty();
    }

    /** The whole-pixel shift at which the correlation is highest. */
    private int highest(double[] real, double[] imaginary) {
        double[] re = real.clone();
        double[] im = imaginary.clone();
        transform.backward(re, im);
        int best = 0;
        for (int i = 1; i < re.length; i++) {
            if (re[i] > re[best]) {
                best = i;
            }
        }
        return best;
    }

    private Shift refine(double[] real, double[] imaginary, int peak, double noise) {
        double x = frequency(peak % size);
        double y = frequency(peak / size);
        double value = 0;
        for (double step = 0.2; ; step /= 5) {
            step = Math.max(step, FINEST);
            double bestX = x;
            double bestY = y;
            value = Double.NEGATIVE_INFINITY;
            double[][] rows = rowSums(real, imaginary, x, step);
            for (int i = 0; i < POSITIONS; i++) {
                double tryX = x + (i - POSITIONS / 2) * step;
                for (int j = 0; j < POSITIONS; j++) {
                    double tryY = y + (j - POSITIONS / 2) * step;
                    double height = height(rows[2 * i], rows[2 * i + 1], tryY);
                    if (height > value) {
                        value = height;
                        bestX = tryX;
                        bestY = tryY;
                    }
                }
            }
            x = bestX;
            y = bestY;
            if (step == FINEST) {
                return new Shift(x, y, value / noise);
            }
        }
    }

    /** For each tried x the sums over the columns of every row: real and imaginary parts alternate. */
    private double[][] rowSums(double[] real, double[] imaginary, double x, double step) {
        double[][] sums = new double[2 * POSITIONS][size];
        double[] cosines = new double[size];
        double[] sines = new double[size];
        for (int i = 0; i < POSITIONS; i++) {
            double tryX = x + (i - POSITIONS / 2) * step;
            for (int u = 0; u < size; u++) {
                double angle = 2 * Math.PI * frequency(u) * tryX / size;
                cosines[u] = Math.cos(angle);
                sines[u] = Math.sin(angle);
            }
            for (int v = 0; v < size; v++) {
                double re = 0;
                double im = 0;
                for (int u = 0; u < size; u++) {
                    double a = real[v * size + u];
                    double b = imaginary[v * size + u];
                    re += a * cosines[u] - b * sines[u];
                    im += a * sines[u] + b * cosines[u];
                }
                sums[2 * i][v] = re;
                sums[2 * i + 1][v] = im;
            }
        }
        return sums;
    }

    private double height(double[] re, double[] im, double y) {
        double sum = 0;
        for (int v = 0; v < size; v++) {
            double angle = 2 * Math.PI * frequency(v) * y / size;
            sum += re[v] * Math.cos(angle) - im[v] * Math.sin(angle);
        }
        return sum;
    }

    /** The signed frequency of a place in the transform. */
    private int frequency(int place) {
        return place <= size / 2 ? place : place - size;
    }

    /** The picture's differences from its mean, faded out towards the edges and where pixels do not count. */
    private double[] windowed(float[] picture, double[] pixelWeights) {
        double sum = 0;
        double share = 0;
        for (int i = 0; i < picture.length; i++) {
            sum += pixelWeights[i] * picture[i];
            share += pixelWeights[i];
        }
        double mean = share > 0 ? sum / share : 0;
        double[] result = new double[picture.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (picture[i] - mean) * pixelWeights[i] * window[i % size] * window[i / size];
        }
        return result;
    }

    private static boolean isFlat(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest < 1e-9;
    }
}
