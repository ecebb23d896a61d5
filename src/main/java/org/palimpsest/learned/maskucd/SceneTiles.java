package org.palimpsest.learned.maskucd;

import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.Window;

/** Looks at a model's statistic in tiles from all over a scene: all tiles of a small one, a sample of a large one. */
final class SceneTiles {
    private static final int TILE = 256;
    private static final int MOST_TILES = 64;

    private SceneTiles() {}

    /** Takes the statistic of one observed pixel after the other. */
    @FunctionalInterface
    interface Visitor {
        void visit(float value);
    }

    /** Takes the statistic of one observed pixel after the other, and where it lies in the pair's grid. */
    @FunctionalInterface
    interface PlaceVisitor {
        void visit(int column, int row, float value);
    }

    /** Visits as many pixels as are looked at, telling of each tile as a step of the stage "survey". */
    static void visit(
            AlignedPair pair, ChangeModel model, Progress progress, Cancellation cancellation, Visitor visitor)
            throws BadInputException, CancelledException {
        Window extent = pair.extent();
        int columns = (extent.width() + TILE - 1) / TILE;
        long tiles = (long) columns * ((extent.height() + TILE - 1) / TILE);
        long step = Math.max(1, tiles / MOST_TILES);
        progress.stage("survey", (tiles + step - 1) / step);
        for (long tile = 0; tile < tiles; tile += step) {
            cancellation.check();
            int x = extent.x() + (int) (tile % columns) * TILE;
            int y = extent.y() + (int) (tile / columns) * TILE;
            visit(pair, model, new Window(x, y, TILE, TILE), (column, row, value) -> visitor.visit(value));
            progress.done(tile / step + 1);
        }
    }

    /** Visits every observed pixel of a window. */
    static void visit(AlignedPair pair, ChangeModel model, Window core, PlaceVisitor visitor) throws BadInputException {
        int halo = model.halo();
        PairWindow window = pair.read(core.grow(halo));
        float[] values = model.apply(List.of(window)).get(0);
        int stride = window.window().width();
        for (int row = 0; row < core.height(); row++) {
            for (int column = 0; column < core.width(); column++) {
                int at = (row + halo) * stride + halo + column;
                if (window.valid()[at]) {
                    visitor.visit(core.x() + column, core.y() + row, values[at]);
                }
            }
        }
    }
}
