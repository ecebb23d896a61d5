package org.palimpsest.learned.maskucd;

import java.util.List;
import java.util.Map;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.mixed.ImageRegression;
import org.palimpsest.detect.threshold.Histogram;
import org.palimpsest.detect.threshold.Otsu;
import org.palimpsest.raster.Window;

/**
 * How much of a scene changed, by a detector that does not learn from its own mask: image regression, with Otsu's threshold.
 *
 * <p>A mask that is drawn from the network's own map is borne out by the training, since what is inside is pushed apart. This
 * one only takes its size from outside; which pixels it holds is still the network's.
 */
final class RegressionShare {
    private static final int TILE = 256;
    /** Tiles that are looked at, spread over the scene. */
    private static final int MOST_TILES = 64;

    private RegressionShare() {}

    /** The part of the observed pixels that image regression marks, 0 to 1. */
    static double of(FitInput input) throws BadInputException, CancelledException {
        ImageRegression regression = new ImageRegression();
        FitInput own = new FitInput(
                input.pair(),
                Settings.of(regression.parameters(), Map.of()),
                input.device(),
                input.threads(),
                input.memoryBytes(),
                Progress.NONE,
                input.cancellation());
        try (ChangeModel model = regression.fit(own)) {
            Histogram histogram = new Histogram();
            Window extent = input.pair().extent();
            int columns = (extent.width() + TILE - 1) / TILE;
            long tiles = (long) columns * ((extent.height() + TILE - 1) / TILE);
            long step = Math.max(1, tiles / MOST_TILES);
            for (long tile = 0; tile < tiles; tile += step) {
                input.cancellation().check();
                int x = extent.x() + (int) (tile % columns) * TILE;
                int y = extent.y() + (int) (tile / columns) * TILE;
                count(input.pair(), model, new Window(x, y, TILE, TILE), histogram);
            }
            double threshold = new Otsu().magnitude(histogram, Histogram.Side.BOTH, model.statistic());
            return histogram.count() == 0
                    ? 0
                    : (double) histogram.countFrom(Histogram.Side.BOTH, threshold) / histogram.count();
        }
    }

    private static void count(AlignedPair pair, ChangeModel model, Window core, Histogram histogram)
            throws BadInputException {
        int halo = model.halo();
        PairWindow window = pair.read(core.grow(halo));
        float[] values = model.apply(List.of(window)).get(0);
        int stride = window.window().width();
        for (int row = halo; row < halo + core.height(); row++) {
            for (int column = halo; column < halo + core.width(); column++) {
                if (window.valid()[row * stride + column]) {
                    histogram.add(values[row * stride + column]);
                }
            }
        }
    }
}
