package org.palimpsest.raster;

import org.palimpsest.base.BadInputException;

/**
 * A coarser version of a raster: one of its levels, each square of which is averaged over the pixels that were observed.
 *
 * <p>Squares begin at column 0, row 0 of the level, whatever window is read. An overview is used only where at least four
 * of its pixels fall on each wanted one, because writers often make overviews by leaving pixels out.
 */
final class AveragedLevel {
    private static final int PIXELS_PER_READ = 1 << 22;
    private static final double LEAST_OVERVIEW_PIXELS = 4;

    private final Raster raster;
    private final int level;
    private final int columns;
    private final int rows;
    private final Grid grid;

    private AveragedLevel(Raster raster, int level, int columns, int rows) {
        this.raster = raster;
        this.level = level;
        this.columns = columns;
        this.rows = rows;
        this.grid = raster.levels().get(level);
    }

    /** The raster as it is. */
    static AveragedLevel fullResolution(Raster raster) {
        return new AveragedLevel(raster, 0, 1, 1);
    }

    /** The version for a grid each of whose pixels spans the given numbers of the raster's columns and rows. */
    static AveragedLevel forScale(Raster raster, double columnScale, double rowScale) {
        int level = 0;
        Grid full = raster.grid();
        for (int i = 1; i < raster.levels().size(); i++) {
            Grid overview = raster.levels().get(i);
            double restColumns = columnScale * overview.width() / full.width();
            double restRows = rowScale * overview.height() / full.height();
            if (Math.min(restColumns, restRows) >= LEAST_OVERVIEW_PIXELS) {
                level = i;
            }
        }
        Grid chosen = raster.levels().get(level);
        int columns = squareSide(columnScale * chosen.width() / full.width());
        int rows = squareSide(rowScale * chosen.height() / full.height());
        return new AveragedLevel(raster, level, columns, rows);
    }

    /** Leaves two to four averages to each wanted pixel, for the kernel to weigh. */
    private static int squareSide(double scale) {
        return scale >= 4 ? (int) (scale / 2) : 1;
    }

    /** Tells whether this is the raster as it is. */
    boolean isFullResolution() {
        return level == 0 && columns == 1 && rows == 1;
    }

    /** Columns of the full resolution in one column of this version. */
    double columnFactor() {
        return (double) columns * raster.grid().width() / grid.width();
    }

    /** Rows of the full resolution in one row of this version. */
    double rowFactor() {
        return (double) rows * raster.grid().height() / grid.height();
    }

    /** Turns places of the full resolution into places of this version. */
    void scale(double[] fullColumns, double[] fullRows) {
        if (isFullResolution()) {
            return;
        }
        double byColumn = 1 / columnFactor();
        double byRow = 1 / rowFactor();
        for (int i = 0; i < fullColumns.length; i++) {
            fullColumns[i] *= byColumn;
            fullRows[i] *= byRow;
        }
    }

    /** All pixels of this version. */
    Window window() {
        return new Window(0, 0, ceil(grid.width(), columns), ceil(grid.height(), rows));
    }

    private static int ceil(int pixels, int side) {
        return (pixels + side - 1) / side;
    }

    /** Reads pixels of this version. */
    PixelBlock read(Window window, int[] bands) throws BadInputException {
        if (columns == 1 && rows == 1) {
            return raster.read(level, window, bands);
        }
        PixelBlock averages = PixelBlock.empty(window, bands.length);
        int across = Math.max(1, Math.min(window.width(), PIXELS_PER_READ / (columns * rows)));
        int down = Math.max(1, PIXELS_PER_READ / (columns * rows * across));
        for (int y = window.y(); y < window.endY(); y += down) {
            for (int x = window.x(); x < window.endX(); x += across) {
                average(
                        new Window(x, y, Math.min(across, window.endX() - x), Math.min(down, window.endY() - y)),
                        bands,
                        averages);
            }
        }
        return averages;
    }

    private void average(Window part, int[] bands, PixelBlock target) throws BadInputException {
        Window needed = new Window(part.x() * columns, part.y() * rows, part.width() * columns, part.height() * rows);
        PixelBlock source = raster.read(level, needed, bands);
        double[] sums = new double[bands.length];
        for (int y = 0; y < part.height(); y++) {
            int at = target.window().index(part.x(), part.y() + y);
            for (int x = 0; x < part.width(); x++) {
                int count = sumSquare(source, x * columns, y * rows, sums);
                if (2 * count >= columns * rows) {
                    target.valid()[at + x] = true;
                    for (int band = 0; band < sums.length; band++) {
                        target.samples(band)[at + x] = (float) (sums[band] / count);
                    }
                }
            }
        }
    }

    private int sumSquare(PixelBlock source, int fromX, int fromY, double[] sums) {
        java.util.Arrays.fill(sums, 0);
        int count = 0;
        for (int y = fromY; y < fromY + rows; y++) {
            int row = y * source.width();
            for (int x = fromX; x < fromX + columns; x++) {
                if (source.valid()[row + x]) {
                    count++;
                    for (int band = 0; band < sums.length; band++) {
                        sums[band] += source.samples(band)[row + x];
                    }
                }
            }
        }
        return count;
    }
}
