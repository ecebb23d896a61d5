package org.palimpsest.sample;

import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;

/**
 * Tells where on the ground the pixels of an image lie, also when the image has another coordinate system.
 *
 * <p>The map projection is evaluated on a net of nodes, rounded to a millimetre, and interpolated between: over a net's mesh it
 * is straight to well below a millimetre, and the last digits of a platform's trigonometry cannot reach the pixels.
 */
final class GridToGround {
    private static final int MESH = 32;
    private static final double MILLIMETRES = 1000;

    private final int nodeColumns;
    private final int nodeRows;
    private final double[] nodes;

    /** Prepares the net from an image's grid to the ground's coordinate system. */
    GridToGround(ImageGrid grid, int groundEpsg) {
        nodeColumns = (grid.width() + MESH - 1) / MESH + 2;
        nodeRows = (grid.height() + MESH - 1) / MESH + 2;
        nodes = new double[2 * nodeColumns * nodeRows];
        for (int row = 0; row < nodeRows; row++) {
            for (int column = 0; column < nodeColumns; column++) {
                int node = 2 * (row * nodeColumns + column);
                nodes[node] = grid.x((double) column * MESH);
                nodes[node + 1] = grid.y((double) row * MESH);
            }
        }
        if (grid.epsg() != groundEpsg) {
            transform(nodes, grid.epsg(), groundEpsg);
            for (int i = 0; i < nodes.length; i++) {
                nodes[i] = StrictMath.rint(nodes[i] * MILLIMETRES) / MILLIMETRES;
            }
        }
    }

    /** Transforms pairs of coordinates in place, easting (or longitude) first. */
    static void transform(double[] pairs, int fromEpsg, int toEpsg) {
        try {
            Crs.parse("EPSG:" + fromEpsg).mapTo(Crs.parse("EPSG:" + toEpsg)).apply(pairs);
        } catch (BadInputException e) {
            throw new IllegalStateException("The EPSG database of the installation is damaged.", e);
        }
    }

    /** Returns the place on the ground under a position in the image; whole numbers are the middles of pixels. */
    GroundPoint ground(double column, double row) {
        double meshColumn = Math.max(0, Math.min(column / MESH, nodeColumns - 1.001));
        double meshRow = Math.max(0, Math.min(row / MESH, nodeRows - 1.001));
        int c = (int) meshColumn;
        int r = (int) meshRow;
        return new GroundPoint(
                interpolate(c, r, meshColumn - c, meshRow - r, 0), interpolate(c, r, meshColumn - c, meshRow - r, 1));
    }

    private double interpolate(int column, int row, double shareColumn, double shareRow, int axis) {
        int node = 2 * (row * nodeColumns + column) + axis;
        int below = node + 2 * nodeColumns;
        double upper = Blend.between(nodes[node], nodes[node + 2], shareColumn);
        double lower = Blend.between(nodes[below], nodes[below + 2], shareColumn);
        return Blend.between(upper, lower, shareRow);
    }
}
