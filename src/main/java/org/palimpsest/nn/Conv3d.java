package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;

/**
 * Three-dimensional convolution, {@code [N, in, D, H, W]} to {@code [N, out, D', H', W']}; state: {@code weight}
 * {@code [out, in / groups, kernel depth, kernel height, kernel width]} and {@code bias} {@code [out]}.
 */
public final class Conv3d extends Layer {
    private final int in;
    private final int out;
    private final int[] kernel;
    private Shape stride = new Shape(1, 1, 1);
    private Shape padding = new Shape(0, 0, 0);
    private Shape dilation = new Shape(1, 1, 1);
    private int groups = 1;
    private Parameter weight;
    private @Nullable Parameter bias;

    public Conv3d(int in, int out, int depth, int height, int width) {
        this.in = in;
        this.out = out;
        kernel = new int[] {depth, height, width};
        weight = parameter("weight", initial(), out, in, depth, height, width);
        bias = parameter("bias", initial(), out);
    }

    private Initial initial() {
        return Initial.fanIn((long) in / groups * kernel[0] * kernel[1] * kernel[2]);
    }

    public Conv3d stride(int depth, int height, int width) {
        stride = new Shape(depth, height, width);
        return this;
    }

    public Conv3d padding(int depth, int height, int width) {
        padding = new Shape(depth, height, width);
        return this;
    }

    public Conv3d dilation(int depth, int height, int width) {
        dilation = new Shape(depth, height, width);
        return this;
    }

    public Conv3d groups(int groups) {
        if (in % groups != 0 || out % groups != 0) {
            throw new IllegalArgumentException("Groups must divide the " + in + " input and " + out
                    + " output channels, but were " + groups + ".");
        }
        this.groups = groups;
        weight = parameter("weight", initial(), out, in / groups, kernel[0], kernel[1], kernel[2]);
        if (bias != null) {
            bias = parameter("bias", initial(), out);
        }
        return this;
    }

    public Conv3d withoutBias() {
        withoutParameter("bias");
        bias = null;
        return this;
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
