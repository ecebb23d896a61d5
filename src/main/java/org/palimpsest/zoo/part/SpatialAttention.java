package org.palimpsest.zoo.part;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Channels;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Layer;

/**
 * The spatial gate of CBAM (Woo et al., ECCV 2018): {@code [N, C, H, W]} to weights {@code [N, 1, H, W]} between 0 and 1,
 * from the mean and the maximum over the channels.
 */
public final class SpatialAttention extends Layer {
    private final Conv2d convolution;

    /** @param name of the 7x7 convolution in the state */
    public SpatialAttention(String name) {
        convolution = part(name, new Conv2d(2, 1, 7).padding(3).withoutBias());
    }

    @Override
    protected NDArray forward(NDArray x) {
        int[] channels = {1};
        return Activations.sigmoid(convolution.apply(Channels.concat(x.mean(channels, true), x.max(channels, true))));
    }
}
