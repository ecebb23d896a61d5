package org.palimpsest.detect.threshold;

import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.Statistic;

/**
 * The rule that a detector's card states, for users who name none; even a number counts as automatic then, because nobody
 * looked at the scene before choosing it.
 */
public record DetectorDefault(ThresholdRule rule) implements ThresholdRule {
    /** The default rule of a detector. */
    public static ThresholdRule of(DetectorCard card) throws BadInputException {
        return new DetectorDefault(ThresholdRule.parse(card.defaultThreshold()));
    }

    @Override
    public double magnitude(Histogram histogram, Histogram.Side side, Statistic statistic) throws BadInputException {
        return rule.magnitude(histogram, side, statistic);
    }

    @Override
    public double magnitude(SceneHistogram scene, Histogram.Side side, Statistic statistic, double floor)
            throws BadInputException {
        return rule.magnitude(scene, side, statistic, floor);
    }

    @Override
    public boolean automatic() {
        return true;
    }

    @Override
    public String text() {
        return rule.text();
    }
}
