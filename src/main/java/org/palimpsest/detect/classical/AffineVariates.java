package org.palimpsest.detect.classical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.palimpsest.detect.ChangeModel.Date;
import org.palimpsest.detect.PairWindow;

/**
 * Some weighted sums of the bands of both dates, each zero on the mean where nothing changed, and their joint length.
 *
 * <p>Immutable; safe from many threads.
 */
final class AffineVariates {
    /** Pixels worked on at a time: few enough that their sums stay in the processor's cache. */
    private static final int BLOCK = 512;

    private final double[][] before;
    private final double[][] after;
    private final double[] constants;

    /**
     * @param before for each variate the weight of each band of the first date
     * @param after for each variate the weight of each band of the second date
     * @param constants for each variate what is added to the sum
     */
    AffineVariates(double[][] before, double[][] after, double[] constants) {
        this.before = before;
        this.after = after;
        this.constants = constants;
    }

    /** The number of variates. */
    int count() {
        return constants.length;
    }

    /** These variates between two pictures of one date. */
    AffineVariates within(Date date) {
        double[][] weights = date == Date.BEFORE ? before : after;
        double[][] opposite = new double[weights.length][];
        for (int k = 0; k < weights.length; k++) {
            opposite[k] = new double[weights[k].length];
            for (int band = 0; band < weights[k].length; band++) {
                opposite[k][band] = -weights[k][band];
            }
        }
        return new AffineVariates(weights, opposite, new double[constants.length]);
    }

    /** The squared length of each pixel of each window. */
    List<float[]> squaredLengths(List<PairWindow> batch) {
        List<float[]> results = new ArrayList<>();
        for (PairWindow window : batch) {
            float[] squares = new float[window.valid().length];
            squaredLengths(BandMoments.stacked(window), 0, squares.length, squares);
            results.add(squares);
        }
        return results;
    }

    /**
     * The squared lengths of {@code count} pixels.
     *
     * @param samples [bands of before, then of after][pixels]
     * @param first the first pixel
     * @param squares takes the results from index 0 on
     */
    void squaredLengths(float[][] samples, int first, int count, float[] squares) {
        int most = Math.min(BLOCK, count);
        double[][] bands = new double[samples.length][most];
        double[] variate = new double[most];
        double[] sums = new double[most];
        for (int start = 0; start < count; start += BLOCK) {
            int length = Math.min(BLOCK, count - start);
            for (int band = 0; band < bands.length; band++) {
                widen(samples[band], first + start, bands[band], length);
            }
            Arrays.fill(sums, 0);
            for (int k = 0; k < constants.length; k++) {
                Arrays.fill(variate, constants[k]);
                addScaled(before[k], bands, 0, variate, length);
                addScaled(after[k], bands, before[k].length, variate, length);
                for (int i = 0; i < length; i++) {
                    sums[i] += variate[i] * variate[i];
                }
            }
            for (int i = 0; i < length; i++) {
                squares[start + i] = (float) sums[i];
            }
        }
    }

    /** Once for all variates, because the compiler cannot widen several numbers at a time as it can multiply them. */
    private static void widen(float[] values, int first, double[] target, int length) {
        for (int i = 0; i < length; i++) {
            target[i] = values[first + i];
        }
    }

    /** Adds weighted bands, band after band, to the sums; from band {@code first} on, as many as there are weights. */
    private static void addScaled(double[] weights, double[][] bands, int first, double[] sums, int length) {
        int band = 0;
        for (; band + 3 < weights.length; band += 4) {
            addFour(weights, band, bands, first + band, sums, length);
        }
        for (; band < weights.length; band++) {
            double weight = weights[band];
            double[] values = bands[first + band];
            for (int i = 0; i < length; i++) {
                sums[i] += weight * values[i];
            }
        }
    }

    /** Four bands in one go read and write the sums once, and round as one after the other does. */
    private static void addFour(double[] weights, int band, double[][] bands, int first, double[] sums, int length) {
        double w0 = weights[band];
        double w1 = weights[band + 1];
        double w2 = weights[band + 2];
        double w3 = weights[band + 3];
        double[] b0 = bands[first];
        double[] b1 = bands[first + 1];
        double[] b2 = bands[first + 2];
        double[] b3 = bands[first + 3];
        for (int i = 0; i < length; i++) {
            sums[i] = sums[i] + w0 * b0[i] + w1 * b1[i] + w2 * b2[i] + w3 * b3[i];
        }
    }
}
