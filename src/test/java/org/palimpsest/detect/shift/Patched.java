package org.palimpsest.detect.shift;

import java.util.List;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.BlockSize;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Window;

/** A landscape that holds another one's pixels in some windows: what really changed. */
record Patched(Raster still, Raster other, List<Window> changed) implements Raster {
    @Override
    public PixelBlock read(int level, Window window, int[] bands) throws org.palimpsest.base.BadInputException {
        PixelBlock block = still.read(level, window, bands);
        PixelBlock patch = other.read(level, window, bands);
        for (int i = 0; i < block.valid().length; i++) {
            Window pixel = new Window(window.x() + i % window.width(), window.y() + i / window.width(), 1, 1);
            if (changed.stream().anyMatch(patched -> patched.contains(pixel))) {
                block.samples(0)[i] = patch.samples(0)[i];
            }
        }
        return block;
    }

    @Override
    public String name() {
        return still.name();
    }

    @Override
    public Grid grid() {
        return still.grid();
    }

    @Override
    public List<Band> bands() {
        return still.bands();
    }

    @Override
    public List<Grid> levels() {
        return still.levels();
    }

    @Override
    public BlockSize blockSize() {
        return still.blockSize();
    }

    @Override
    public void close() {}
}
