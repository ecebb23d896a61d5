package org.palimpsest.sample;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The ground itself on a fine grid, north up: reflectance, cover and height of everything, finer than any sensor sees it.
 *
 * <p>Scenes are small by design (a sample, a training chip), so a canvas is held in memory as a whole and its size is limited.
 */
final class GroundCanvas {
    /** Most cells of a canvas, about 2 GB of memory. */
    static final long MOST_CELLS = 60_000_000;

    private final GroundExtent extent;
    private final double cell;
    private final int width;
    private final int height;
    private final float[][] reflectance;
    private final byte[] cover;
    private final float[] ground;
    private final float[] above;
    private final float[] tiltEast;
    private final float[] tiltNorth;

    /** Makes an empty canvas over an extent with square cells of a size in metres. */
    GroundCanvas(GroundExtent extent, double cell) {
        long columns = (long) Math.ceil(extent.width() / cell);
        long rows = (long) Math.ceil(extent.height() / cell);
        if (columns * rows > MOST_CELLS) {
            throw new IllegalArgumentException("A scene may need at most " + MOST_CELLS
                    + " ground cells, but this one needs " + columns + " x " + rows + ": choose fewer pixels.");
        }
        this.extent = extent;
        this.cell = cell;
        width = (int) columns;
        height = (int) rows;
        int cells = width * height;
        reflectance = new float[Spectrum.BANDS][cells];
        cover = new byte[cells];
        ground = new float[cells];
        above = new float[cells];
        tiltEast = new float[cells];
        tiltNorth = new float[cells];
    }

    double cell() {
        return cell;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Returns the easting of the middle of a column. */
    double x(int column) {
        return extent.minX() + (column + 0.5) * cell;
    }

    /** Returns the northing of the middle of a row, counted from the north. */
    double y(int row) {
        return extent.maxY() - (row + 0.5) * cell;
    }

    /** Returns the position of an easting in columns; whole numbers are the middles of cells. */
    double columnOf(double x) {
        return (x - extent.minX()) / cell - 0.5;
    }

    /** Returns the position of a northing in rows; whole numbers are the middles of cells. */
    double rowOf(double y) {
        return (extent.maxY() - y) / cell - 0.5;
    }

    int index(int column, int row) {
        return row * width + column;
    }

    /** Returns the cells of one band, 0..1, row by row: the live array. */
    float[] band(int band) {
        return reflectance[band];
    }

    LandCover cover(int index) {
        return LandCover.ofCode(cover[index]);
    }

    /** Returns a copy of the cover codes, row by row. */
    byte[] coverCodes() {
        return cover.clone();
    }

    /** Returns the elevation of the bare ground in metres. */
    float ground(int index) {
        return ground[index];
    }

    /** Returns the height of what stands on the ground in metres. */
    float above(int index) {
        return above[index];
    }

    /** Returns the elevation of the visible surface in metres. */
    float surface(int index) {
        return ground[index] + above[index];
    }

    /** Returns the rise of a roof towards the east over the run. */
    float tiltEast(int index) {
        return tiltEast[index];
    }

    /** Returns the rise of a roof towards the north over the run. */
    float tiltNorth(int index) {
        return tiltNorth[index];
    }

    void setGround(int index, double metres) {
        ground[index] = (float) metres;
    }

    /** Paints one cell anew: cover, colour and the height of what stands there. */
    void paint(int index, LandCover kind, Spectrum spectrum, double metresAbove) {
        cover[index] = kind.code();
        for (int band = 0; band < Spectrum.BANDS; band++) {
            reflectance[band][index] = (float) spectrum.band(band);
        }
        above[index] = (float) metresAbove;
        tiltEast[index] = 0;
        tiltNorth[index] = 0;
    }

    void setTilt(int index, double east, double north) {
        tiltEast[index] = (float) east;
        tiltNorth[index] = (float) north;
    }

    /** Runs an action for every row, on several threads; each row must write to its own cells only. */
    void forEachRow(IntConsumer action) {
        IntStream.range(0, height).parallel().forEach(action);
    }

    /** Runs an action for every cell whose middle lies in a box. */
    void forEachCellIn(GroundExtent box, CellAction action) {
        int firstColumn = (int) Math.max(0, Math.ceil(columnOf(box.minX())));
        int lastColumn = (int) Math.min(width - 1, Math.floor(columnOf(box.maxX())));
        int firstRow = (int) Math.max(0, Math.ceil(rowOf(box.maxY())));
        int lastRow = (int) Math.min(height - 1, Math.floor(rowOf(box.minY())));
        for (int row = firstRow; row <= lastRow; row++) {
            for (int column = firstColumn; column <= lastColumn; column++) {
                action.at(index(column, row), x(column), y(row));
            }
        }
    }

    /** Something done at one cell. */
    @FunctionalInterface
    interface CellAction {
        void at(int index, double x, double y);
    }
}
