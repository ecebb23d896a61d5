package org.palimpsest.learned.maskucd;

import java.util.Map;
import org.jspecify.annotations.Nullable;
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
 * What a detector that does not learn from its own mask makes of a scene: image regression, with Otsu's threshold. It is fitted
 * when it is first asked, and once, whoever asks.
 *
 * <p>A mask that is drawn from the network's own map is borne out by the training, since what is inside is pushed apart. This
 * one only takes its size from outside; which pixels it holds is still the network's. Belongs to one thread.
 */
final class SceneRegression implements AutoCloseable {
    private final FitInput input;
    private @Nullable ChangeModel model;
    private @Nullable Double share;

    /** @param input of another detector's run: the pair is looked at with the regression's usual settings */
    SceneRegression(FitInput input) {
        this.input = input;
    }

    /** The fitted regression; it is closed with this. */
    ChangeModel model() throws BadInputException, CancelledException {
        ChangeModel fitted = model;
        if (fitted == null) {
            ImageRegression regression = new ImageRegression();
            fitted = regression.fit(new FitInput(
                    input.pair(),
                    Settings.of(regression.parameters(), Map.of()),
                    input.device(),
                    input.threads(),
                    input.memoryBytes(),
                    Progress.NONE,
                    input.cancellation()));
            model = fitted;
        }
        return fitted;
    }

    /** The part of the observed pixels that it marks, 0 to 1. */
    double share() throws BadInputException, CancelledException {
        Double found = share;
        if (found == null) {
            ChangeModel fitted = model();
            Histogram histogram = new Histogram();
            SceneTiles.visit(input.pair(), fitted, Progress.NONE, input.cancellation(), histogram::add);
            double threshold = new Otsu().magnitude(histogram, Histogram.Side.BOTH, fitted.statistic());
            found = histogram.count() == 0
                    ? 0.0
                    : (double) histogram.countFrom(Histogram.Side.BOTH, threshold) / histogram.count();
            share = found;
        }
        return found;
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
        }
    }
}
