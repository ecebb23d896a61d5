package org.palimpsest.raster;

import java.util.List;

/** A grid with a name and no pixels, for other rasters to be aligned onto. */
record BlankRaster(String name, Grid grid) implements Raster {
    private static final BlockSize BLOCK = new BlockSize(256, 256);

    @Override
    public List<Band> bands() {
        return List.of();
    }

    @Override
    public List<Grid> levels() {
        return List.of(grid);
    }

    @Override
    public BlockSize blockSize() {
        return BLOCK;
    }

    @Override
    public PixelBlock read(int level, Window window, int[] bands) {
        return PixelBlock.empty(window, bands.length);
    }

    @Override
    public void close() {}
}
