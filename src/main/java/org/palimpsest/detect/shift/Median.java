package org.palimpsest.detect.shift;

import java.util.Arrays;

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
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        double low = sorted[(int) Math.floor(place)];
        double high = sorted[(int) Math.ceil(place)];
        return low + (high - low) * (place - Math.floor(place));
    }
}
