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
    private static final int BLOCK = 1024;

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
        double[] variate = new double[Math.min(BLOCK, count)];
        double[] sums = new double[variate.length];
        for (int start = 0; start < count; start += BLOCK) {
            int length = Math.min(BLOCK, count - start);
            Arrays.fill(sums, 0);
            for (int k = 0; k < constants.length; k++) {
                Arrays.fill(variate, constants[k]);
                for (int band = 0; band < samples.length; band++) {
                    double weight = band < before[k].length ? before[k][band] : after[k][band - before[k].length];
                    addScaled(samples[band], first + start, weight, variate, length);
                }
                for (int i = 0; i < length; i++) {
                    sums[i] += variate[i] * variate[i];
                }
            }
            for (int i = 0; i < length; i++) {
                squares[start + i] = (float) sums[i];
            }
        }
    }

    private static void addScaled(float[] values, int first, double weight, double[] sums, int length) {
        if (weight != 0) {
            for (int i = 0; i < length; i++) {
                sums[i] += weight * values[first + i];
            }
        }
    }
}
