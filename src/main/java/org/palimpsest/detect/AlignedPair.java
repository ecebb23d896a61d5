package org.palimpsest.detect;

import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

/** Both dates on one grid, readable window by window; safe from many threads. */
public interface AlignedPair {
    /** The analysis grid: that of the before raster unless the user or the detector wants another. */
    Grid grid();

    /** The part of the grid to analyse: where both dates overlap, cut to the user's area. */
    Window extent();

    /** Bands of the first date. */
    int beforeBands();

    /** Bands of the second date. */
    int afterBands();

    /** What the first raster says of the bands in use, in their order; empty where there is no raster behind. */
    default List<Band> beforeDescriptions() {
        return List.of();
    }

    /** What the second raster says of the bands in use. */
    default List<Band> afterDescriptions() {
        return List.of();
    }

    /** Reads a window; pixels outside the extent come back as not valid. */
    PairWindow read(Window window) throws BadInputException;
}
