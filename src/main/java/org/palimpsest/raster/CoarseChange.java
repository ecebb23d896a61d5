package org.palimpsest.raster;

import org.palimpsest.base.BadInputException;

/** A change mask seen from afar: a large pixel is changed when any pixel in it is, so that small changes stay visible. */
final class CoarseChange {
    private CoarseChange() {}

    /**
     * Reads a mask at a coarse size, block by block from the full resolution, because overviews lose single pixels.
     *
     * @return for each large pixel, row by row, whether there is change in it
     */
    static boolean[] read(Raster mask, int width, int height) throws BadInputException {
        Grid grid = mask.grid();
        BlockSize block = mask.blockSize();
        boolean[] changed = new boolean[width * height];
        for (int y = 0; y < grid.height(); y += block.height()) {
            for (int x = 0; x < grid.width(); x += block.width()) {
                Window window = new Window(x, y, block.width(), block.height())
                        .intersection(grid.window())
                        .orElseThrow();
                PixelBlock pixels = mask.read(window, new int[] {0});
                float[] values = pixels.samples(0);
                for (int i = 0; i < values.length; i++) {
                    if (values[i] == 1 && pixels.valid()[i]) {
                        int column = (int) ((long) (x + i % window.width()) * width / grid.width());
                        int row = (int) ((long) (y + i / window.width()) * height / grid.height());
                        changed[row * width + column] = true;
                    }
                }
            }
        }
        return changed;
    }
}
