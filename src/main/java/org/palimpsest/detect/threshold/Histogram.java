package org.palimpsest.detect.threshold;

import java.util.Arrays;

/**
 * Counts of a statistic's values, gathered in one pass without knowing their range.
 *
 * <p>Bins are those of the floating-point format itself: each octave of magnitude, on each side of zero, is cut into 512
 * equal bins, so that a value is known to 0.2 % whatever the unit and however heavy the tail. Counts are whole numbers, so
 * gathering in any order, by any number of threads and over any tiles gives the same histogram. Takes 2 MB. Not safe for
 * use from several threads at once; gather in parts and {@link #add(Histogram)}.
 */
public final class Histogram {
    private static final int DROPPED_BITS = 14;
    private static final int BINS = (Float.floatToIntBits(Float.MAX_VALUE) >>> DROPPED_BITS) + 1;

    private final long[] gains = new long[BINS];
    private final long[] losses = new long[BINS];
    /** All bins from here on are empty; thresholds are sought with thousands of looks at what lies above a magnitude. */
    private int end;

    private long count;

    /** Which values to look at. */
    public enum Side {
        /** The size of every value, whatever its sign. */
        BOTH,
        /** Values of zero or more. */
        GAIN,
        /** Values below zero, by their size. */
        LOSS
    }

    /** Counts the valid values of a window; NaN and infinities are passed over. */
    public void add(float[] values, boolean[] valid) {
        for (int pixel = 0; pixel < values.length; pixel++) {
            if (valid[pixel]) {
                add(values[pixel]);
            }
        }
    }

    /** Counts one value; NaN and infinities are passed over. */
    public void add(float value) {
        if (Float.isFinite(value)) {
            int bin = Float.floatToIntBits(Math.abs(value)) >>> DROPPED_BITS;
            (value < 0 ? losses : gains)[bin]++;
            end = Math.max(end, bin + 1);
            count++;
        }
    }

    /** Joins the counts of another part of the scene. */
    public void add(Histogram other) {
        for (int bin = 0; bin < BINS; bin++) {
            gains[bin] += other.gains[bin];
            losses[bin] += other.losses[bin];
        }
        end = Math.max(end, other.end);
        count += other.count;
    }

    /** How many values were counted. */
    public long count() {
        return count;
    }

    /** How many values of a side were counted. */
    public long count(Side side) {
        long sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += at(side, bin);
        }
        return sum;
    }

    /**
     * The magnitude below which a fraction of the values lies.
     *
     * @param fraction 0 to 1
     * @return 0 when nothing was counted
     */
    public double quantile(Side side, double fraction) {
        long total = count(side);
        double wanted = fraction * total;
        long below = 0;
        for (int bin = 0; bin < BINS && total > 0; bin++) {
            long here = at(side, bin);
            if (here > 0 && below + here >= wanted) {
                double within = Math.max(0, (wanted - below) / here);
                return bin == 0 ? 0 : lower(bin) + within * (lower(bin + 1) - lower(bin));
            }
            below += here;
        }
        return 0;
    }

    /** How many values have at least this magnitude, to the nearest bin. */
    public long countFrom(Side side, double magnitude) {
        if (!(magnitude <= Float.MAX_VALUE)) {
            return 0;
        }
        long sum = 0;
        for (int bin = magnitude <= 0 ? 0 : Float.floatToIntBits((float) magnitude) >>> DROPPED_BITS;
                bin < end;
                bin++) {
            sum += at(side, bin);
        }
        return sum;
    }

    /**
     * The counts over equal bins of the magnitudes' power; what lies above {@code high} goes into the last bin.
     *
     * @param exponent magnitudes are raised to this power before binning
     * @param high upper end of the last bin, on the scale of the power; the first begins at 0
     */
    double[] binned(Side side, double exponent, double high, int bins) {
        double[] binned = new double[bins];
        double perUnit = bins / high;
        for (int bin = 0; bin < BINS; bin++) {
            long here = at(side, bin);
            if (here > 0) {
                double from = Math.min(bins, Math.pow(lower(bin), exponent) * perUnit);
                double to = Math.min(bins, Math.pow(lower(bin + 1), exponent) * perUnit);
                spread(binned, from, to, here);
            }
        }
        return binned;
    }

    /** A histogram with the same counts. */
    public Histogram copy() {
        Histogram copy = new Histogram();
        copy.add(this);
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Histogram that
                && Arrays.equals(gains, that.gains)
                && Arrays.equals(losses, that.losses);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(count);
    }

    private long at(Side side, int bin) {
        return switch (side) {
            case BOTH -> gains[bin] + losses[bin];
            case GAIN -> gains[bin];
            case LOSS -> losses[bin];
        };
    }

    private static double lower(int bin) {
        return bin >= BINS ? Float.MAX_VALUE : Float.intBitsToFloat(bin << DROPPED_BITS);
    }

    /** Shares a count out over the bins that an interval touches, by the length of each overlap. */
    private static void spread(double[] binned, double from, double to, long count) {
        int first = Math.min(binned.length - 1, (int) from);
        int last = Math.min(binned.length - 1, (int) to);
        if (first == last || to <= from) {
            binned[first] += count;
            return;
        }
        for (int bin = first; bin <= last; bin++) {
            binned[bin] += count * Math.max(0, Math.min(bin + 1, to) - Math.max(bin, from)) / (to - from);
        }
    }
}
