package org.palimpsest.detect.shift;

import org.palimpsest.base.OrderStatistic;

/** Quantiles of a few numbers. */
final class Median {
    private Median() {}

    static double of(double[] values) {
        return quantile(values, 0.5);
    }

    /** The value below which a share of the numbers lies, interpolated between the two nearest; NaN without numbers. */
    static double quantile(double[] values, double share) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] work = values.clone();
        double place = share * (work.length - 1);
        double low = OrderStatistic.of(work, work.length, (int) Math.floor(place));
        double high = OrderStatistic.of(work, work.length, (int) Math.ceil(place));
        return low + (high - low) * (place - Math.floor(place));
    }
}
