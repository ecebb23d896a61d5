package org.palimpsest.zoo.encoder;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.Pooling;
import org.palimpsest.nn.Sequential;

/**
 * EfficientNet's block (M. Tan, Q. V. Le, ICML 2019), with torchvision's names: expand, filter each channel, weigh the
 * channels, project; the input is added where the shape stays. {@code [N, in, H, W]} to {@code [N, out, H / stride, W /
 * stride]}.
 */
public final class MobileInvertedBottleneck extends Layer {
    private final Sequential block;
    private final boolean shortcut;

    /** @param expansion how much wider the block is inside; 1 leaves the expansion out */
    public MobileInvertedBottleneck(int in, int out, int kernel, int stride, int expansion) {
        int wide = in * expansion;
        Sequential steps = new Sequential();
        if (expansion != 1) {
            steps.add(unit(new Conv2d(in, wide, 1).withoutBias(), wide));
        }
        Conv2d depthwise = new Conv2d(wide, wide, kernel)
                .stride(stride)
                .padding(kernel / 2)
                .groups(wide)
                .withoutBias();
        steps.add(unit(depthwise, wide));
        steps.add(new SqueezeExcitation(wide, Math.max(1, in / 4)));
        steps.add(new Sequential(new Conv2d(wide, out, 1).withoutBias(), new BatchNorm(out)));
        block = part("block", steps);
        shortcut = stride == 1 && in == out;
    }

    /** Convolution, normalisation and SiLU. */
    static Sequential unit(Conv2d convolution, int width) {
        return new Sequential(convolution, new BatchNorm(width), Layer.of(Activations::silu));
    }

    @Override
    protected NDArray forward(NDArray x) {
        NDArray y = block.apply(x);
        return shortcut ? y.add(x) : y;
    }

    /** Weighs channels by what their means tell (J. Hu, L. Shen, G. Sun, CVPR 2018). */
    private static final class SqueezeExcitation extends Layer {
        private final Conv2d fc1;
        private final Conv2d fc2;

        SqueezeExcitation(int channels, int hidden) {
            fc1 = part("fc1", new Conv2d(channels, hidden, 1));
            fc2 = part("fc2", new Conv2d(hidden, channels, 1));
        }

        @Override
        protected NDArray forward(NDArray x) {
            NDArray hidden = Activations.silu(fc1.apply(Pooling.globalAverage(x)));
            return x.mul(Activations.sigmoid(fc2.apply(hidden)));
        }
    }
}
