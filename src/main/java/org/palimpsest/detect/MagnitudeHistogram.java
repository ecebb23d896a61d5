package org.palimpsest.detect;

import java.util.Arrays;

/**
 * How often each magnitude of a statistic occurs in a scene, in bins so fine that no range need be known beforehand.
 *
 * <p>The bins are the floats with their last twelve bits cut off: 2048 bins to each doubling, over all floats, negative
 * ones too. Counts do not depend on the order in which values are added, so the histogram of a scene is the same for any
 * tile size and number of threads. Takes 8 MiB. Not safe from several threads: each adds to its own, then they are {@link
 * #merge merged}.
 */
public final class MagnitudeHistogram {
    private static final int DROPPED_BITS = 12;
    private static final int HALF = 1 << (31 - DROPPED_BITS);

    private final long[] counts = new long[2 * HALF];
    private long count;
    private float minimum = Float.POSITIVE_INFINITY;
    private float maximum = Float.NEGATIVE_INFINITY;

    /** Counts one magnitude; NaN and infinities are left out. */
    public void add(float magnitude) {
        if (!Float.isFinite(magnitude)) {
            return;
        }
        counts[bin(magnitude)]++;
        count++;
        minimum = Math.min(minimum, magnitude);
        maximum = Math.max(maximum, magnitude);
    }

    /** Adds the counts of another histogram to this one. */
    public void merge(MagnitudeHistogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
        minimum = Math.min(minimum, other.minimum);
        maximum = Math.max(maximum, other.maximum);
    }

    /** How many magnitudes were counted. */
    public long count() {
        return count;
    }

    /** The smallest magnitude, exactly; NaN when nothing was counted. */
    public double minimum() {
        return count == 0 ? Double.NaN : minimum;
    }

    /** The largest magnitude, exactly; NaN when nothing was counted. */
    public double maximum() {
        return count == 0 ? Double.NaN : maximum;
    }

    /**
     * The magnitude below which a fraction of all magnitudes lies, exact to one part in 2048; NaN when nothing was counted.
     *
     * @param fraction 0 (the minimum) to 1 (the maximum)
     */
    public double quantile(double fraction) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("A fraction must be 0 to 1, but was " + fraction + ".");
        }
        if (count == 0) {
            return Double.NaN;
        }
        long wanted = Math.max(1, (long) Math.ceil(fraction * count));
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i];
            if (sum >= wanted) {
                return Math.min(maximum, Math.max(minimum, centre(i)));
            }
        }
        return maximum;
    }

    /** How many magnitudes are at least {@code threshold}, exact to one part in 2048. */
    public long countFrom(double threshold) {
        long sum = 0;
        for (int i = counts.length - 1; i >= 0; i--) {
            if (counts[i] > 0 && Math.min(maximum, Math.max(minimum, centre(i))) < threshold) {
                break;
            }
            sum += counts[i];
        }
        return sum;
    }

    /** Visits every bin that is not empty, from small magnitudes to large ones. */
    public void forEach(BinVisitor visitor) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                visitor.visit(Math.min(maximum, Math.max(minimum, centre(i))), counts[i]);
            }
        }
    }

    /**
     * The counts in equal bins from {@code low} to {@code high}; smaller magnitudes fall in the first bin, larger ones in
     * the last.
     */
    public long[] equalBins(int bins, double low, double high) {
        if (bins < 1 || !(low < high)) {
            throw new IllegalArgumentException("Equal bins need at least one bin and low < high, but were " + bins
                    + " bins from " + low + " to " + high + ".");
        }
        long[] equal = new long[bins];
        double perBin = bins / (high - low);
        forEach((magnitude, n) -> {
            double position = Math.floor((magnitude - low) * perBin);
            equal[(int) Math.min(bins - 1, Math.max(0, position))] += n;
        });
        return equal;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MagnitudeHistogram histogram && Arrays.equals(counts, histogram.counts);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(count);
    }

    private static int bin(float value) {
        int bits = Float.floatToRawIntBits(value);
        int size = (bits & 0x7fffffff) >>> DROPPED_BITS;
        return bits >= 0 ? HALF + size : HALF - 1 - size;
    }

    private static double centre(int bin) {
        return bin >= HALF ? centreOfSize(bin - HALF) : -centreOfSize(HALF - 1 - bin);
    }

    private static double centreOfSize(int size) {
        double low = Float.intBitsToFloat(size << DROPPED_BITS);
        double high = Float.intBitsToFloat(((size + 1) << DROPPED_BITS) - 1);
        return size == 0 ? 0 : Double.isFinite(high) ? (low + high) / 2 : low;
    }

    /** Sees one bin. */
    @FunctionalInterface
    public interface BinVisitor {
        /** {@code magnitude} is the middle of the bin, {@code count} how many fell into it. */
        void visit(double magnitude, long count);
    }
}
