package org.palimpsest.sample;

import java.util.function.DoubleBinaryOperator;

/** A smooth field that is costly to compute, sampled once on a coarse grid and interpolated bilinearly from then on. */
final class CoarseField {
    private final GroundExtent extent;
    private final double cell;
    private final int columns;
    private final int rows;
    private final float[] values;

    CoarseField(GroundExtent extent, double cell, DoubleBinaryOperator field) {
        this.extent = extent;
        this.cell = cell;
        columns = (int) Math.ceil(extent.width() / cell) + 2;
        rows = (int) Math.ceil(extent.height() / cell) + 2;
        values = new float[Math.multiplyExact(columns, rows)];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                values[row * columns + column] =
                        (float) field.applyAsDouble(extent.minX() + column * cell, extent.minY() + row * cell);
            }
        }
    }

    /** Returns the field at a place; places outside the extent get the value of the nearest edge. */
    double at(double x, double y) {
        double gx = Math.max(0, Math.min((x - extent.minX()) / cell, columns - 1.001));
        double gy = Math.max(0, Math.min((y - extent.minY()) / cell, rows - 1.001));
        int column = (int) gx;
        int row = (int) gy;
        int index = row * columns + column;
        double low = Blend.between(values[index], values[index + 1], gx - column);
        double high = Blend.between(values[index + columns], values[index + columns + 1], gx - column);
        return Blend.between(low, high, gy - row);
    }
}
