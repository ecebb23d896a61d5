package org.palimpsest.zoo.maskcd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.palimpsest.nn.Constants;

/** Where each token of a map lies, as sines and cosines of many wavelengths (N. Carion et al., DETR, ECCV 2020). */
final class SinePositions {
    private static final double BASE = 10_000;
    private static final double EPSILON = 1e-6;

    private SinePositions() {}

    /**
     * The positions of a map's tokens in row-major order.
     *
     * @param width of a token, half of it for the row and half for the column
     * @return {@code [1, H * W, width]}
     */
    static NDArray of(NDManager manager, int height, int columns, int width) {
        int half = width / 2;
        float[] values = new float[height * columns * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < columns; x++) {
                int at = (y * columns + x) * width;
                fill(values, at, half, y + 1, height);
                fill(values, at + half, half, x + 1, columns);
            }
        }
        return Constants.array(manager, values, new Shape(1, (long) height * columns, width));
    }

    private static void fill(float[] values, int at, int count, int place, int last) {
        double angle = place / (last + EPSILON) * 2 * Math.PI;
        for (int i = 0; i < count; i++) {
            double scaled = angle / Math.pow(BASE, 2.0 * Math.floorDiv(i, 2) / count);
            values[at + i] = (float) (i % 2 == 0 ? Math.sin(scaled) : Math.cos(scaled));
        }
    }
}
