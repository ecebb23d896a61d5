package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** Normalisation of each channel of each image of {@code [N, C, H, W]} (Ulyanov et al. 2016), epsilon 1e-5; state: none, or {@code weight} and {@code bias} {@code [C]}. */
public final class InstanceNorm2d extends Layer {
    private @Nullable Parameter weight;
    private @Nullable Parameter bias;

    /** Without parameters, PyTorch's default. */
    public InstanceNorm2d() {}

    /** With a trained scale and shift for each channel. */
    public InstanceNorm2d(int channels) {
        weight = parameter("weight", Initial.ones(), channels);
        bias = parameter("bias", Initial.zeros(), channels);
    }

    @Override
    protected NDArray forward(NDArray x) {
        return weight == null || bias == null
                ? OpPack.call("instance_norm", x)
                : OpPack.call("instance_norm_affine", x, weight.array(), bias.array());
    }
}
