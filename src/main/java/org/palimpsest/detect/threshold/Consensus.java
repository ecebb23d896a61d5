package org.palimpsest.detect.threshold;

import java.util.Arrays;
import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Statistic;

/**
 * The middle one of the thresholds of Otsu, of Kittler and Illingworth, and of maximum likelihood.
 *
 * <p>Otsu's marks far too much where little changed, the other two now and then mark too much or next to nothing; two of the
 * three are mostly near each other. Needs nothing but the histogram, where {@link Coherence} looks at the picture too.
 */
public record Consensus() implements ThresholdRule {
    private static final List<ThresholdRule> RULES = List.of(new Otsu(), new Kittler(), new Likelihood());

    @Override
    public double magnitude(Histogram histogram, Histogram.Side side, Statistic statistic) throws BadInputException {
        double[] magnitudes = new double[RULES.size()];
        for (int rule = 0; rule < magnitudes.length; rule++) {
            magnitudes[rule] = RULES.get(rule).magnitude(histogram, side, statistic);
        }
        Arrays.sort(magnitudes);
        return magnitudes[magnitudes.length / 2];
    }

    @Override
    public String text() {
        return "median";
    }
}
