package org.palimpsest.detect.threshold;

import java.util.Optional;
import org.palimpsest.detect.Statistic;

/**
 * The corner of a histogram with one peak: the bin farthest below the straight line from the peak to the last value.
 *
 * <p>P. L. Rosin, "Unimodal thresholding", Pattern Recognition 34(11), 2001.
 */
public record Rosin() implements ThresholdRule {
    @Override
    public double magnitude(Histogram histogram, Histogram.Side side, Statistic statistic) {
        Optional<Bins> bins = Bins.of(histogram, side, statistic, 1);
        return bins.map(b -> b.magnitude(corner(b.counts()))).orElse(Double.POSITIVE_INFINITY);
    }

    private static int corner(double[] counts) {
        // The last bin holds everything beyond the range and would pull the line up.
        int last = counts.length - 2;
        int peak = 0;
        for (int bin = 1; bin <= last; bin++) {
            if (counts[bin] > counts[peak]) {
                peak = bin;
            }
        }
        double fall = counts[peak] - counts[last];
        double farthest = 0;
        int corner = Bins.NONE;
        for (int bin = peak + 1; bin < last; bin++) {
            double line = counts[peak] - fall * (bin - peak) / (last - peak);
            if (line - counts[bin] > farthest) {
                farthest = line - counts[bin];
                corner = bin;
            }
        }
        return corner;
    }

    @Override
    public String text() {
        return "rosin";
    }
}
