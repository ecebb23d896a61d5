package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** Maxima and averages over windows of {@code [N, C, H, W]}. */
public final class Pooling {
    private Pooling() {}

    /** Non-overlapping windows of {@code kernel} by {@code kernel}. */
    public static NDArray max(NDArray x, int kernel) {
        return max(x, kernel, kernel, 0);
    }

    public static NDArray max(NDArray x, int kernel, int stride, int padding) {
        return max(x, kernel, stride, padding, false);
    }

    /** @param ceil whether a last, incomplete window counts */
    public static NDArray max(NDArray x, int kernel, int stride, int padding, boolean ceil) {
        return JniUtils.maxPool((PtNDArray) x, square(kernel), square(stride), square(padding), ceil);
    }

    /** Non-overlapping windows of {@code kernel} by {@code kernel}. */
    public static NDArray average(NDArray x, int kernel) {
        return average(x, kernel, kernel, 0);
    }

    /** Zeros of the padding count in the average, PyTorch's default. */
    public static NDArray average(NDArray x, int kernel, int stride, int padding) {
        return JniUtils.avgPool((PtNDArray) x, square(kernel), square(stride), square(padding), false, true);
    }

    /** @param countPadding whether zeros of the padding count in the average */
    public static NDArray average(NDArray x, int kernel, int stride, int padding, boolean ceil, boolean countPadding) {
        return JniUtils.avgPool((PtNDArray) x, square(kernel), square(stride), square(padding), ceil, countPadding);
    }

    /** Maxima of {@code [N, C, D, H, W]}; kernel, stride and padding give depth, height and width. */
    public static NDArray max3d(NDArray x, int[] kernel, int[] stride, int[] padding) {
        long[] settings = new long[9];
        for (int axis = 0; axis < 3; axis++) {
            settings[axis] = kernel[axis];
            settings[3 + axis] = stride[axis];
            settings[6 + axis] = padding[axis];
        }
        return OpPack.call("max_pool3d", settings, x);
    }

    /** Averages to {@code [N, C, height, width]} whatever the input's size, with PyTorch's window borders. */
    public static NDArray adaptiveAverage(NDArray x, int height, int width) {
        return JniUtils.adaptiveAvgPool((PtNDArray) x, new Shape(height, width));
    }

    /** Maxima to {@code [N, C, height, width]} whatever the input's size, with PyTorch's window borders. */
    public static NDArray adaptiveMax(NDArray x, int height, int width) {
        return JniUtils.adaptiveMaxPool((PtNDArray) x, new Shape(height, width));
    }

    /** The average of each channel, {@code [N, C, 1, 1]}. */
    public static NDArray globalAverage(NDArray x) {
        return adaptiveAverage(x, 1, 1);
    }

    /** The maximum of each channel, {@code [N, C, 1, 1]}. */
    public static NDArray globalMax(NDArray x) {
        return adaptiveMax(x, 1, 1);
    }

    private static Shape square(int size) {
        return new Shape(size, size);
    }
}
