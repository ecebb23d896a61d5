package org.palimpsest.learned.maskucd;

import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.threshold.Histogram;
import org.palimpsest.detect.threshold.ThresholdRule;

/** The mask's threshold by a rule that looks at the difference map's histogram, the same rule for every scene. */
record AutomaticRule(ThresholdRule rule, Statistic statistic) implements MaskRule {
    /** Of the factors that the authors set by hand for their scenes, the smallest was 0.7 and the largest 3.3. */
    private static final double LEAST = 0.5;

    private static final double MOST = 4;
    private static final double USUAL = 2;

    @Override
    public double factor(float[] map, boolean[] counted, MapMoments moments) {
        Histogram histogram = new Histogram();
        histogram.add(map, counted);
        try {
            double threshold = rule.magnitude(histogram, statistic);
            double factor = (threshold - moments.mean()) / moments.deviation();
            return Double.isFinite(factor) ? Math.min(MOST, Math.max(LEAST, factor)) : USUAL;
        } catch (BadInputException e) {
            return USUAL;
        }
    }
}
