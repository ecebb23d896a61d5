package org.palimpsest.detect.mixed;

/**
 * Brings the numbers that describe cells to a mean of 0 and to sizes that let both dates weigh the same: the variances of
 * numbers of full weight add up to 1.
 *
 * @param mean of each number
 * @param factor of each number; 0 for one that never varies
 */
record CellScaling(float[] mean, float[] factor) {
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
        float[] mean = new float[sample.length];
        float[] factor = new float[sample.length];
        for (int i = 0; i < sample.length; i++) {
            double sum = 0;
            for (int cell = 0; cell < count; cell++) {
                sum += sample[i][cell];
            }
            double middle = sum / Math.max(1, count);
            double squares = 0;
            for (int cell = 0; cell < count; cell++) {
                double step = sample[i][cell] - middle;
                squares += step * step;
            }
            double variance = squares / Math.max(1, count);
            mean[i] = (float) middle;
            factor[i] = variance > NOTHING ? (float) (descriptor.weight(i) / Math.sqrt(variance * sample.length)) : 0;
        }
        return new CellScaling(mean, factor);
    }

    /** Scales [numbers][cells] in place. */
    void apply(float[][] described) {
        for (int i = 0; i < described.length; i++) {
            for (int cell = 0; cell < described[i].length; cell++) {
                described[i][cell] = (described[i][cell] - mean[i]) * factor[i];
            }
        }
    }
}
