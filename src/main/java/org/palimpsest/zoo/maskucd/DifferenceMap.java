package org.palimpsest.zoo.maskucd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.palimpsest.nn.Constants;
import org.palimpsest.nn.Padding;
import org.palimpsest.nn.Scope;

/** How far two feature maps are apart at every pixel: the length of their difference, smoothed a little. */
public final class DifferenceMap {
    private static final int RADIUS = 2;
    /** Beyond every length, for pixels that must not count. */
    private static final float FAR = 1e30f;

    private static final float LEAST_RANGE = 1e-12f;

    private DifferenceMap() {}

    /**
     * Smoothed lengths, {@code [1, 1, H, W]}, at least 0.
     *
     * @param features1 {@code [1, C, H, W]}
     * @param features2 of the same shape
     */
    public static NDArray lengths(NDArray features1, NDArray features2) {
        try (Scope scope = new Scope()) {
            NDArray squares = features2.sub(features1).square().sum(new int[] {1}, true);
            // The slope of a root is infinite at zero; there the gradient shall be none.
            NDArray lengths = Constants.atLeast(squares, 1e-24).sqrt();
            NDArray wide = Padding.replicate(lengths, RADIUS, RADIUS, RADIUS, RADIUS);
            int size = 2 * RADIUS + 1;
            NDArray kernel = Constants.array(lengths.getManager(), gaussian(size), new Shape(1, 1, size, size));
            return scope.keep(JniUtils.convolution(
                    (PtNDArray) wide, (PtNDArray) kernel, null, new Shape(1, 1), new Shape(0, 0), new Shape(1, 1), 1));
        }
    }

    /** A Gaussian bell of one pixel's standard deviation, of sum 1. */
    private static float[] gaussian(int size) {
        double[] row = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            row[i] = Math.exp(-(i - RADIUS) * (i - RADIUS) / 2.0);
            sum += row[i];
        }
        float[] kernel = new float[size * size];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (row[i / size] * row[i % size] / (sum * sum));
        }
        return kernel;
    }

    /** Lengths stretched to 0 to 1 over the whole map. */
    public static NDArray normalised(NDArray lengths) {
        try (Scope scope = new Scope()) {
            return scope.keep(stretched(lengths, lengths.min(), lengths.max()));
        }
    }

    /**
     * Lengths stretched to 0 to 1 over the pixels that count; elsewhere they mean nothing.
     *
     * @param counted {@code [1, 1, H, W]}, 1 where a pixel counts and 0 elsewhere
     */
    public static NDArray normalised(NDArray lengths, NDArray counted) {
        try (Scope scope = new Scope()) {
            NDArray inside = lengths.mul(counted);
            NDArray outside = Constants.times(counted.sub(1f), FAR);
            return scope.keep(stretched(
                    inside, inside.sub(outside).min(), inside.add(outside).max()));
        }
    }

    private static NDArray stretched(NDArray lengths, NDArray least, NDArray most) {
        return lengths.sub(least).div(Constants.atLeast(most.sub(least), LEAST_RANGE));
    }

    /** 1 where a map exceeds its mean by more than {@code factor} standard deviations, 0 elsewhere. */
    public static NDArray above(NDArray map, double factor) {
        float[] values = map.toFloatArray();
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / values.length;
        double spread = Math.sqrt(Math.max(0, squares - sum * mean) / Math.max(1, values.length - 1));
        try (Scope scope = new Scope()) {
            return scope.keep(map.gt((float) (mean + factor * spread)).toType(DataType.FLOAT32, false));
        }
    }
}
