package org.palimpsest.detect.threshold;

import java.util.Optional;
import org.palimpsest.detect.Statistic;

/**
 * The threshold under which the values, or their squares, are most likely when both classes are normal with one common
 * variance; unlike Otsu's, it finds a rare class, and with squares a very rare one.
 *
 * <p>T. Kurita, N. Otsu, N. Abdelmalek, "Maximum likelihood thresholding based on population mixture models", Pattern
 * Recognition 25(10), 1992.
 *
 * @param power 1 for the values themselves, 2 for their squares
 */
public record Likelihood(int power) implements ThresholdRule {
    /** Of the values. */
    public Likelihood() {
        this(1);
    }

    public Likelihood {
        if (power != 1 && power != 2) {
            throw new IllegalArgumentException("The power must be 1 or 2, but was " + power + ".");
        }
    }

    @Override
    public double magnitude(Histogram histogram, Histogram.Side side, Statistic statistic) {
        Optional<Bins> bins = Bins.of(histogram, side, statistic, power);
        return bins.map(b -> b.magnitude(BestSplit.of(b.counts(), Likelihood::cost)))
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** The negative logarithm of the likelihood for each value, up to constants. */
    private static double cost(ClassSums below, ClassSums above) {
        double total = below.weight() + above.weight();
        double within = (below.scatter() + above.scatter()) / total;
        return within < ClassSums.BIN_VARIANCE
                ? Double.POSITIVE_INFINITY
                : Math.log(within) / 2 + entropy(below.weight() / total) + entropy(above.weight() / total);
    }

    private static double entropy(double share) {
        return -share * Math.log(share);
    }

    @Override
    public String text() {
        return power == 1 ? "likelihood" : "likelihood-squared";
    }
}
