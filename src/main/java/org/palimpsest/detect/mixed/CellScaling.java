package org.palimpsest.detect.mixed;

import java.util.Arrays;

/**
 * Brings the numbers that describe cells to a mean of 0 and to sizes that let both dates weigh the same: the variances of
 * numbers of full weight add up to 1. Values that lie further out than the descriptor's outliers are drawn in to these.
 *
 * @param least value of each number that is told apart
 * @param most value of each number that is told apart
 * @param mean of each number
 * @param factor of each number; 0 for one that never varies
 */
@SuppressWarnings("ArrayRecordComponent") // computed with, never compared
record CellScaling(float[] least, float[] most, float[] mean, float[] factor) {
    /** A variance below this is rounding. */
    private static final double NOTHING = 1e-10;

    /**
     * Learns from a sample.
     *
     * @param sample [numbers][cells]
     * @param count how many cells of it count
     * @param descriptor says how much each number weighs
     */
    static CellScaling of(float[][] sample, int count, CellDescriptor descriptor) {
        float[] least = new float[sample.length];
        float[] most = new float[sample.length];
        float[] mean = new float[sample.length];
        float[] factor = new float[sample.length];
        for (int i = 0; i < sample.length; i++) {
            least[i] = quantile(sample[i], count, descriptor.outliers());
            most[i] = quantile(sample[i], count, 1 - descriptor.outliers());
            double sum = 0;
            for (int cell = 0; cell < count; cell++) {
                sum += within(least[i], most[i], sample[i][cell]);
            }
            double middle = sum / Math.max(1, count);
            double squares = 0;
            for (int cell = 0; cell < count; cell++) {
                double step = within(least[i], most[i], sample[i][cell]) - middle;
                squares += step * step;
            }
            double variance = squares / Math.max(1, count);
            mean[i] = (float) middle;
            factor[i] = variance > NOTHING ? (float) (descriptor.weight(i) / Math.sqrt(variance * sample.length)) : 0;
        }
        return new CellScaling(least, most, mean, factor);
    }

    /** Infinite where all are told apart, because other cells may reach further than the sample's. */
    private static float quantile(float[] values, int count, double part) {
        if (part <= 0 || count == 0) {
            return Float.NEGATIVE_INFINITY;
        }
        if (part >= 1) {
            return Float.POSITIVE_INFINITY;
        }
        float[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.round(part * (count - 1))];
    }

    private static float within(float least, float most, float value) {
        return Math.min(most, Math.max(least, value));
    }

    /** Scales [numbers][cells] in place. */
    void apply(float[][] described) {
        for (int i = 0; i < described.length; i++) {
            for (int cell = 0; cell < described[i].length; cell++) {
                described[i][cell] = (within(least[i], most[i], described[i][cell]) - mean[i]) * factor[i];
            }
        }
    }
}
