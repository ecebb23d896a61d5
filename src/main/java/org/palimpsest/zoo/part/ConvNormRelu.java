package org.palimpsest.zoo.part;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Layer;

/** Convolution without bias, batch normalisation, rectifier; the size stays. State: {@code conv}, {@code batch_norm}. */
public final class ConvNormRelu extends Layer {
    private final Conv2d conv;
    private final BatchNorm norm;

    public ConvNormRelu(int in, int out, int kernel) {
        conv = part("conv", new Conv2d(in, out, kernel).padding(kernel / 2).withoutBias());
        norm = part("batch_norm", new BatchNorm(out));
    }

    @Override
    protected NDArray forward(NDArray x) {
        return Activations.relu(norm.apply(conv.apply(x)));
    }
}
