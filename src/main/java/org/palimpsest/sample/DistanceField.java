package org.palimpsest.sample;

import java.util.Arrays;

/** The distance from anywhere in an extent to the nearest of some lines, looked up in a coarse grid instead of computed anew. */
final class DistanceField {
    private final GroundExtent extent;
    private final double cell;
    private final int columns;
    private final int rows;
    private final float[] distance;
    private final double reach;

    /**
     * Prepares an empty field.
     *
     * @param extent the area it answers for; places outside get the answer of the nearest edge
     * @param cell spacing of the grid in metres
     * @param reach the largest distance in metres that is measured; farther places answer this
     */
    DistanceField(GroundExtent extent, double cell, double reach) {
        this.extent = extent;
        this.cell = cell;
        this.reach = reach;
        columns = (int) Math.ceil(extent.width() / cell) + 2;
        rows = (int) Math.ceil(extent.height() / cell) + 2;
        distance = new float[Math.multiplyExact(columns, rows)];
        Arrays.fill(distance, (float) reach);
    }

    /** Takes a line into account. */
    void add(Polyline line) {
        for (int i = 1; i < line.points().size(); i++) {
            addSegment(line.points().get(i - 1), line.points().get(i));
        }
    }

    private void addSegment(GroundPoint a, GroundPoint b) {
        int firstColumn = column(Math.min(a.x(), b.x()) - reach);
        int lastColumn = column(Math.max(a.x(), b.x()) + reach);
        int firstRow = row(Math.min(a.y(), b.y()) - reach);
        int lastRow = row(Math.max(a.y(), b.y()) + reach);
        for (int row = firstRow; row <= lastRow; row++) {
            double y = extent.minY() + row * cell;
            for (int column = firstColumn; column <= lastColumn; column++) {
                double x = extent.minX() + column * cell;
                int index = row * columns + column;
                float d = (float) Math.sqrt(Polyline.squaredDistanceToSegment(a, b, x, y));
                distance[index] = Math.min(distance[index], d);
            }
        }
    }

    /** Returns the distance in metres, at most the reach. */
    double at(double x, double y) {
        double gx = Math.max(0, Math.min((x - extent.minX()) / cell, columns - 1.001));
        double gy = Math.max(0, Math.min((y - extent.minY()) / cell, rows - 1.001));
        int column = (int) gx;
        int row = (int) gy;
        int index = row * columns + column;
        double low = Blend.between(distance[index], distance[index + 1], gx - column);
        double high = Blend.between(distance[index + columns], distance[index + columns + 1], gx - column);
        return Blend.between(low, high, gy - row);
    }

    private int column(double x) {
        return (int) Math.max(0, Math.min(columns - 1, Math.round((x - extent.minX()) / cell)));
    }

    private int row(double y) {
        return (int) Math.max(0, Math.min(rows - 1, Math.round((y - extent.minY()) / cell)));
    }
}
