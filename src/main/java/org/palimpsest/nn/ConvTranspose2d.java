package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * Transposed two-dimensional convolution, {@code [N, in, H, W]} to {@code [N, out, H', W']} with
 * {@code H' = (H - 1) * stride - 2 * padding + kernel + outputPadding}; state: {@code weight}
 * {@code [in, out / groups, kernel, kernel]} and {@code bias} {@code [out]}.
 */
public final class ConvTranspose2d extends Layer {
    private final int in;
    private final int out;
    private final int kernel;
    private int stride = 1;
    private int padding;
    private int outputPadding;
    private int groups = 1;
    private Parameter weight;
    private @Nullable Parameter bias;

    public ConvTranspose2d(int in, int out, int kernel) {
        this.in = in;
        this.out = out;
        this.kernel = kernel;
        Initial initial = Initial.fanIn((long) out * kernel * kernel);
        weight = parameter("weight", initial, in, out, kernel, kernel);
        bias = parameter("bias", initial, out);
    }

    public ConvTranspose2d stride(int stride) {
        this.stride = stride;
        return this;
    }

    public ConvTranspose2d padding(int padding) {
        this.padding = padding;
        return this;
    }

    /** Rows and columns added at the bottom and right of the result. */
    public ConvTranspose2d outputPadding(int outputPadding) {
        this.outputPadding = outputPadding;
        return this;
    }

    public ConvTranspose2d groups(int groups) {
        if (in % groups != 0 || out % groups != 0) {
            throw new IllegalArgumentException("Groups must divide the " + in + " input and " + out
                    + " output channels, but were " + groups + ".");
        }
        this.groups = groups;
        weight = parameter(
                "weight", Initial.fanIn((long) out / groups * kernel * kernel), in, out / groups, kernel, kernel);
        return this;
    }

    public ConvTranspose2d withoutBias() {
        withoutParameter("bias");
        bias = null;
        return this;
    }

    @Override
    protected NDArray forward(NDArray x) {
        long[] settings = {stride, padding, outputPadding, groups};
        MultiplyAdds.add(x.size() * (weight.shape().size() / in));
        NDArray image = Precision.operand(x);
        NDArray kernels = Precision.operand(weight.array());
        return Precision.result(
                bias == null
                        ? OpPack.call("conv_transpose2d", settings, image, kernels)
                        : OpPack.call(
                                "conv_transpose2d_bias", settings, image, kernels, Precision.operand(bias.array())));
    }
}
