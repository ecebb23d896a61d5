package org.palimpsest.detect.threshold;

import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Statistic;

/**
 * Of the thresholds of several rules, the one whose marked pixels lie together most.
 *
 * <p>Each rule is right for some scenes: Otsu's where change is common, maximum likelihood where it is rare (of squares, where it
 * is very rare), Kittler's where both classes are normal; which of them a scene is, its histogram does not tell. Its picture does: a threshold that is too low
 * strews single pixels of noise over the mask, one that is too high leaves holes and single pixels of the change. Candidates
 * are judged by {@link SceneHistogram#coherence Moran's I} of their masks; contextual information decides likewise in L.
 * Bruzzone, D. F. Prieto, "Automatic analysis of the difference image for unsupervised change detection", IEEE Transactions on
 * Geoscience and Remote Sensing 38(3), 2000. How it fares beside its parts is in docs/accuracy.md.
 */
public record Coherence() implements ThresholdRule {
    private static final List<ThresholdRule> RULES =
            List.of(new Otsu(), new Kittler(), new Likelihood(), new Likelihood(2));

    /** Without knowledge of neighbours: the middle one. */
    @Override
    public double magnitude(Histogram histogram, Histogram.Side side, Statistic statistic) throws BadInputException {
        return new Consensus().magnitude(histogram, side, statistic);
    }

    @Override
    public double magnitude(SceneHistogram scene, Histogram.Side side, Statistic statistic, double floor)
            throws BadInputException {
        double best = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (ThresholdRule rule : RULES) {
            double magnitude = rule.magnitude(scene.values(), side, statistic);
            double coherence = scene.coherence(side, Math.max(floor, magnitude));
            if (Double.isFinite(magnitude) && coherence > most) {
                most = coherence;
                best = magnitude;
            }
        }
        return best;
    }

    @Override
    public String text() {
        return "auto";
    }
}
