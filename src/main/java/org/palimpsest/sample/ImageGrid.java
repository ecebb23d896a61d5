package org.palimpsest.sample;

/**
 * Where an image's pixels lie: a north-up grid of square pixels in a projected coordinate system.
 *
 * @param epsg code of the coordinate system, in metres
 * @param west easting of the left edge of the first pixel
 * @param north northing of its upper edge
 * @param pixelSize size of a pixel in metres
 * @param width columns
 * @param height rows
 */
public record ImageGrid(int epsg, double west, double north, double pixelSize, int width, int height) {

    /** Checks that the grid has a size. */
    public ImageGrid {
        if (!(pixelSize > 0) || width < 1 || height < 1) {
            throw new IllegalArgumentException("An image grid needs a positive size, but was " + width + " x " + height
                    + " pixels of " + pixelSize + " m.");
        }
    }

    /** Returns the easting of the middle of a column. */
    double x(double column) {
        return west + (column + 0.5) * pixelSize;
    }

    /** Returns the northing of the middle of a row. */
    double y(double row) {
        return north - (row + 0.5) * pixelSize;
    }

    /** Tells whether a place, in this grid's own coordinate system, lies on the image. */
    boolean contains(GroundPoint place) {
        return place.x() >= west
                && place.x() <= west + width * pixelSize
                && place.y() <= north
                && place.y() >= north - height * pixelSize;
    }
}
