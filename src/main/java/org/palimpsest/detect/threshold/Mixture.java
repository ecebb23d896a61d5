package org.palimpsest.detect.threshold;

import java.util.Optional;
import org.palimpsest.detect.Statistic;

/**
 * The magnitude at which change becomes more likely than no change, in a mixture of two normal distributions fitted by
 * expectation maximisation.
 *
 * <p>L. Bruzzone, D. F. Prieto, "Automatic analysis of the difference image for unsupervised change detection", IEEE
 * Transactions on Geoscience and Remote Sensing 38(3), 2000. Lengths are raised to the power 2/3 first, as for {@link
 * Kittler}; the fit begins at Otsu's classes.
 */
public record Mixture() implements ThresholdRule {
    private static final int ITERATIONS = 500;
    private static final double STANDSTILL = 1e-9;

    @Override
    public double magnitude(Histogram histogram, Histogram.Side side, Statistic statistic) {
        Optional<Bins> bins = Bins.of(histogram, side, statistic, Kittler.WILSON_HILFERTY);
        return bins.map(b -> b.magnitude(split(b.counts()))).orElse(Double.POSITIVE_INFINITY);
    }

    private static int split(double[] counts) {
        int start = BestSplit.of(counts, Otsu::cost);
        if (start == Bins.NONE) {
            return Bins.NONE;
        }
        Normal unchanged = Normal.of(counts, bin -> bin < start ? 1 : 0);
        Normal changed = Normal.of(counts, bin -> bin < start ? 0 : 1);
        double before = Double.NEGATIVE_INFINITY;
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            Normal low = unchanged;
            Normal high = changed;
            double likelihood = 0;
            double total = 0;
            for (int bin = 0; bin < counts.length; bin++) {
                double density = low.density(bin) + high.density(bin);
                likelihood += counts[bin] > 0 ? counts[bin] * Math.log(density + Double.MIN_NORMAL) : 0;
                total += counts[bin];
            }
            if (likelihood / total - before < STANDSTILL) {
                break;
            }
            before = likelihood / total;
            unchanged = Normal.of(counts, bin -> low.share(bin, high));
            changed = Normal.of(counts, bin -> high.share(bin, low));
        }
        for (int bin = (int) Math.ceil(unchanged.mean); bin < counts.length; bin++) {
            if (changed.density(bin) > unchanged.density(bin)) {
                return bin;
            }
        }
        return Bins.NONE;
    }

    @Override
    public String text() {
        return "em";
    }

    @FunctionalInterface
    private interface Membership {
        double of(int bin);
    }

    /** One component: its weight in values, its mean and variance in bins. */
    private record Normal(double weight, double mean, double variance) {
        static Normal of(double[] counts, Membership membership) {
            ClassSums sums = ClassSums.NONE;
            for (int bin = 0; bin < counts.length; bin++) {
                sums = sums.plus(counts[bin] * membership.of(bin), Bins.centre(bin));
            }
            return sums.weight() > 0
                    ? new Normal(
                            sums.weight(),
                            sums.mean(),
                            Math.max(ClassSums.BIN_VARIANCE, sums.scatter() / sums.weight()))
                    : new Normal(0, 0, 1);
        }

        double density(int bin) {
            double step = Bins.centre(bin) - mean;
            return weight / Math.sqrt(variance) * Math.exp(-step * step / (2 * variance));
        }

        /** The probability that a value of the bin belongs to this component rather than the other. */
        double share(int bin, Normal other) {
            double here = density(bin);
            double both = here + other.density(bin);
            return both > 0 ? here / both : Math.abs(bin - mean) < Math.abs(bin - other.mean) ? 1 : 0;
        }
    }
}
