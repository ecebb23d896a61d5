package org.palimpsest.zoo.tinycd;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.InstanceNorm2d;
import org.palimpsest.nn.PRelu;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Scope;
import org.palimpsest.nn.Sequential;

/** Mixes each channel of one image with the same channel of the other: two {@code [N, C, H, W]} to one. */
final class MixingBlock extends Part {
    private final Sequential convolution;

    MixingBlock(int channels) {
        convolution = part(
                "_convmix",
                new Sequential(
                        new Conv2d(2 * channels, channels, 3).groups(channels).padding(1),
                        new PRelu(),
                        new InstanceNorm2d()));
    }

    NDArray apply(NDArray first, NDArray second) {
        try (Scope scope = new Scope()) {
            long[] shape = first.getShape().getShape();
            // Channel by channel: a0, b0, a1, b1, ...
            NDArray interleaved = first.expandDims(2)
                    .concat(second.expandDims(2), 2)
                    .reshape(shape[0], 2 * shape[1], shape[2], shape[3]);
            return scope.keep(convolution.apply(interleaved));
        }
    }
}
