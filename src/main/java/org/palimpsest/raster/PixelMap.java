package org.palimpsest.raster;

import org.palimpsest.base.BadInputException;

/**
 * The exact map from fractional columns and rows of one grid to those of another, through both coordinate reference
 * systems.
 *
 * <p>Immutable and safe from many threads. Where the target has no such place, the result is NaN.
 */
final class PixelMap {
    private static final double WHOLE_CIRCLE = 360;

    private final GeoTransform from;
    private final GeoTransform to;
    private final Crs.CoordinateMap coordinates;
    private final double middleLongitude;
    private final boolean affine;
    private final Displacement displacement;

    private PixelMap(
            GeoTransform from,
            GeoTransform to,
            Crs.CoordinateMap coordinates,
            double middleLongitude,
            boolean affine,
            Displacement displacement) {
        this.from = from;
        this.to = to;
        this.coordinates = coordinates;
        this.middleLongitude = middleLongitude;
        this.affine = affine;
        this.displacement = displacement;
    }

    /** The map between two grids; grids without a coordinate reference system count as being in one and the same. */
    static PixelMap between(Grid from, Grid to) throws BadInputException {
        boolean same = from.crs().isEmpty()
                || to.crs().isEmpty()
                || from.crs().get().sameAs(to.crs().get());
        Crs.CoordinateMap coordinates =
                same ? points -> {} : from.crs().orElseThrow().mapTo(to.crs().orElseThrow());
        boolean wraps = !same && to.crs().orElseThrow().isGeographic();
        double middle = wraps ? to.transform().x(to.width() / 2.0, to.height() / 2.0) : Double.NaN;
        return new PixelMap(from.transform(), to.transform(), coordinates, middle, same, Displacement.NONE);
    }

    /**
     * The map to where the content really lies that belongs at a place of the grid.
     *
     * @param by how far the content lies off, in pixels of the grid that is mapped from
     */
    PixelMap displaced(Displacement by) {
        return new PixelMap(from, to, coordinates, middleLongitude, affine && by.isAffine(), by);
    }

    /** Tells whether the map is affine, so that three points say everything. */
    boolean isAffine() {
        return affine;
    }

    /** Changes columns and rows in place: column 0, row 0, column 1, row 1, ... */
    void apply(double[] points) {
        for (int i = 0; i < points.length; i += 2) {
            double column = points[i] + displacement.dx(points[i], points[i + 1]);
            double row = points[i + 1] + displacement.dy(points[i], points[i + 1]);
            points[i] = from.x(column, row);
            points[i + 1] = from.y(column, row);
        }
        coordinates.apply(points);
        for (int i = 0; i < points.length; i += 2) {
            double x = nearMiddle(points[i]);
            double y = points[i + 1];
            points[i] = to.column(x, y);
            points[i + 1] = to.row(x, y);
        }
    }

    /** A scene that lies across the 180th meridian has longitudes beyond it, where the map returns those before it. */
    private double nearMiddle(double x) {
        return Double.isNaN(middleLongitude) ? x : x - WHOLE_CIRCLE * Math.rint((x - middleLongitude) / WHOLE_CIRCLE);
    }

    /** Four numbers at a place: change of the target's column per column and per row, and of its row likewise. */
    double[] derivative(double column, double row) {
        double[] points = {column - 0.5, row, column + 0.5, row, column, row - 0.5, column, row + 0.5};
        apply(points);
        return new double[] {points[2] - points[0], points[6] - points[4], points[3] - points[1], points[7] - points[5]
        };
    }
}
