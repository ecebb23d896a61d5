package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** Layer normalisation over the last axes (Ba et al. 2016); state: {@code weight} and {@code bias} of the normalised shape. */
public final class LayerNorm extends Layer {
    private final Shape normalised;
    private final Parameter weight;
    private final Parameter bias;
    private double epsilon = 1e-5;

    /** @param normalised sizes of the last axes, mostly the channel count alone */
    public LayerNorm(long... normalised) {
        this.normalised = new Shape(normalised);
        weight = parameter("weight", Initial.ones(), normalised);
        bias = parameter("bias", Initial.zeros(), normalised);
    }

    public LayerNorm epsilon(double epsilon) {
        this.epsilon = epsilon;
        return this;
    }

    @Override
    protected NDArray forward(NDArray x) {
        return JniUtils.layerNorm(
                (PtNDArray) x, normalised, (PtNDArray) weight.array(), (PtNDArray) bias.array(), epsilon);
    }
}
