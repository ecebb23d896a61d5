package org.palimpsest.raster;

/**
 * The affine map from pixel corners to coordinates: x = originX + column * xPerColumn + row * xPerRow, and likewise y.
 *
 * <p>Column 0, row 0 is the outer corner of the first pixel; its centre is at (0.5, 0.5). The order of the six numbers is
 * GDAL's.
 *
 * @param originX x of the outer corner of the first pixel
 * @param xPerColumn change of x from one column to the next; the pixel width of an unrotated grid
 * @param xPerRow change of x from one row to the next; 0 in an unrotated grid
 * @param originY y of the outer corner of the first pixel
 * @param yPerColumn change of y from one column to the next; 0 in an unrotated grid
 * @param yPerRow change of y from one row to the next; negative in a grid with north up
 */
public record GeoTransform(
        double originX, double xPerColumn, double xPerRow, double originY, double yPerColumn, double yPerRow) {
    /** The map of a raster without georeference: x is the column, y the negative row, so that the picture stands upright. */
    public static final GeoTransform PIXELS = new GeoTransform(0, 1, 0, 0, 0, -1);

    public GeoTransform {
        double determinant = xPerColumn * yPerRow - xPerRow * yPerColumn;
        if (!Double.isFinite(originX)
                || !Double.isFinite(originY)
                || !Double.isFinite(determinant)
                || determinant == 0) {
            throw new IllegalArgumentException("A geotransform must be finite and invertible, but was " + originX + ", "
                    + xPerColumn + ", " + xPerRow + ", " + originY + ", " + yPerColumn + ", " + yPerRow + ".");
        }
    }

    /** A grid with north up. */
    public static GeoTransform northUp(double originX, double originY, double pixelWidth, double pixelHeight) {
        return new GeoTransform(originX, pixelWidth, 0, originY, 0, -pixelHeight);
    }

    /** x at a fractional column and row. */
    public double x(double column, double row) {
        return originX + column * xPerColumn + row * xPerRow;
    }

    /** y at a fractional column and row. */
    public double y(double column, double row) {
        return originY + column * yPerColumn + row * yPerRow;
    }

    /** The fractional column at a coordinate. */
    public double column(double x, double y) {
        return (yPerRow * (x - originX) - xPerRow * (y - originY)) / determinant();
    }

    /** The fractional row at a coordinate. */
    public double row(double x, double y) {
        return (xPerColumn * (y - originY) - yPerColumn * (x - originX)) / determinant();
    }

    /** Tells whether columns run east or west and rows north or south, without rotation or shear. */
    public boolean isAxisAligned() {
        return xPerRow == 0 && yPerColumn == 0;
    }

    /** Length of one step along a row of pixels, in units of the coordinates. */
    public double pixelWidth() {
        return Math.hypot(xPerColumn, yPerColumn);
    }

    /** Length of one step down a column of pixels, in units of the coordinates. */
    public double pixelHeight() {
        return Math.hypot(xPerRow, yPerRow);
    }

    /** The map of the part of the grid that begins at a column and row. */
    public GeoTransform translate(double column, double row) {
        return new GeoTransform(x(column, row), xPerColumn, xPerRow, y(column, row), yPerColumn, yPerRow);
    }

    /** The map of a grid whose pixels are larger by the given factors (of an overview, say). */
    public GeoTransform scale(double columnFactor, double rowFactor) {
        return new GeoTransform(
                originX,
                xPerColumn * columnFactor,
                xPerRow * rowFactor,
                originY,
                yPerColumn * columnFactor,
                yPerRow * rowFactor);
    }

    private double determinant() {
        return xPerColumn * yPerRow - xPerRow * yPerColumn;
    }
}
