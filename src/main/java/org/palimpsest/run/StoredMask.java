package org.palimpsest.run;

import java.io.IOException;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.engine.TileStore;
import org.palimpsest.detect.threshold.ChangeSign;
import org.palimpsest.detect.threshold.Decision;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.MaskSource;

/** The stored statistic seen as a mask: change where the decision says so, nodata where it is NaN. */
final class StoredMask implements MaskSource {
    /** Pixels of a strip, so that its arrays stay small however wide the scene is. */
    private static final int STRIP_PIXELS = 1 << 22;

    private final TileStore store;
    private final Grid grid;
    private final Statistic statistic;
    private final Decision decision;

    StoredMask(TileStore store, Grid grid, Decision decision) {
        this.store = store;
        this.grid = grid;
        this.statistic = decision.statistic();
        this.decision = decision;
    }

    @Override
    public int width() {
        return grid.width();
    }

    @Override
    public int height() {
        return grid.height();
    }

    @Override
    public int stripRows() {
        int rows = Math.max(1, STRIP_PIXELS / grid.width());
        int tile = store.plan().tileHeight();
        // Whole rows of tiles, or an even part of one, so that no row of a tile is read twice.
        return rows >= tile ? tile : Integer.highestOneBit(rows);
    }

    @Override
    public byte[] readMask(Window window) throws BadInputException {
        float[] values = values(window);
        byte[] mask = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            float value = values[i];
            mask[i] = Float.isNaN(value) ? NODATA : decision.isChange(value) ? CHANGED : UNCHANGED;
        }
        return mask;
    }

    @Override
    public Optional<boolean[]> readLosses(Window window) throws BadInputException {
        if (decision.sign() != ChangeSign.SEPARATE) {
            return Optional.empty();
        }
        float[] values = values(window);
        boolean[] losses = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            losses[i] = values[i] < 0;
        }
        return Optional.of(losses);
    }

    /** The scores of the changed pixels, with the sign of the change where the statistic has one; NaN elsewhere. */
    float[] changedScores(Window window, byte[] mask) throws BadInputException {
        float[] values = values(window);
        for (int i = 0; i < values.length; i++) {
            if (mask[i] != CHANGED) {
                values[i] = Float.NaN;
            } else {
                double score = statistic.score(values[i]);
                values[i] = (float) (statistic.signed() ? Math.copySign(score, values[i]) : score);
            }
        }
        return values;
    }

    /** The statistic in a window; NaN where nothing was observed. */
    float[] values(Window window) throws BadInputException {
        try {
            return store.read(window);
        } catch (IOException e) {
            throw StatisticRaster.gone(e);
        }
    }
}
