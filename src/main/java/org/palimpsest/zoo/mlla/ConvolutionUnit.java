package org.palimpsest.zoo.mlla;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Layer;

/** Convolution without bias, normalisation and ReLU: {@code [N, in, H, W]} to {@code [N, out, H / stride, W / stride]}. */
final class ConvolutionUnit extends Layer {
    private final Conv2d convolution;
    private final BatchNorm normalisation;

    ConvolutionUnit(int in, int out, int kernel) {
        this(in, out, kernel, 1);
    }

    ConvolutionUnit(int in, int out, int kernel, int stride) {
        convolution = part(
                "conv",
                new Conv2d(in, out, kernel).stride(stride).padding(kernel / 2).withoutBias());
        normalisation = part("bn", new BatchNorm(out));
    }

    @Override
    protected NDArray forward(NDArray x) {
        return Activations.relu(normalisation.apply(convolution.apply(x)));
    }
}
