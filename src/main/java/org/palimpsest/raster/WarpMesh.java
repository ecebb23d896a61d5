package org.palimpsest.raster;

/**
 * A fast stand-in for a {@link PixelMap}: exact at the corners of cells, bilinear inside them.
 *
 * <p>Cells lie on a lattice that begins at column 0, row 0 of the grid, whatever window is asked for, and are split until the
 * error at their middle and the middles of their sides is below the tolerance. So a pixel's position does not depend on the
 * window it is computed for. Safe from many threads at once.
 */
final class WarpMesh {
    private static final int CELL = 64;
    private static final int SMALLEST_CELL = 4;
    /** Corners, middles of the sides, middle: columns and rows in half cells. */
    private static final int[][] NODES = {{0, 0}, {2, 0}, {0, 2}, {2, 2}, {1, 0}, {0, 1}, {2, 1}, {1, 2}, {1, 1}};

    private final PixelMap map;
    private final double tolerance;

    /**
     * @param map from pixels of the wanted grid to those of the source
     * @param tolerance largest error, in pixels of the source
     */
    WarpMesh(PixelMap map, double tolerance) {
        this.map = map;
        this.tolerance = tolerance;
    }

    /**
     * Finds where the centres of a window's pixels lie in the source.
     *
     * @param columns receives the fractional column for each pixel of the window, row after row; NaN where there is none
     * @param rows receives the fractional row
     */
    void positions(Window window, double[] columns, double[] rows) {
        int firstX = Math.floorDiv(window.x(), CELL) * CELL;
        int firstY = Math.floorDiv(window.y(), CELL) * CELL;
        for (int y = firstY; y < window.endY(); y += CELL) {
            for (int x = firstX; x < window.endX(); x += CELL) {
                fill(new Window(x, y, CELL, CELL), window, columns, rows);
            }
        }
    }

    private void fill(Window cell, Window window, double[] columns, double[] rows) {
        Window part = cell.intersection(window).orElse(null);
        if (part == null) {
            return;
        }
        int size = cell.width();
        if (size <= SMALLEST_CELL) {
            fillExactly(part, window, columns, rows);
            return;
        }
        double[] nodes = new double[2 * NODES.length];
        for (int i = 0; i < NODES.length; i++) {
            nodes[2 * i] = cell.x() + NODES[i][0] * size / 2.0;
            nodes[2 * i + 1] = cell.y() + NODES[i][1] * size / 2.0;
        }
        map.apply(nodes);
        if (error(nodes) <= tolerance) {
            interpolate(cell, part, window, nodes, columns, rows);
            return;
        }
        int half = size / 2;
        fill(new Window(cell.x(), cell.y(), half, half), window, columns, rows);
        fill(new Window(cell.x() + half, cell.y(), half, half), window, columns, rows);
        fill(new Window(cell.x(), cell.y() + half, half, half), window, columns, rows);
        fill(new Window(cell.x() + half, cell.y() + half, half, half), window, columns, rows);
    }

    /** Largest distance between the exact map and the bilinear one; infinite where a node has no place. */
    private static double error(double[] n) {
        double largest = 0;
        for (int i = 4; i < NODES.length; i++) {
            double u = NODES[i][0] / 2.0;
            double v = NODES[i][1] / 2.0;
            double column = bilinear(n[0], n[2], n[4], n[6], u, v);
            double row = bilinear(n[1], n[3], n[5], n[7], u, v);
            double distance = Math.hypot(column - n[2 * i], row - n[2 * i + 1]);
            if (!(distance <= largest)) {
                largest = Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
            }
        }
        return largest;
    }

    private static double bilinear(double a, double b, double c, double d, double u, double v) {
        return (a * (1 - u) + b * u) * (1 - v) + (c * (1 - u) + d * u) * v;
    }

    private static void interpolate(
            Window cell, Window part, Window window, double[] n, double[] columns, double[] rows) {
        double size = cell.width();
        for (int y = part.y(); y < part.endY(); y++) {
            double v = (y + 0.5 - cell.y()) / size;
            int at = (y - window.y()) * window.width() - window.x();
            for (int x = part.x(); x < part.endX(); x++) {
                double u = (x + 0.5 - cell.x()) / size;
                columns[at + x] = bilinear(n[0], n[2], n[4], n[6], u, v);
                rows[at + x] = bilinear(n[1], n[3], n[5], n[7], u, v);
            }
        }
    }

    private void fillExactly(Window part, Window window, double[] columns, double[] rows) {
        double[] points = new double[2 * part.width() * part.height()];
        int i = 0;
        for (int y = part.y(); y < part.endY(); y++) {
            for (int x = part.x(); x < part.endX(); x++) {
                points[i++] = x + 0.5;
                points[i++] = y + 0.5;
            }
        }
        map.apply(points);
        i = 0;
        for (int y = part.y(); y < part.endY(); y++) {
            int at = (y - window.y()) * window.width() - window.x();
            for (int x = part.x(); x < part.endX(); x++) {
                columns[at + x] = points[i++];
                rows[at + x] = points[i++];
            }
        }
    }
}
