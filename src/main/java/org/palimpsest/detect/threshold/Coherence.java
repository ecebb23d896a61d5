package org.palimpsest.detect.threshold;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Statistic;

/**
 * Of the thresholds of several rules, the one whose marked pixels lie together most, drawn a little towards the middle one.
 *
 * <p>Each rule is right for some scenes: Otsu's where change is common, maximum likelihood where it is rare (of squares, where
 * it is very rare), Kittler's where both classes are normal; which of them a scene is, its histogram does not tell. Its picture
 * does: a threshold that is too low strews single pixels of noise over the mask, one that is too high leaves holes and single
 * pixels of the change. Candidates are judged by {@link SceneHistogram#coherence Moran's I} of their masks; contextual
 * information decides likewise in L. Bruzzone, D. F. Prieto, "Automatic analysis of the difference image for unsupervised
 * change detection", IEEE Transactions on Geoscience and Remote Sensing 38(3), 2000.
 *
 * <p>The judge errs where fields or shadows lie together more than the change does, or where the masks of thresholds far apart
 * lie together alike. So the threshold goes a quarter of the way, on a logarithmic scale, to the {@link Consensus}, as an
 * estimate that is uncertain is drawn towards what is known without it (W. James, C. Stein, "Estimation with quadratic loss",
 * Berkeley Symposium on Mathematical Statistics and Probability 4(1), 1961). How it fares beside its parts is in
 * docs/accuracy.md.
 *
 * @param least below which the threshold does not fall; 0 or more
 */
public record Coherence(double least) implements ThresholdRule {
    /** The word for it; a colon and {@link #least} may follow. */
    static final String NAME = "auto";

    private static final List<ThresholdRule> RULES =
            List.of(new Otsu(), new Kittler(), new Likelihood(), new Likelihood(2));
    private static final double TOWARDS_CONSENSUS = 0.25;

    /** Coherences that differ by no more are alike: a magnitude is known to 0.2 %, the width of a bin. */
    private static final double ALIKE = 0.002;

    /** May fall as far as it will. */
    public Coherence() {
        this(0);
    }

    public Coherence {
        if (!(least >= 0) || Double.isInfinite(least)) {
            throw new IllegalArgumentException("The least threshold must be 0 or more, but was " + least + ".");
        }
    }

    /** Without knowledge of neighbours: the middle one. */
    @Override
    public double magnitude(Histogram histogram, Histogram.Side side, Statistic statistic) throws BadInputException {
        return Math.max(least, new Consensus().magnitude(histogram, side, statistic));
    }

    @Override
    public double magnitude(SceneHistogram scene, Histogram.Side side, Statistic statistic, double floor)
            throws BadInputException {
        double lowest = Math.max(floor, least);
        double best = mostCoherent(scene, side, statistic, lowest);
        double middle = new Consensus().magnitude(scene.values(), side, statistic);
        if (!Double.isFinite(best) || !Double.isFinite(middle) || Math.max(best, middle) <= lowest) {
            return Math.max(least, best);
        }
        return Math.pow(Math.max(lowest, best), 1 - TOWARDS_CONSENSUS)
                * Math.pow(Math.max(lowest, middle), TOWARDS_CONSENSUS);
    }

    /** The candidate whose mask lies together most; of several that do so alike, the highest, which claims least. */
    private static double mostCoherent(SceneHistogram scene, Histogram.Side side, Statistic statistic, double lowest)
            throws BadInputException {
        Map<Double, Double> coherences = new TreeMap<>();
        for (ThresholdRule rule : RULES) {
            double magnitude = rule.magnitude(scene.values(), side, statistic);
            if (Double.isFinite(magnitude)) {
                coherences.put(magnitude, scene.coherence(side, Math.max(lowest, magnitude)));
            }
        }
        double most = coherences.isEmpty() ? 0 : Collections.max(coherences.values());
        double best = Double.POSITIVE_INFINITY;
        for (Map.Entry<Double, Double> candidate : coherences.entrySet()) {
            if (candidate.getValue() >= most - ALIKE) {
                best = candidate.getKey();
            }
        }
        return best;
    }

    @Override
    public String text() {
        return least == 0 ? NAME : NAME + ":" + least;
    }
}
