package org.palimpsest.learned.maskucd;

/**
 * Leads the masks of a training to where image regression also says change.
 *
 * <p>The map of an untrained network says little, on some scenes and seeds less than nothing, and a mask that is drawn from it
 * alone is borne out by the training, because what is inside is pushed apart. A mask that is led holds the pixels of which the
 * network and the regression together say most clearly that they changed, as the result does in the end.
 *
 * <p>Both maps are compared by rareness: what part of the pixels lies as high or higher. The mask holds the pixels with the smallest
 * geometric mean of both parts. Safe from many threads.
 */
final class RegressionGuide {
    /** Added to each part, so that neither map overrules the other by a handful of pixels. */
    private static final double LEAST_PART = 0.02;

    private static final double LARGEST_SHARE = 0.5;

    private final boolean[] counted;
    private final float[] rareness;
    private final double share;

    /**
     * @param errors of the regression, for each pixel
     * @param threshold from which on an error counts as change
     * @param counted which pixels count
     */
    RegressionGuide(float[] errors, double threshold, boolean[] counted) {
        if (errors.length != counted.length) {
            throw new IllegalArgumentException(
                    "There are " + errors.length + " errors for " + counted.length + " pixels.");
        }
        this.counted = counted;
        rareness = rareness(errors);
        long changed = 0;
        long all = 0;
        for (int i = 0; i < errors.length; i++) {
            if (counted[i]) {
                all++;
                changed += errors[i] >= threshold ? 1 : 0;
            }
        }
        share = changed / (double) Math.max(1, all);
    }

    /**
     * The part of the counted pixels that a mask holds: what the regression marks, and up to twice that at first.
     *
     * @param generosity 1 at first, later 0
     */
    double share(double generosity) {
        return Math.min(LARGEST_SHARE, share * (1 + generosity));
    }

    /**
     * The mask of an epoch.
     *
     * @param map the network's differences
     * @param size how many pixels it shall hold; fewer where several at its edge are alike
     */
    boolean[] mask(float[] map, int size) {
        float[] together = rareness(map);
        for (int i = 0; i < map.length; i++) {
            together[i] += rareness[i];
        }
        boolean[] mask = new boolean[map.length];
        float[] sorted = CountedValues.sorted(together, counted);
        if (sorted.length == 0) {
            return mask;
        }
        float threshold = sorted[Math.max(0, sorted.length - 1 - size)];
        for (int i = 0; i < map.length; i++) {
            mask[i] = counted[i] && together[i] > threshold;
        }
        return mask;
    }

    /** The negative logarithm of the part of the counted pixels that lie as high or higher. */
    private float[] rareness(float[] values) {
        float[] sorted = CountedValues.sorted(values, counted);
        float[] rareness = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            if (counted[i]) {
                double part = 1 - below(sorted, values[i]) / (double) sorted.length;
                rareness[i] = (float) -Math.log(part + LEAST_PART);
            }
        }
        return rareness;
    }

    /** How many of the sorted values lie below one. */
    private static int below(float[] sorted, float value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
