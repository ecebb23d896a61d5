package org.palimpsest.learned.maskucd;

import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.threshold.Histogram;
import org.palimpsest.detect.threshold.ThresholdRule;

/** What a refined map is like as a whole, and the threshold that follows from it. Belongs to one thread. */
final class MapStatistics {
    private final Histogram histogram = new Histogram();
    private long count;
    private double sum;
    private double squares;

    void add(float value) {
        histogram.add(value);
        count++;
        sum += value;
        squares += (double) value * value;
    }

    /** The smallest value that counts as changed; infinite where nothing was observed. */
    double threshold(TrainingSettings settings, Statistic statistic) throws BadInputException {
        if (count == 0) {
            return Double.POSITIVE_INFINITY;
        }
        if (settings.automatic()) {
            return ThresholdRule.parse(TrainingSettings.RULE).magnitude(histogram, Histogram.Side.BOTH, statistic);
        }
        double mean = sum / count;
        double deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
        return Math.nextUp((float) (mean + settings.factor() * deviation));
    }

    /** The value that a given part of the observed pixels, 0 to 1, reaches. */
    double ofShare(double share) {
        return count == 0 ? Double.POSITIVE_INFINITY : histogram.quantile(Histogram.Side.BOTH, 1 - share);
    }
}
