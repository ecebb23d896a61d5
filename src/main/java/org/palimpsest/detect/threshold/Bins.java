package org.palimpsest.detect.threshold;

import java.util.Optional;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;

/**
 * A histogram of 256 equal bins over the range that matters, on which classical threshold rules work.
 *
 * <p>The largest thousandth of the values is gathered in the last bin, so that a few extreme pixels cannot squeeze all others
 * into the first ones. Squared lengths (chi-square statistics) are looked at as lengths.
 */
final class Bins {
    /** Stands for no bin; its magnitude is infinite. */
    static final int NONE = -1;

    private static final int COUNT = 256;
    private static final double CLIPPED = 0.999;

    private final double[] counts;
    private final double exponent;
    private final double width;

    private Bins(double[] counts, double exponent, double width) {
        this.counts = counts;
        this.exponent = exponent;
        this.width = width;
    }

    /**
     * Bins of the lengths raised to a power.
     *
     * @return empty when all values are zero or there are none
     */
    static Optional<Bins> of(Histogram histogram, Histogram.Side side, Statistic statistic, double power) {
        double exponent = statistic.scoreMap() instanceof ScoreMap.ChiSquare ? power / 2 : power;
        double top = histogram.quantile(side, CLIPPED);
        if (!(top > 0)) {
            top = histogram.quantile(side, 1);
        }
        double high = Math.pow(top, exponent);
        return high > 0
                ? Optional.of(new Bins(histogram.binned(side, exponent, high, COUNT), exponent, high / COUNT))
                : Optional.empty();
    }

    /** How many values each bin holds; fractions, because finer bins are shared out. */
    double[] counts() {
        return counts;
    }

    /** Middle of a bin, in bin widths. */
    static double centre(int bin) {
        return bin + 0.5;
    }

    /** The magnitude at which a bin begins. */
    double magnitude(int bin) {
        return bin == NONE ? Double.POSITIVE_INFINITY : Math.pow(bin * width, 1 / exponent);
    }
}
