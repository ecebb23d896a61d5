package org.palimpsest.detect.classical;

import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

/**
 * The shape of a pixel on the ground, in sides of a square of the same area: what is so many pixels wide by so many high is
 * round or square on the ground only with it.
 *
 * @param width above 1 where the pixel is wider than high
 * @param height above 1 where it is higher than wide, as those of longitude and latitude away from the equator
 */
record GroundPixel(double width, double height) {
    /** A square. */
    static final GroundPixel SQUARE = new GroundPixel(1, 1);

    /** Nearer the poles pixels are taken to be as narrow as at 84 degrees. */
    private static final double LEAST_COSINE = 0.1;

    /**
     * The shape of a grid's pixels.
     *
     * @param extent where it is used; its middle counts
     */
    static GroundPixel of(Grid grid, Window extent) {
        double width = grid.transform().pixelWidth();
        double height = grid.transform().pixelHeight();
        if (grid.crs().isPresent() && grid.crs().get().isGeographic()) {
            double latitude = grid.transform().y(extent.x() + extent.width() / 2.0, extent.y() + extent.height() / 2.0);
            width *= Math.max(LEAST_COSINE, Math.cos(Math.toRadians(latitude)));
        }
        double side = Math.sqrt(width * height);
        return new GroundPixel(width / side, height / side);
    }

    /** Whole pixels along a row that are nearest to a length; at least 1 where the length is. */
    int columns(int length) {
        return length == 0 ? 0 : Math.max(1, (int) Math.rint(length / width));
    }

    /** Whole pixels down a column that are nearest to a length. */
    int rows(int length) {
        return length == 0 ? 0 : Math.max(1, (int) Math.rint(length / height));
    }
}
