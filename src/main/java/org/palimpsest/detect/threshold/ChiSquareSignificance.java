package org.palimpsest.detect.threshold;

import java.util.Locale;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;

/**
 * A quantile of the chi-square distribution that unchanged pixels follow: at level 0.99, one unchanged pixel of a hundred is
 * marked.
 *
 * @param level the part of unchanged pixels that stay unmarked, above 0 and below 1
 */
public record ChiSquareSignificance(double level) implements ThresholdRule {
    /** The level when the user names none. */
    public static final double DEFAULT_LEVEL = 0.99;

    public ChiSquareSignificance {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("The level must lie between 0 and 1, but was " + level + ".");
        }
    }

    @Override
    public double magnitude(Histogram histogram, Histogram.Side side, Statistic statistic) throws BadInputException {
        if (statistic.scoreMap() instanceof ScoreMap.ChiSquare distribution) {
            return distribution.magnitude(level);
        }
        throw new BadInputException("The threshold chi2 suits mad and ir-mad, whose statistic follows a chi-square"
                + " distribution, but not the " + statistic.name() + ". Use otsu or kittler.");
    }

    /** The user states a level, and the distribution does the rest. */
    @Override
    public boolean automatic() {
        return false;
    }

    @Override
    public String text() {
        return String.format(Locale.ROOT, "chi2:%s", level);
    }
}
