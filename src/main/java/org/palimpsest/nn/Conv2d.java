package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;

/**
 * Two-dimensional convolution, {@code [N, in, H, W]} to {@code [N, out, H', W']}; state: {@code weight}
 * {@code [out, in / groups, kernel, kernel]} and {@code bias} {@code [out]}.
 *
 * <p>{@code new Conv2d(3, 64, 7).stride(2).padding(3).withoutBias()}
 */
public final class Conv2d extends Layer {
    private final int in;
    private final int out;
    private final int kernelHeight;
    private final int kernelWidth;
    private Shape stride = new Shape(1, 1);
    private Shape padding = new Shape(0, 0);
    private Shape dilation = new Shape(1, 1);
    private int groups = 1;
    private Parameter weight;
    private @Nullable Parameter bias;

    public Conv2d(int in, int out, int kernel) {
        this(in, out, kernel, kernel);
    }

    public Conv2d(int in, int out, int kernelHeight, int kernelWidth) {
        this.in = in;
        this.out = out;
        this.kernelHeight = kernelHeight;
        this.kernelWidth = kernelWidth;
        Initial initial = Initial.fanIn((long) in * kernelHeight * kernelWidth);
        weight = parameter("weight", initial, out, in, kernelHeight, kernelWidth);
        bias = parameter("bias", initial, out);
    }

    public Conv2d stride(int stride) {
        return stride(stride, stride);
    }

    public Conv2d stride(int vertical, int horizontal) {
        stride = new Shape(vertical, horizontal);
        return this;
    }

    /** Zeros added on every side, in pixels. */
    public Conv2d padding(int padding) {
        return padding(padding, padding);
    }

    public Conv2d padding(int vertical, int horizontal) {
        padding = new Shape(vertical, horizontal);
        return this;
    }

    public Conv2d dilation(int dilation) {
        return dilation(dilation, dilation);
    }

    public Conv2d dilation(int vertical, int horizontal) {
        dilation = new Shape(vertical, horizontal);
        return this;
    }

    /** Splits the channels into independent groups; {@code groups(in)} is a depthwise convolution. */
    public Conv2d groups(int groups) {
        if (in % groups != 0 || out % groups != 0) {
            throw new IllegalArgumentException("Groups must divide the " + in + " input and " + out
                    + " output channels, but were " + groups + ".");
        }
        this.groups = groups;
        Initial initial = Initial.fanIn((long) in / groups * kernelHeight * kernelWidth);
        weight = parameter("weight", initial, out, in / groups, kernelHeight, kernelWidth);
        if (bias != null) {
            bias = parameter("bias", initial, out);
        }
        return this;
    }

    public Conv2d withoutBias() {
        withoutParameter("bias");
        bias = null;
        return this;
    }

    /** The state's {@code weight}, for originals that use it in other ways too. */
    public Parameter weight() {
        return weight;
    }

    @Override
    protected NDArray forward(NDArray x) {
        NDArray result = JniUtils.convolution(
                (PtNDArray) Precision.operand(x),
                (PtNDArray) Precision.operand(weight.array()),
                bias == null ? null : (PtNDArray) Precision.operand(bias.array()),
                stride,
                padding,
                dilation,
                groups);
        return MultiplyAdds.of(Precision.result(result), weight.shape().size() / out);
    }
}
