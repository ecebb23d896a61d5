package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;

/** Group normalisation of {@code [N, C, ...]} (Wu and He 2018), epsilon 1e-5; state: {@code weight} and {@code bias} {@code [C]}. */
public final class GroupNorm extends Layer {
    private final int groups;
    private final Parameter weight;
    private final Parameter bias;

    public GroupNorm(int groups, int channels) {
        if (channels % groups != 0) {
            throw new IllegalArgumentException(
                    "Groups must divide the " + channels + " channels, but were " + groups + ".");
        }
        this.groups = groups;
        weight = parameter("weight", Initial.ones(), channels);
        bias = parameter("bias", Initial.zeros(), channels);
    }

    @Override
    protected NDArray forward(NDArray x) {
        return OpPack.call("group_norm", new long[] {groups}, x, weight.array(), bias.array());
    }
}
