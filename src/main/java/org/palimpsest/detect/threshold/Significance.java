package org.palimpsest.detect.threshold;

import java.util.Locale;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;

/**
 * The magnitude that an unchanged pixel exceeds with a small, stated probability, where the smaller half of the scene's
 * values tells how unchanged pixels spread.
 *
 * <p>Lengths are raised to the power 2/3, which makes them nearly normal where nothing changed (Wilson and Hilferty, 1931);
 * their median and the distance to their lower quartile, which change hardly touches, give mean and standard deviation.
 *
 * @param level the part of unchanged pixels that stay unmarked, above 0.5 and below 1
 */
public record Significance(double level) implements ThresholdRule {
    /** The level when the user names none. */
    public static final double DEFAULT_LEVEL = 0.999;

    private static final double NORMAL_QUARTILE = 0.6744897501960817;

    public Significance {
        if (!(level > 0.5 && level < 1)) {
            throw new IllegalArgumentException("The level must lie between 0.5 and 1, but was " + level + ".");
        }
    }

    @Override
    public double magnitude(Histogram histogram, Histogram.Side side, Statistic statistic) {
        double exponent = statistic.scoreMap() instanceof ScoreMap.ChiSquare
                ? Kittler.WILSON_HILFERTY / 2
                : Kittler.WILSON_HILFERTY;
        double median = Math.pow(histogram.quantile(side, 0.5), exponent);
        double quartile = Math.pow(histogram.quantile(side, 0.25), exponent);
        double spread = (median - quartile) / NORMAL_QUARTILE;
        return spread > 0 ? Math.pow(median + normalQuantile() * spread, 1 / exponent) : Double.POSITIVE_INFINITY;
    }

    /** A standard normal variable is below this with probability {@code level}. */
    private double normalQuantile() {
        // The square of a normal variable is chi-square with one degree of freedom.
        return Math.sqrt(new ScoreMap.ChiSquare(1).magnitude(2 * level - 1));
    }

    @Override
    public String text() {
        return String.format(Locale.ROOT, "significance:%s", level);
    }
}
