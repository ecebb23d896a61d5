package org.palimpsest.learned.maskucd;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.mixed.ImageRegression;
import org.palimpsest.detect.threshold.Histogram;
import org.palimpsest.detect.threshold.Otsu;
import org.palimpsest.raster.Window;

/**
 * What a detector that does not learn from its own mask makes of a scene: image regression, with Otsu's threshold. It is fitted
 * when it is first asked, and once, whoever asks.
 *
 * <p>A mask that is drawn from the network's own map is borne out by the training, since what is inside is pushed apart. This
 * one takes its size from outside, and half of its choice. Belongs to one thread.
 */
final class SceneRegression implements AutoCloseable {
    private static final int STRIP = 128;

    private final FitInput input;
    private @Nullable ChangeModel model;
    private @Nullable Marked marked;

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
        return marked().share();
    }

    /**
     * What leads the masks of a training on the whole pair.
     *
     * @param counted which working pixels count
     */
    RegressionGuide guide(WorkingGrid grid, boolean[] counted) throws BadInputException, CancelledException {
        ChangeModel fitted = model();
        int pixels = Math.toIntExact(grid.pixels());
        float[] errors = new float[pixels];
        float[] weight = new float[pixels];
        Window extent = grid.extent();
        for (int y = extent.y(); y < extent.endY(); y += STRIP) {
            input.cancellation().check();
            Window strip = new Window(extent.x(), y, extent.width(), Math.min(STRIP, extent.endY() - y));
            SceneTiles.visit(input.pair(), fitted, strip, (column, row, error) -> {
                int to = grid.rowOf(row) * grid.width() + grid.columnOf(column);
                errors[to] += error;
                weight[to]++;
            });
        }
        for (int i = 0; i < pixels; i++) {
            errors[i] /= Math.max(1, weight[i]);
        }
        return new RegressionGuide(errors, marked().threshold(), counted);
    }

    /**
     * What leads the masks of a training on one window of a larger scene.
     *
     * @param counted which of the window's pixels count
     */
    RegressionGuide guide(PairWindow window, boolean[] counted) throws BadInputException, CancelledException {
        return new RegressionGuide(model().apply(List.of(window)).get(0), marked().threshold(), counted);
    }

    /**
     * What Otsu's rule marks.
     *
     * @param threshold of the errors
     * @param share of the observed pixels, 0 to 1
     */
    private record Marked(double threshold, double share) {}

    private Marked marked() throws BadInputException, CancelledException {
        Marked found = marked;
        if (found == null) {
            ChangeModel fitted = model();
            Histogram histogram = new Histogram();
            SceneTiles.visit(input.pair(), fitted, Progress.NONE, input.cancellation(), histogram::add);
            double threshold = new Otsu().magnitude(histogram, Histogram.Side.BOTH, fitted.statistic());
            double share = histogram.count() == 0
                    ? 0.0
                    : (double) histogram.countFrom(Histogram.Side.BOTH, threshold) / histogram.count();
            found = new Marked(threshold, share);
            marked = found;
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
