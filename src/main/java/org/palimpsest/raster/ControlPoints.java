package org.palimpsest.raster;

import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;

/**
 * Ground control points of a raster that has no geotransform: pixels whose coordinates are known.
 *
 * @param points in the file's order
 * @param crs the system of the coordinates; empty where the file states none
 */
public record ControlPoints(List<Point> points, Optional<Crs> crs) {
    /** No points. */
    public static final ControlPoints NONE = new ControlPoints(List.of(), Optional.empty());

    private static final int FEWEST = 3;

    public ControlPoints {
        points = List.copyOf(points);
    }

    /** A place in the raster, from the upper left corner of its first pixel, and its coordinates. */
    public record Point(double column, double row, double x, double y) {}

    /**
     * The affine map that fits best.
     *
     * @param transform from pixels to coordinates
     * @param error root of the mean square distance of the points from their places, in pixels
     */
    public record Fit(GeoTransform transform, double error) {}

    /**
     * Fits an affine map by least squares of the coordinates.
     *
     * @param name how the message calls the raster
     * @throws BadInputException when there are fewer than three points, or all lie on one line
     */
    public Fit fit(String name) throws BadInputException {
        double meanColumn = mean(Point::column);
        double meanRow = mean(Point::row);
        double meanX = mean(Point::x);
        double meanY = mean(Point::y);
        double cc = 0;
        double cr = 0;
        double rr = 0;
        double cx = 0;
        double rx = 0;
        double cy = 0;
        double ry = 0;
        for (Point point : points) {
            double c = point.column() - meanColumn;
            double r = point.row() - meanRow;
            double x = point.x() - meanX;
            double y = point.y() - meanY;
            cc += c * c;
            cr += c * r;
            rr += r * r;
            cx += c * x;
            rx += r * x;
            cy += c * y;
            ry += r * y;
        }
        double determinant = cc * rr - cr * cr;
        if (points.size() < FEWEST || !(determinant > 1e-9 * cc * rr)) {
            throw new BadInputException(name + " has " + points.size()
                    + " ground control points, but three that do not lie on one line are needed to place it.");
        }
        double xPerColumn = (cx * rr - rx * cr) / determinant;
        double xPerRow = (rx * cc - cx * cr) / determinant;
        double yPerColumn = (cy * rr - ry * cr) / determinant;
        double yPerRow = (ry * cc - cy * cr) / determinant;
        try {
            GeoTransform transform = new GeoTransform(
                    meanX - xPerColumn * meanColumn - xPerRow * meanRow,
                    xPerColumn,
                    xPerRow,
                    meanY - yPerColumn * meanColumn - yPerRow * meanRow,
                    yPerColumn,
                    yPerRow);
            return new Fit(transform, error(transform));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(name + " has ground control points that place all pixels on one line.", e);
        }
    }

    private double error(GeoTransform transform) {
        double squares = 0;
        for (Point point : points) {
            double column = transform.column(point.x(), point.y()) - point.column();
            double row = transform.row(point.x(), point.y()) - point.row();
            squares += column * column + row * row;
        }
        return Math.sqrt(squares / points.size());
    }

    private double mean(java.util.function.ToDoubleFunction<Point> value) {
        return points.stream().mapToDouble(value).average().orElse(0);
    }
}
