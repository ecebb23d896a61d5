package org.palimpsest.zoo.mlla;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.palimpsest.nn.Channels;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.OpPack;
import org.palimpsest.nn.Padding;
import org.palimpsest.nn.Pooling;
import org.palimpsest.nn.Resize;
import org.palimpsest.nn.Scope;

/**
 * The deep semantic pyramid (DSP): a pooling pyramid and a Gaussian pyramid widen the receptive field of the deepest
 * difference features; {@code [N, C, H, W]} to the same shape.
 */
final class DeepSemanticPyramid extends Layer {
    private static final int[] POOLED = {1, 2, 4};
    private static final int LEVELS = 3;

    private final Pyramids pyramids;
    private final ConvolutionUnit[] pooling = new ConvolutionUnit[POOLED.length];
    private final ConvolutionUnit[] gaussian = new ConvolutionUnit[LEVELS];
    private final ConvolutionUnit narrow;
    private final ConvolutionUnit widen;

    /** Which of the two pyramids are in use. */
    enum Pyramids {
        POOLING,
        GAUSSIAN,
        BOTH
    }

    DeepSemanticPyramid(int channels, Pyramids pyramids) {
        this.pyramids = pyramids;
        int branch = channels / 4;
        int joined = channels;
        if (pyramids != Pyramids.GAUSSIAN) {
            for (int i = 0; i < pooling.length; i++) {
                pooling[i] = part("pooling." + i, new ConvolutionUnit(channels, branch, 1));
                joined += branch;
            }
        }
        if (pyramids != Pyramids.POOLING) {
            for (int i = 0; i < gaussian.length; i++) {
                gaussian[i] = part("gaussian." + i, new ConvolutionUnit(channels, branch, 3));
                joined += branch;
            }
        }
        narrow = part("narrow", new ConvolutionUnit(joined, channels / 2, 1));
        widen = part("widen", new ConvolutionUnit(channels / 2, channels, 3));
    }

    @Override
    protected NDArray forward(NDArray x) {
        NDList joined = new NDList(x);
        if (pyramids != Pyramids.GAUSSIAN) {
            for (int i = 0; i < pooling.length; i++) {
                NDArray pooled = Pooling.adaptiveAverage(x, POOLED[i], POOLED[i]);
                joined.add(Resize.bilinearLike(pooling[i].apply(pooled), x));
            }
        }
        if (pyramids != Pyramids.POOLING) {
            NDArray level = x;
            for (int i = 0; i < LEVELS; i++) {
                level = i == 0 ? level : halve(level);
                joined.add(Resize.bilinearLike(gaussian[i].apply(level), x));
            }
        }
        return widen.apply(narrow.apply(Channels.concat(joined.toArray(new NDArray[0]))))
                .add(x);
    }

    /** Blurs each channel with the binomial kernel 1 4 6 4 1 and takes every second sample (Burt and Adelson 1983). */
    private static NDArray halve(NDArray x) {
        try (Scope scope = new Scope()) {
            return scope.keep(OpPack.call("binomial_halve", Padding.replicate(x, 2, 2, 2, 2)));
        }
    }
}
