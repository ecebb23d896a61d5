package org.palimpsest.detect.threshold;

import java.util.Optional;
import org.palimpsest.detect.Statistic;

/**
 * The threshold that parts the values into two classes with the largest variance between them.
 *
 * <p>N. Otsu, "A threshold selection method from gray-level histograms", IEEE Transactions on Systems, Man, and Cybernetics
 * 9(1), 1979.
 */
public record Otsu() implements ThresholdRule {
    @Override
    public double magnitude(Histogram histogram, Histogram.Side side, Statistic statistic) {
        Optional<Bins> bins = Bins.of(histogram, side, statistic, 1);
        return bins.map(b -> b.magnitude(BestSplit.of(b.counts(), Otsu::cost))).orElse(Double.POSITIVE_INFINITY);
    }

    /** The negative variance between the classes. */
    static double cost(ClassSums below, ClassSums above) {
        double apart = below.mean() - above.mean();
        return -below.weight() * above.weight() * apart * apart;
    }

    @Override
    public String text() {
        return "otsu";
    }
}
