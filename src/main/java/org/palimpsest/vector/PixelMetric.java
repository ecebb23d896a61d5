package org.palimpsest.vector;

import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.Grid;
import org.slf4j.LoggerFactory;

/**
 * The true size of pixels on the WGS 84 ellipsoid, for any grid.
 *
 * <p>Width, height and area of a pixel change slowly over a raster, so they are computed at the nodes of a coarse lattice,
 * from the radii of curvature, and interpolated between: counting pixels then gives true areas and lengths to a millionth, and
 * to a ten-thousandth where one raster spans the whole Earth, at no cost a pixel. Without a system of coordinates each pixel has width, height and area 1. Immutable.
 */
public final class PixelMetric {
    private static final double EQUATORIAL_RADIUS = 6378137;
    private static final double FLATTENING = 1 / 298.257223563;
    private static final double ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);

    /** Metres between nodes: interpolating over them errs by less than a ten-millionth. */
    private static final double NODE_DISTANCE = 5000;

    /** Pixels between nodes, at most, where pixels are small. */
    private static final int LARGEST_STEP = 32;

    /** Steps along the longer side, which keeps the lattice small for a raster of any size. */
    private static final int MOST_STEPS = 256;

    private final double step;
    private final int columns;
    private final double[] widths;
    private final double[] heights;
    private final double[] areas;

    private PixelMetric(double step, int columns, int rows) {
        this.step = step;
        this.columns = columns;
        widths = new double[columns * rows];
        heights = new double[columns * rows];
        areas = new double[columns * rows];
    }

    /** The metric of a grid's pixels; in pixels where the grid has no system, or one without a place on the Earth. */
    public static PixelMetric of(Grid grid) {
        if (grid.crs().isPresent()) {
            try {
                return onEllipsoid(grid, grid.crs().get().mapTo(Crs.longitudeLatitude()));
            } catch (BadInputException e) {
                LoggerFactory.getLogger(PixelMetric.class)
                        .warn("Areas are given in pixels: {} cannot be related to longitude and latitude.", grid.crs());
            }
        }
        PixelMetric pixels = new PixelMetric(Math.max(grid.width(), grid.height()), 2, 2);
        java.util.Arrays.fill(pixels.widths, 1);
        java.util.Arrays.fill(pixels.heights, 1);
        java.util.Arrays.fill(pixels.areas, 1);
        return pixels;
    }

    private static PixelMetric onEllipsoid(Grid grid, Crs.CoordinateMap toLongitudeLatitude) {
        PixelMetric centre = new PixelMetric(1, 1, 1);
        centre.measure(grid, toLongitudeLatitude, 0, grid.width() / 2.0, grid.height() / 2.0, 0.5);
        double largestPixel = Math.max(centre.widths[0], centre.heights[0]);
        // The centre of a raster that reaches beyond its projection may have no place on the Earth.
        double wanted = Double.isFinite(largestPixel)
                ? Math.min(LARGEST_STEP, Math.max(1, NODE_DISTANCE / largestPixel))
                : LARGEST_STEP;
        double step = Math.max(wanted, Math.max(grid.width(), grid.height()) / (double) MOST_STEPS);
        int columns = (int) Math.ceil(grid.width() / step) + 1;
        int rows = (int) Math.ceil(grid.height() / step) + 1;
        PixelMetric metric = new PixelMetric(step, columns, rows);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                metric.measure(
                        grid, toLongitudeLatitude, row * columns + column, column * step, row * step, wanted / 4);
            }
        }
        return metric;
    }

    /** @param reach pixels on each side over which the size at a node is measured */
    private void measure(Grid grid, Crs.CoordinateMap map, int node, double column, double row, double reach) {
        double[] points = new double[10];
        double[] columnSteps = {0, -reach, reach, 0, 0};
        double[] rowSteps = {0, 0, 0, -reach, reach};
        for (int i = 0; i < 5; i++) {
            points[2 * i] = grid.transform().x(column + columnSteps[i], row + rowSteps[i]);
            points[2 * i + 1] = grid.transform().y(column + columnSteps[i], row + rowSteps[i]);
        }
        map.apply(points);
        double sine = Math.sin(Math.toRadians(points[1]));
        double w = Math.sqrt(1 - ECCENTRICITY_SQUARED * sine * sine);
        // Radius of the parallel, and of curvature along the meridian (Snyder 1987, equations 4-18 to 4-21).
        double parallel = EQUATORIAL_RADIUS / w * Math.cos(Math.toRadians(points[1]));
        double meridian = EQUATORIAL_RADIUS * (1 - ECCENTRICITY_SQUARED) / (w * w * w);
        double eastAlongRow = parallel * turn(points[4] - points[2]) / (2 * reach);
        double northAlongRow = meridian * Math.toRadians(points[5] - points[3]) / (2 * reach);
        double eastAlongColumn = parallel * turn(points[8] - points[6]) / (2 * reach);
        double northAlongColumn = meridian * Math.toRadians(points[9] - points[7]) / (2 * reach);
        widths[node] = Math.hypot(eastAlongRow, northAlongRow);
        heights[node] = Math.hypot(eastAlongColumn, northAlongColumn);
        areas[node] = Math.abs(eastAlongRow * northAlongColumn - eastAlongColumn * northAlongRow);
    }

    /** A difference of longitudes in radians, the short way around. */
    private static double turn(double degrees) {
        return Math.toRadians(Math.IEEEremainder(degrees, 360));
    }

    /** The area of the pixels {@code x0} to {@code x1} (exclusive) of a row, in square metres. */
    public double runArea(int x0, int x1, int row) {
        if (x1 - x0 <= step) {
            return (x1 - x0) * at(areas, (x0 + x1) / 2.0, row + 0.5);
        }
        double middle = Math.floor((x0 + x1) / 2.0);
        return runArea(x0, (int) middle, row) + runArea((int) middle, x1, row);
    }

    /** The length of an edge between pixel corners, along a row or a column, in metres. */
    public double edgeLength(int x0, int y0, int x1, int y1) {
        int pixels = Math.abs(x1 - x0) + Math.abs(y1 - y0);
        if (pixels > step) {
            int x = x0 + (x1 - x0) / 2;
            int y = y0 + (y1 - y0) / 2;
            return edgeLength(x0, y0, x, y) + edgeLength(x, y, x1, y1);
        }
        return pixels * at(y0 == y1 ? widths : heights, (x0 + x1) / 2.0, (y0 + y1) / 2.0);
    }

    private double at(double[] values, double column, double row) {
        double x = column / step;
        double y = row / step;
        int left = Math.min((int) x, columns - 2);
        int top = Math.min((int) y, values.length / columns - 2);
        double fx = x - left;
        double fy = y - top;
        int node = top * columns + left;
        double above = values[node] + fx * (values[node + 1] - values[node]);
        double below = values[node + columns] + fx * (values[node + columns + 1] - values[node + columns]);
        return above + fy * (below - above);
    }
}
