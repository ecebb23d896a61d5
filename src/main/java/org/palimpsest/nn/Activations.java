package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** Element-wise activations and the soft maxima; the result has the shape of the input. */
public final class Activations {
    private Activations() {}

    public static NDArray relu(NDArray x) {
        return JniUtils.relu((PtNDArray) x);
    }

    public static NDArray leakyRelu(NDArray x, double negativeSlope) {
        return JniUtils.leakyRelu((PtNDArray) x, negativeSlope);
    }

    public static NDArray relu6(NDArray x) {
        return x.clip(0, 6);
    }

    /** The exact Gaussian error linear unit, not its tanh approximation. */
    public static NDArray gelu(NDArray x) {
        return JniUtils.gelu((PtNDArray) x);
    }

    public static NDArray sigmoid(NDArray x) {
        return JniUtils.sigmoid((PtNDArray) x);
    }

    public static NDArray tanh(NDArray x) {
        return JniUtils.tanh((PtNDArray) x);
    }

    /** x times sigmoid(x), also called swish. */
    public static NDArray silu(NDArray x) {
        return OpPack.call("silu", x);
    }

    public static NDArray elu(NDArray x) {
        return JniUtils.elu((PtNDArray) x, 1);
    }

    public static NDArray softplus(NDArray x) {
        return JniUtils.softPlus((PtNDArray) x);
    }

    public static NDArray hardSwish(NDArray x) {
        return OpPack.call("hardswish", x);
    }

    public static NDArray hardSigmoid(NDArray x) {
        return OpPack.call("hardsigmoid", x);
    }

    /** Variance along {@code axis}, which stays with size 1; {@code unbiased} divides by n - 1. */
    public static NDArray variance(NDArray x, int axis, boolean unbiased) {
        return OpPack.call("variance", new long[] {axis, unbiased ? 1 : 0, 1}, x);
    }

    /** Positive shares that sum to 1 along {@code axis} (negative counts from the end). */
    public static NDArray softmax(NDArray x, int axis) {
        return x.softmax(axis);
    }

    public static NDArray logSoftmax(NDArray x, int axis) {
        return x.logSoftmax(axis);
    }
}
