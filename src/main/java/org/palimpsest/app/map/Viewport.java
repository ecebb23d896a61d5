package org.palimpsest.app.map;

import java.util.ArrayList;
import java.util.List;

/**
 * Which part of the map is on the screen, and how large.
 *
 * <p>Zoom goes in quarter octaves: one pixel of the screen is 2^(-step/4) map units. With fixed steps tiles are painted
 * for exactly the screen's pixels, so a picture at rest is never resampled twice, and a zoom that is come back to finds its
 * tiles in the cache. The picture's corner lies on a whole pixel for the same reason. Immutable.
 *
 * @param centreX map coordinate in the middle of the screen
 * @param centreY map coordinate in the middle of the screen
 * @param step the zoom; larger is closer
 * @param width of the picture in pixels, at least 1
 * @param height of the picture in pixels, at least 1
 */
public record Viewport(double centreX, double centreY, int step, int width, int height) {
    /** Steps for which the picture becomes twice as large. */
    public static final int STEPS_PER_OCTAVE = 4;

    private static final int FARTHEST = -30 * STEPS_PER_OCTAVE;
    private static final int CLOSEST = 34 * STEPS_PER_OCTAVE;

    public Viewport {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A picture must be at least 1 x 1 pixel, but was " + width + " x " + height + ".");
        }
        step = Math.max(FARTHEST, Math.min(CLOSEST, step));
    }

    /** The view in which the whole extent is just visible. */
    public static Viewport showing(MapExtent extent, int width, int height) {
        double wanted = Math.max(extent.width() / width, extent.height() / height);
        int step = (int) Math.floor(-STEPS_PER_OCTAVE * Math.log(wanted) / Math.log(2) + 1e-9);
        return new Viewport(extent.centreX(), extent.centreY(), step, width, height);
    }

    /** Map units of one pixel at a zoom step. */
    public static double resolution(int step) {
        return Math.pow(2, -step / (double) STEPS_PER_OCTAVE);
    }

    /** Map units of one pixel. */
    public double resolution() {
        return resolution(step);
    }

    /** The column of the screen's left edge, counted in pixels of this step from the map's x = 0. */
    public double leftPixel() {
        return Math.rint(centreX / resolution() - width / 2.0);
    }

    /** The row of the screen's top edge, counted downwards in pixels of this step from the map's y = 0. */
    public double topPixel() {
        return Math.rint(-centreY / resolution() - height / 2.0);
    }

    public double mapX(double screenX) {
        return (leftPixel() + screenX) * resolution();
    }

    public double mapY(double screenY) {
        return -(topPixel() + screenY) * resolution();
    }

    public double screenX(double mapX) {
        return mapX / resolution() - leftPixel();
    }

    public double screenY(double mapY) {
        return -mapY / resolution() - topPixel();
    }

    /** What is visible. */
    public MapExtent extent() {
        return new MapExtent(mapX(0), mapY(height), mapX(width), mapY(0));
    }

    /** The view after the picture was dragged by this many pixels. */
    public Viewport drag(double dx, double dy) {
        return new Viewport(centreX - dx * resolution(), centreY + dy * resolution(), step, width, height);
    }

    /** The view some steps closer (or farther), in which the point under the cursor stays where it is. */
    public Viewport zoom(int steps, double atX, double atY) {
        Viewport target = new Viewport(centreX, centreY, step + steps, width, height);
        double factor = target.resolution() / resolution();
        double x = mapX(atX);
        double y = mapY(atY);
        return new Viewport(x + (centreX - x) * factor, y + (centreY - y) * factor, target.step, width, height);
    }

    /** The same centre and zoom in a picture of another size. */
    public Viewport resize(int newWidth, int newHeight) {
        return new Viewport(centreX, centreY, step, newWidth, newHeight);
    }

    /** The same zoom around another place. */
    public Viewport centredAt(double x, double y) {
        return new Viewport(x, y, step, width, height);
    }

    /** The tiles that cover the picture, those in the middle first. */
    public List<TileAddress> tiles() {
        long firstColumn = (long) Math.floor(leftPixel() / TileAddress.SIZE);
        long lastColumn = (long) Math.floor((leftPixel() + width - 1) / TileAddress.SIZE);
        long firstRow = (long) Math.floor(topPixel() / TileAddress.SIZE);
        long lastRow = (long) Math.floor((topPixel() + height - 1) / TileAddress.SIZE);
        List<TileAddress> tiles = new ArrayList<>();
        for (long row = firstRow; row <= lastRow; row++) {
            for (long column = firstColumn; column <= lastColumn; column++) {
                tiles.add(new TileAddress(step, column, row));
            }
        }
        double middleColumn = (firstColumn + lastColumn) / 2.0;
        double middleRow = (firstRow + lastRow) / 2.0;
        tiles.sort((a, b) -> Double.compare(
                Math.hypot(a.column() - middleColumn, a.row() - middleRow),
                Math.hypot(b.column() - middleColumn, b.row() - middleRow)));
        return tiles;
    }
}
