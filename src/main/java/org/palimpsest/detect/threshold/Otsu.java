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
        return bins.isEmpty()
                ? Double.POSITIVE_INFINITY
                : bins.get().magnitude(split(bins.get().counts()));
    }

    /** The first bin of the upper class, from the middle of a gap; none when there is but one class. */
    private static int split(double[] counts) {
        double total = 0;
        double sum = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            total += counts[bin];
            sum += counts[bin] * Bins.centre(bin);
        }
        double below = 0;
        double sumBelow = 0;
        double best = -1;
        int split = Bins.NONE;
        int last = Bins.NONE;
        for (int bin = 1; bin < counts.length; bin++) {
            below += counts[bin - 1];
            sumBelow += counts[bin - 1] * Bins.centre(bin - 1);
            double above = total - below;
            if (below > 0 && above > 0) {
                double apart = sumBelow / below - (sum - sumBelow) / above;
                double between = below * above * apart * apart;
                if (between > best) {
                    best = between;
                    split = bin;
                    last = bin;
                } else if (between == best) {
                    last = bin;
                }
            }
        }
        return split == Bins.NONE ? Bins.NONE : (split + last) / 2;
    }

    @Override
    public String text() {
        return "otsu";
    }
}
