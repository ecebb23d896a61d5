package org.palimpsest.detect.radiometry;

/**
 * How often samples occur, in bins as wide as 1/512 of their size, for any range of numbers; whole numbers below 512 have a
 * bin each. Counting in any order gives the same. Not safe for use from several threads at once.
 */
final class SampleCounts {
    /** A float's sign, its exponent and the first nine bits of its digits. */
    private static final int DROPPED_BITS = 14;

    private static final int BINS = 1 << (Float.SIZE - DROPPED_BITS);

    private final long[] counts = new long[BINS];
    private long total;

    void add(float[] samples) {
        for (float sample : samples) {
            counts[bin(sample)]++;
        }
        total += samples.length;
    }

    long total() {
        return total;
    }

    /** Bins rise with the samples: the bits of positive floats do, those of negative ones fall. */
    private static int bin(float sample) {
        int bits = Float.floatToIntBits(sample + 0.0f);
        int ordered = bits >= 0 ? bits ^ Integer.MIN_VALUE : ~bits;
        return ordered >>> DROPPED_BITS;
    }

    /** The smallest sample of a bin. */
    private static double low(int bin) {
        int ordered = bin << DROPPED_BITS;
        int bits = ordered < 0 ? ordered ^ Integer.MIN_VALUE : ~ordered;
        return Float.intBitsToFloat(bits);
    }

    /** The samples below which given parts of all lie, as the low ends of their bins; ranks must rise, from 0 to 1. */
    double[] quantiles(double[] ranks) {
        double[] quantiles = new double[ranks.length];
        int bin = 0;
        long below = counts[0];
        for (int i = 0; i < ranks.length; i++) {
            while (below <= ranks[i] * total && bin < BINS - 1) {
                below += counts[++bin];
            }
            quantiles[i] = low(bin);
        }
        return quantiles;
    }
}
