package org.palimpsest.zoo.tinycd;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.PRelu;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Scope;
import org.palimpsest.nn.Sequential;

/** A one-channel mask from two images' mixed features: two {@code [N, C, H, W]} to {@code [N, 1, H, W]}. */
final class MixingMask extends Part {
    private final MixingBlock mixing;
    private final PixelwiseLinear linear;

    MixingMask(int channels, int... widths) {
        mixing = part("_mixing", new MixingBlock(channels));
        linear = part("_linear", new PixelwiseLinear(new PRelu(), channels, widths));
    }

    NDArray apply(NDArray first, NDArray second) {
        try (Scope scope = new Scope()) {
            return scope.keep(linear.apply(mixing.apply(first, second)));
        }
    }

    /** A chain of 1x1 convolutions, each with an activation, that works on every pixel by itself. */
    static final class PixelwiseLinear extends Layer {
        private final Sequential chain;

        /** @param last the activation after the last convolution; a learned rectifier follows all others */
        PixelwiseLinear(Layer last, int in, int... widths) {
            chain = new Sequential();
            int width = in;
            for (int i = 0; i < widths.length; i++) {
                Layer activation = i == widths.length - 1 ? last : new PRelu();
                chain.add(new Sequential(new Conv2d(width, widths[i], 1), activation));
                width = widths[i];
            }
            part("_linears", chain);
        }

        @Override
        protected NDArray forward(NDArray x) {
            return chain.apply(x);
        }
    }
}
