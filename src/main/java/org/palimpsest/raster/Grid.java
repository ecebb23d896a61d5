package org.palimpsest.raster;

import java.util.Optional;
import org.palimpsest.base.BadInputException;

/**
 * Size and place of a raster's pixels.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param transform from pixels to coordinates; {@link GeoTransform#PIXELS} where the raster has no georeference
 * @param crs the system of the coordinates; empty where the file states none
 */
public record Grid(int width, int height, GeoTransform transform, Optional<Crs> crs) {
    private static final double METRES_PER_DEGREE = 111_320;

    public Grid {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A grid must be at least 1 x 1 pixel, but was " + width + " x " + height + ".");
        }
    }

    /** A grid that knows only its size. */
    public static Grid ofPixels(int width, int height) {
        return new Grid(width, height, GeoTransform.PIXELS, Optional.empty());
    }

    /** Tells whether each pixel has a place on the Earth. */
    public boolean isGeoreferenced() {
        return crs.isPresent();
    }

    /** About how wide a pixel is on the ground, in metres; degrees count as at the equator. */
    double metres() {
        double unit = crs.map(known -> known.isGeographic() ? METRES_PER_DEGREE : known.metresPerUnit())
                .orElse(1.0);
        return transform.pixelWidth() * unit;
    }

    /** The number of pixels. */
    public long pixels() {
        return (long) width * height;
    }

    /** The whole grid as a window. */
    public Window window() {
        return new Window(0, 0, width, height);
    }

    /** The map from this grid's fractional columns and rows to those of another one; NaN where there is no such place. */
    public Crs.CoordinateMap pixelsOn(Grid other) throws BadInputException {
        return PixelMap.between(this, other)::apply;
    }

    /** The grid of a part of this one; the window may reach over the edge. */
    public Grid part(Window window) {
        return new Grid(window.width(), window.height(), transform.translate(window.x(), window.y()), crs);
    }
}
