package org.palimpsest.app.layer;

import java.util.List;
import java.util.OptionalDouble;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.BlockSize;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.Window;

/** A raster in memory for tests: sample = formula(band, column, row); NaN is nodata. */
final class PaintedRaster implements Raster {
    interface Formula {
        double at(int band, int column, int row);
    }

    private final Grid grid;
    private final int bands;
    private final Formula formula;
    private final List<Grid> levels;
    long pixelsRead;

    PaintedRaster(Grid grid, int bands, Formula formula, Grid... overviews) {
        this.grid = grid;
        this.bands = bands;
        this.formula = formula;
        java.util.ArrayList<Grid> all = new java.util.ArrayList<>(List.of(grid));
        all.addAll(List.of(overviews));
        this.levels = all;
    }

    @Override
    public String name() {
        return "painted";
    }

    @Override
    public Grid grid() {
        return grid;
    }

    @Override
    public List<Band> bands() {
        return java.util.stream.IntStream.rangeClosed(1, bands)
                .mapToObj(n -> new Band(n, "Band " + n, SampleType.FLOAT32, OptionalDouble.empty(), 1, 0))
                .toList();
    }

    @Override
    public List<Grid> levels() {
        return levels;
    }

    @Override
    public BlockSize blockSize() {
        return new BlockSize(256, 256);
    }

    @Override
    public synchronized PixelBlock read(int level, Window window, int[] wanted) {
        Grid of = levels.get(level);
        double fx = grid.width() / (double) of.width();
        double fy = grid.height() / (double) of.height();
        float[][] samples = new float[wanted.length][(int) window.pixels()];
        boolean[] valid = new boolean[(int) window.pixels()];
        pixelsRead += window.pixels();
        for (int row = 0; row < window.height(); row++) {
            for (int column = 0; column < window.width(); column++) {
                int x = window.x() + column;
                int y = window.y() + row;
                int index = row * window.width() + column;
                valid[index] = x >= 0 && y >= 0 && x < of.width() && y < of.height();
                for (int band = 0; valid[index] && band < wanted.length; band++) {
                    double value = formula.at(wanted[band], (int) (x * fx), (int) (y * fy));
                    valid[index] = !Double.isNaN(value);
                    samples[band][index] = valid[index] ? (float) value : 0;
                }
            }
        }
        return new PixelBlock(window, samples, valid);
    }

    @Override
    public void close() {}
}
