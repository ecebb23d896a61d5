package org.palimpsest.detect.mixed;

import java.util.Arrays;

/**
 * The part of a band's pixels that lie below a value, 0 to 1; equal values share the middle of their ranks.
 *
 * <p>Ranks are the same for amplitude, power and decibel, for reflectance and digital number, and no outlier outweighs them.
 * Immutable.
 *
 * @param values rising
 * @param ranks of those values, rising
 */
public record RankTable(float[] values, float[] ranks) {
    /** More different values than these are told apart by interpolation between as many. */
    private static final int KNOTS = 4096;

    /**
     * Ranks the first {@code count} of some values.
     *
     * @param sample is sorted in place
     */
    static RankTable of(float[] sample, int count) {
        Arrays.sort(sample, 0, count);
        float[] values = new float[count];
        float[] ranks = new float[count];
        int distinct = 0;
        for (int start = 0; start < count; ) {
            int end = start;
            while (end < count && sample[end] == sample[start]) {
                end++;
            }
            values[distinct] = sample[start];
            ranks[distinct++] = (float) ((start + end) / 2.0 / count);
            start = end;
        }
        int kept = Math.min(distinct, KNOTS);
        float[] someValues = new float[kept];
        float[] someRanks = new float[kept];
        for (int i = 0; i < kept; i++) {
            int from = kept == distinct ? i : (int) ((long) i * (distinct - 1) / (kept - 1));
            someValues[i] = values[from];
            someRanks[i] = ranks[from];
        }
        return new RankTable(someValues, someRanks);
    }

    /** The rank of a value; values beyond all others have the rank of the nearest. */
    float rank(float value) {
        int found = Arrays.binarySearch(values, value);
        if (found >= 0) {
            return ranks[found];
        }
        int above = -found - 1;
        if (above == 0) {
            return ranks[0];
        }
        if (above == values.length) {
            return ranks[above - 1];
        }
        float part = (value - values[above - 1]) / (values[above] - values[above - 1]);
        return ranks[above - 1] + part * (ranks[above] - ranks[above - 1]);
    }
}
