package org.palimpsest.detect.mixed;

import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.Window;

/**
 * What the cells of a window look like at both dates.
 *
 * @param cells which cells, as a window in the grid of cells
 * @param observed for each cell whether any of its pixels was observed at both dates
 * @param before [numbers][cells]
 * @param after [numbers][cells]
 */
record CellDescriptions(Window cells, boolean[] observed, float[][] before, float[][] after) {
    static CellDescriptions of(PairWindow window, CellGrid grid, CellDescriptor before, CellDescriptor after)
            throws BadInputException {
        Window cells = grid.covering(window.window());
        boolean[] pixels = ObservedPixels.of(window);
        boolean[] observed = new boolean[Math.toIntExact(cells.pixels())];
        int width = window.window().width();
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            if (pixels[pixel]) {
                int column = Math.floorDiv(window.window().x() + pixel % width - grid.originX(), grid.size());
                int row = Math.floorDiv(window.window().y() + pixel / width - grid.originY(), grid.size());
                observed[(row - cells.y()) * cells.width() + column - cells.x()] = true;
            }
        }
        return new CellDescriptions(
                cells,
                observed,
                before.describe(window.before(), pixels, grid, cells),
                after.describe(window.after(), pixels, grid, cells));
    }

    /** The numbers of one cell out of [numbers][cells]. */
    static void copy(float[][] described, int cell, float[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = described[i][cell];
        }
    }
}
