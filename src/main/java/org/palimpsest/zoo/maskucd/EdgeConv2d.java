package org.palimpsest.zoo.maskucd;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.Padding;

/** A convolution of the image's own size, before which the border pixels are repeated. */
final class EdgeConv2d extends Layer {
    private final Conv2d convolution;
    private final int border;

    /** Each channel by itself, with bias. */
    EdgeConv2d(int channels, int kernel) {
        this(new Conv2d(channels, channels, kernel).groups(channels), kernel);
    }

    EdgeConv2d(Conv2d convolution, int kernel) {
        this.convolution = include(convolution);
        border = kernel / 2;
    }

    @Override
    protected NDArray forward(NDArray x) {
        return convolution.apply(Padding.replicate(x, border, border, border, border));
    }
}
