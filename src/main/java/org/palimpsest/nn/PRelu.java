package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;

/** ReLU with a trained slope below zero (He et al. 2015); state: {@code weight}, one for all channels or one each. */
public final class PRelu extends Layer {
    private final Parameter weight;

    /** One slope for all channels. */
    public PRelu() {
        this(1);
    }

    public PRelu(int slopes) {
        weight = parameter("weight", Initial.constant(0.25), slopes);
    }

    @Override
    protected NDArray forward(NDArray x) {
        return OpPack.call("prelu", x, weight.array());
    }
}
