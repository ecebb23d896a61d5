package org.palimpsest.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.AlignedRaster;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Overlap;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Resampling;
import org.palimpsest.raster.Window;

/**
 * Two rasters brought onto the grid on which they are compared.
 *
 * <p>Where that is the first one's own, it is read as it is.
 */
final class PairOnGrid {
    private final Grid grid;
    private final Window used;
    private final boolean ofBefore;
    private final Map<Resampling, Raster> before = new EnumMap<>(Resampling.class);
    private final Map<Resampling, AlignedRaster> after = new EnumMap<>(Resampling.class);

    private PairOnGrid(Grid grid, Window used, boolean ofBefore) {
        this.grid = grid;
        this.used = used;
        this.ofBefore = ofBefore;
    }

    /**
     * Brings both onto one grid.
     *
     * @param overlap of both, on the grid of {@code before}
     * @throws BadInputException when the grid cannot be used for them
     */
    static PairOnGrid of(Raster before, Raster after, Overlap overlap, AnalysisGrid choice) throws BadInputException {
        Grid grid = choice.of(before.grid(), after.grid(), overlap.window());
        boolean ofBefore = grid.equals(before.grid());
        Window used = ofBefore
                ? overlap.window()
                : Overlap.footprint(before.grid().part(overlap.window()), grid).orElse(grid.window());
        PairOnGrid pair = new PairOnGrid(grid, used, ofBefore);
        for (Resampling resampling : Resampling.values()) {
            pair.before.put(resampling, ofBefore ? before : AlignedRaster.onto(grid, used, before, resampling));
            pair.after.put(
                    resampling,
                    ofBefore
                            ? AlignedRaster.align(before, after, resampling)
                            : AlignedRaster.onto(grid, used, after, resampling));
        }
        return pair;
    }

    /** The grid on which they are compared. */
    Grid grid() {
        return grid;
    }

    /** The part of the grid that both cover. */
    Window used() {
        return used;
    }

    /** Tells whether the grid is the first one's own. */
    boolean isOfBefore() {
        return ofBefore;
    }

    Raster before(Resampling resampling) {
        return Optional.ofNullable(before.get(resampling)).orElseThrow();
    }

    AlignedRaster after(Resampling resampling) {
        return Optional.ofNullable(after.get(resampling)).orElseThrow();
    }
}
