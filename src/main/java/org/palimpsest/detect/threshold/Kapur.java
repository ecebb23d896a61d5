package org.palimpsest.detect.threshold;

import java.util.Optional;
import org.palimpsest.detect.Statistic;

/**
 * The threshold that leaves most entropy in the two classes together.
 *
 * <p>J. N. Kapur, P. K. Sahoo, A. K. C. Wong, "A new method for gray-level picture thresholding using the entropy of the
 * histogram", Computer Vision, Graphics, and Image Processing 29(3), 1985.
 */
public record Kapur() implements ThresholdRule {
    @Override
    public double magnitude(Histogram histogram, Histogram.Side side, Statistic statistic) {
        Optional<Bins> bins = Bins.of(histogram, side, statistic, 1);
        return bins.map(b -> b.magnitude(split(b.counts()))).orElse(Double.POSITIVE_INFINITY);
    }

    private static int split(double[] counts) {
        double total = 0;
        double disorder = 0;
        for (double count : counts) {
            total += count;
        }
        for (double count : counts) {
            disorder -= term(count / total);
        }
        double share = 0;
        double disorderBelow = 0;
        double most = Double.NEGATIVE_INFINITY;
        int split = Bins.NONE;
        for (int bin = 1; bin < counts.length; bin++) {
            share += counts[bin - 1] / total;
            disorderBelow -= term(counts[bin - 1] / total);
            double above = 1 - share;
            if (share > BestSplit.LEAST_SHARE && above > BestSplit.LEAST_SHARE) {
                double entropy =
                        Math.log(share) + disorderBelow / share + Math.log(above) + (disorder - disorderBelow) / above;
                if (entropy > most) {
                    most = entropy;
                    split = bin;
                }
            }
        }
        return split;
    }

    private static double term(double share) {
        return share > 0 ? share * Math.log(share) : 0;
    }

    @Override
    public String text() {
        return "kapur";
    }
}
