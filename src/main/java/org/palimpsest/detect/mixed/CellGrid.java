package org.palimpsest.detect.mixed;

import org.palimpsest.raster.Window;

/**
 * Square cells of a few pixels each that cover a scene, fixed to its corner, so that a pixel belongs to the same cell in any
 * window.
 *
 * @param originX column of the scene's corner in the analysis grid
 * @param originY row of the scene's corner
 * @param size side of a cell in pixels
 */
public record CellGrid(int originX, int originY, int size) {
    public CellGrid {
        if (size < 1) {
            throw new IllegalArgumentException("A cell must be at least 1 pixel wide, but was " + size + ".");
        }
    }

    /** The cells that a window of pixels touches, as a window in the grid of cells. */
    public Window covering(Window pixels) {
        int x = Math.floorDiv(pixels.x() - originX, size);
        int y = Math.floorDiv(pixels.y() - originY, size);
        int endX = Math.floorDiv(pixels.endX() - 1 - originX, size) + 1;
        int endY = Math.floorDiv(pixels.endY() - 1 - originY, size) + 1;
        return new Window(x, y, endX - x, endY - y);
    }

    /** The part of a cell that lies in a window of pixels; the cell must be one of {@link #covering}. */
    Window part(Window cells, int cell, Window pixels) {
        int x = originX + (cells.x() + cell % cells.width()) * size;
        int y = originY + (cells.y() + cell / cells.width()) * size;
        int fromX = Math.max(x, pixels.x());
        int fromY = Math.max(y, pixels.y());
        return new Window(
                fromX, fromY, Math.min(x + size, pixels.endX()) - fromX, Math.min(y + size, pixels.endY()) - fromY);
    }
}
