package org.palimpsest.detect.threshold;

import java.util.Optional;
import org.palimpsest.detect.Statistic;

/**
 * The threshold with the smallest error when both classes are taken to be normally distributed.
 *
 * <p>J. Kittler, J. Illingworth, "Minimum error thresholding", Pattern Recognition 19(1), 1986. Lengths are raised to the
 * power 2/3 first, which makes the lengths of normal vectors nearly normal (E. B. Wilson, M. M. Hilferty, "The distribution
 * of chi-square", PNAS 17(12), 1931).
 */
public record Kittler() implements ThresholdRule {
    static final double WILSON_HILFERTY = 2.0 / 3;

    @Override
    public double magnitude(Histogram histogram, Histogram.Side side, Statistic statistic) {
        Optional<Bins> bins = Bins.of(histogram, side, statistic, WILSON_HILFERTY);
        return bins.map(b -> b.magnitude(BestSplit.of(b.counts(), Kittler::cost)))
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static double cost(ClassSums below, ClassSums above) {
        double total = below.weight() + above.weight();
        return cost(below, total) + cost(above, total);
    }

    /** The class's part of the criterion: P ln(variance) - 2 P ln P; infinite without spread. */
    private static double cost(ClassSums part, double total) {
        double share = part.weight() / total;
        double variance = part.scatter() / part.weight();
        return variance < ClassSums.BIN_VARIANCE
                ? Double.POSITIVE_INFINITY
                : share * Math.log(variance) - 2 * share * Math.log(share);
    }

    @Override
    public String text() {
        return "kittler";
    }
}
