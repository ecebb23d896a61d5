package org.palimpsest.zoo.maskucd;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Channels;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Layer;

/** Weighs every pixel by a number from 0 to 1 that is made from its surroundings' largest and mean channel. */
final class SpatialGate extends Layer {
    private final Layer convolution = part("conv.0", new EdgeConv2d(new Conv2d(2, 1, 7).withoutBias(), 7));

    @Override
    protected NDArray forward(NDArray x) {
        int[] channels = {1};
        NDArray both = Channels.concat(x.max(channels, true), x.mean(channels, true));
        return x.mul(Activations.sigmoid(convolution.apply(both)));
    }
}
