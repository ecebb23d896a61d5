package org.palimpsest.cli.bench;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.assess.Accuracy;
import org.palimpsest.assess.ConfusionCounts;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.threshold.Histogram;
import org.palimpsest.detect.threshold.Histogram.Side;
import org.palimpsest.detect.threshold.SceneHistogram;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Window;

/** A statistic's histograms over all pixels, the changed and the unchanged ones: any threshold can be scored by them. */
final class ClassHistograms {
    private static final int TILE = 512;
    private static final int CUTS = 1000;
    /** Eight-bit references are black and white; nought and one are classes of other files. */
    private static final float LARGEST_CLASS = 1;

    private static final float HALF_WHITE = 128;

    /** Every row begins pairs, as in any scene of the size of the published ones. */
    private final SceneHistogram scene = new SceneHistogram(0);

    private final Histogram changed = new Histogram();
    private final Histogram unchanged = new Histogram();

    /** Counts a whole pair. */
    void count(AlignedPair pair, ChangeModel model, @Nullable Raster label) throws BadInputException {
        Window extent = pair.extent();
        for (int y = extent.y(); y < extent.endY(); y += TILE) {
            for (int x = extent.x(); x < extent.endX(); x += TILE) {
                Window core = new Window(x, y, Math.min(TILE, extent.endX() - x), Math.min(TILE, extent.endY() - y));
                // The core's neighbours to the right and below belong to its pairs; a model that asks for windows of
                // its
                // own shape goes without them.
                int reach = model.sizeMultiple() == 1 && !model.needsOneShape() ? SceneHistogram.REACH : 0;
                Window reaching = new Window(x, y, core.width() + reach, core.height() + reach);
                PairWindow window = pair.read(reaching.grow(model.halo()));
                float[] grown = model.apply(List.of(window)).get(0);
                count(core, observed(core, reaching, model.halo(), window, grown), label);
            }
        }
    }

    /** The statistic without its halo, as {@link SceneHistogram#add} wants it; NaN at invalid pixels and where none is. */
    private static float[] observed(Window core, Window reaching, int halo, PairWindow window, float[] grown) {
        int stride = core.width() + SceneHistogram.REACH;
        float[] values = new float[stride * (core.height() + SceneHistogram.REACH)];
        Arrays.fill(values, Float.NaN);
        for (int row = 0; row < reaching.height(); row++) {
            for (int column = 0; column < reaching.width(); column++) {
                int from = (row + halo) * window.window().width() + column + halo;
                if (window.valid()[from]) {
                    values[row * stride + column] = grown[from];
                }
            }
        }
        return values;
    }

    private void count(Window core, float[] values, @Nullable Raster label) throws BadInputException {
        scene.add(values, core.y(), core.width(), core.height());
        if (label == null) {
            return;
        }
        PixelBlock truth = label.read(core, new int[] {0});
        for (int pixel = 0; pixel < truth.valid().length; pixel++) {
            if (truth.valid()[pixel]) {
                int stride = core.width() + SceneHistogram.REACH;
                float value = values[pixel / core.width() * stride + pixel % core.width()];
                (isChange(truth.samples(0)[pixel]) ? changed : unchanged).add(value);
            }
        }
    }

    private static boolean isChange(float value) {
        return value > LARGEST_CLASS ? value >= HALF_WHITE : value > 0;
    }

    /** Joins the counts of another tile; only meaningful where both tiles' statistics have one scale. */
    void add(ClassHistograms other) {
        scene.add(other.scene);
        changed.add(other.changed);
        unchanged.add(other.unchanged);
    }

    SceneHistogram scene() {
        return scene;
    }

    private Histogram all() {
        return scene.values();
    }

    /** What a threshold gets right and wrong. */
    ConfusionCounts counts(double threshold) {
        long tp = changed.countFrom(Side.BOTH, threshold);
        long fp = unchanged.countFrom(Side.BOTH, threshold);
        return new ConfusionCounts(tp, fp, changed.count() - tp, unchanged.count() - fp);
    }

    /** The part of all pixels that a threshold marks. */
    double marked(double threshold) {
        return all().count() == 0 ? 0 : (double) all().countFrom(Side.BOTH, threshold) / all().count();
    }

    /** The largest F1 that any threshold could reach. */
    double bestF1() {
        double best = 0;
        for (int cut = 0; cut < CUTS; cut++) {
            double kept = Math.pow(10, -4.0 * cut / CUTS);
            best = Math.max(
                    best,
                    Accuracy.of(counts(all().quantile(Side.BOTH, 1 - kept))).f1());
        }
        return best;
    }

    /** The chance that a changed pixel has a larger magnitude than an unchanged one. */
    double auc() {
        if (changed.count() == 0 || unchanged.count() == 0) {
            return Double.NaN;
        }
        double area = 0;
        double lastRight = 0;
        double lastWrong = 0;
        for (int cut = 0; cut <= CUTS; cut++) {
            double threshold = cut == CUTS ? 0 : all().quantile(Side.BOTH, 1 - Math.pow(10, 4.0 * cut / CUTS - 4));
            double right = (double) changed.countFrom(Side.BOTH, threshold) / changed.count();
            double wrong = (double) unchanged.countFrom(Side.BOTH, threshold) / unchanged.count();
            area += (wrong - lastWrong) * (right + lastRight) / 2;
            lastRight = right;
            lastWrong = wrong;
        }
        return area;
    }
}
