package org.palimpsest.raster;

import java.util.List;
import java.util.OptionalDouble;

/** A raster of one band whose samples a formula gives; a sample that is not a number was not observed. */
public final class SyntheticRaster implements Raster {
    private final Grid grid;
    private final Formula formula;

    public SyntheticRaster(Grid grid, Formula formula) {
        this.grid = grid;
        this.formula = formula;
    }

    /** Gives the sample of a pixel. */
    @FunctionalInterface
    public interface Formula {
        float at(int column, int row);
    }

    @Override
    public String name() {
        return "synthetic";
    }

    @Override
    public Grid grid() {
        return grid;
    }

    @Override
    public List<Band> bands() {
        return List.of(new Band(1, "Band 1", SampleType.FLOAT32, OptionalDouble.of(Double.NaN), 1, 0));
    }

    @Override
    public List<Grid> levels() {
        return List.of(grid);
    }

    @Override
    public BlockSize blockSize() {
        return new BlockSize(256, 256);
    }

    @Override
    public PixelBlock read(int level, Window window, int[] bands) {
        PixelBlock block = PixelBlock.empty(window, bands.length);
        window.intersection(grid.window()).ifPresent(inside -> {
            for (int y = inside.y(); y < inside.endY(); y++) {
                for (int x = inside.x(); x < inside.endX(); x++) {
                    int i = (y - window.y()) * window.width() + x - window.x();
                    float sample = formula.at(x, y);
                    block.valid()[i] = !Float.isNaN(sample);
                    for (int band = 0; band < bands.length && block.valid()[i]; band++) {
                        block.samples(band)[i] = sample;
                    }
                }
            }
        });
        return block;
    }

    @Override
    public void close() {}
}
