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
    private static final double WILSON_HILFERTY = 2.0 / 3;
    /** Variance of a value inside a bin, in bin widths squared: no class can be known to be narrower. */
    private static final double BIN_VARIANCE = 1.0 / 12;

    @Override
    public double magnitude(Histogram histogram, Histogram.Side side, Statistic statistic) {
        Optional<Bins> bins = Bins.of(histogram, side, statistic, WILSON_HILFERTY);
        return bins.isEmpty()
                ? Double.POSITIVE_INFINITY
                : bins.get().magnitude(split(bins.get().counts()));
    }

    /** The first bin of the upper class, from the middle of a gap; none when there is but one class. */
    private static int split(double[] counts) {
        Sums all = new Sums();
        for (int bin = 0; bin < counts.length; bin++) {
            all.add(counts[bin], Bins.centre(bin));
        }
        Sums below = new Sums();
        double least = Double.POSITIVE_INFINITY;
        int split = Bins.NONE;
        int last = Bins.NONE;
        for (int bin = 1; bin < counts.length; bin++) {
            below.add(counts[bin - 1], Bins.centre(bin - 1));
            Sums above = all.without(below);
            double error = below.cost(all.weight) + above.cost(all.weight);
            if (error < least) {
                least = error;
                split = bin;
                last = bin;
            } else if (error == least) {
                last = bin;
            }
        }
        return split == Bins.NONE ? Bins.NONE : (split + last) / 2;
    }

    @Override
    public String text() {
        return "kittler";
    }

    /** Weight, sum and sum of squares of one class. */
    private static final class Sums {
        private double weight;
        private double sum;
        private double squares;

        void add(double count, double value) {
            weight += count;
            sum += count * value;
            squares += count * value * value;
        }

        Sums without(Sums part) {
            Sums rest = new Sums();
            rest.weight = weight - part.weight;
            rest.sum = sum - part.sum;
            rest.squares = squares - part.squares;
            return rest;
        }

        /** The class's part of Kittler and Illingworth's criterion: P ln(variance) - 2 P ln P; infinite without spread. */
        double cost(double total) {
            double share = weight / total;
            if (!(share > 1e-6)) {
                return Double.POSITIVE_INFINITY;
            }
            double mean = sum / weight;
            double variance = squares / weight - mean * mean;
            return variance < BIN_VARIANCE
                    ? Double.POSITIVE_INFINITY
                    : share * Math.log(variance) - 2 * share * Math.log(share);
        }
    }
}
