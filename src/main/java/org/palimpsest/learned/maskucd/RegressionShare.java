package org.palimpsest.learned.maskucd;

import java.util.Map;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.mixed.ImageRegression;
import org.palimpsest.detect.threshold.Histogram;
import org.palimpsest.detect.threshold.Otsu;

/**
 * How much of a scene changed, by a detector that does not learn from its own mask: image regression, with Otsu's threshold.
 *
 * <p>A mask that is drawn from the network's own map is borne out by the training, since what is inside is pushed apart. This
 * one only takes its size from outside; which pixels it holds is still the network's.
 */
final class RegressionShare {
    private RegressionShare() {}

    /** The part of the observed pixels that image regression marks, 0 to 1. */
    static double of(FitInput input) throws BadInputException, CancelledException {
        try (ChangeModel model = fit(input)) {
            return of(model, input);
        }
    }

    /** The same of a regression that is fitted already. */
    static double of(ChangeModel regression, FitInput input) throws BadInputException, CancelledException {
        Histogram histogram = new Histogram();
        SceneTiles.visit(input.pair(), regression, Progress.NONE, input.cancellation(), histogram::add);
        double threshold = new Otsu().magnitude(histogram, Histogram.Side.BOTH, regression.statistic());
        return histogram.count() == 0
                ? 0
                : (double) histogram.countFrom(Histogram.Side.BOTH, threshold) / histogram.count();
    }

    /** Image regression with its usual settings, fitted to the pair of another detector's run. */
    static ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        ImageRegression regression = new ImageRegression();
        return regression.fit(new FitInput(
                input.pair(),
                Settings.of(regression.parameters(), Map.of()),
                input.device(),
                input.threads(),
                input.memoryBytes(),
                Progress.NONE,
                input.cancellation()));
    }
}
