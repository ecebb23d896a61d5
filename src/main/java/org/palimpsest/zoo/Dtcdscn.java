package org.palimpsest.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.ConvTranspose2d;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.Pooling;
import org.palimpsest.nn.Scope;
import org.palimpsest.nn.Sequential;
import org.palimpsest.zoo.encoder.BasicBlock;
import org.palimpsest.zoo.encoder.ResidualStage;

/**
 * DTCDSCN: signed feature differences through dilated convolutions and a decoder with dual attention.
 *
 * <p>Y. Liu, C. Pang, Z. Zhan, X. Zhang, X. Yang, "Building Change Detection for Remote Sensing Images Using a Dual-Task
 * Constrained Deep Siamese Convolutional Network Model", IEEE GRSL 2021. Output: logits {@code [N, classes, H, W]}. The
 * second task's segmentation branch is in the state and is not run. Differences are signed: not symmetric.
 */
public final class Dtcdscn extends Network {
    private static final int[] WIDTHS = {64, 128, 256, 512};
    private static final int[] BLOCKS = {3, 4, 6, 3};

    private final Conv2d firstConv;
    private final BatchNorm firstNorm;
    private final Layer[] encoders = new Layer[4];
    private final Layer[] decoders = new Layer[4];
    private final Layer centre;
    private final Sequential head = new Sequential();

    public Dtcdscn(int bands, int classes) {
        firstConv =
                part("firstconv", new Conv2d(bands, 64, 7).stride(2).padding(3).withoutBias());
        firstNorm = part("firstbn", new BatchNorm(64));
        int in = 64;
        for (int i = 0; i < 4; i++) {
            int width = WIDTHS[i];
            encoders[i] = part(
                    "encoder" + (i + 1), ResidualStage.of(Dtcdscn::block, in, width, width, BLOCKS[i], i == 0 ? 1 : 2));
            in = width;
        }
        decoders("");
        centre = part("dblock_master", new DilatedBlock());
        part("dblock", new DilatedBlock());
        Layer[] master = decoders("_master");
        System.arraycopy(master, 0, decoders, 0, 4);
        for (Layer layer : heads("_master", classes)) {
            head.add(layer);
        }
        heads("", classes);
    }

    private static Layer block(int in, int width, int stride) {
        return new BasicBlock(in, width, stride, "se", new SqueezeExcitation(width));
    }

    /** Declares the four decoders, deepest first as the original does; element i has the width of encoder i. */
    private Layer[] decoders(String branch) {
        Layer[] blocks = new Layer[4];
        for (int i = 3; i >= 0; i--) {
            blocks[i] = part("decoder" + (i + 1) + branch, new DecoderBlock(WIDTHS[i], WIDTHS[Math.max(0, i - 1)]));
        }
        return blocks;
    }

    private Layer[] heads(String branch, int classes) {
        return new Layer[] {
            part(
                    "finaldeconv1" + branch,
                    new ConvTranspose2d(64, 32, 4).stride(2).padding(1)),
            Layer.of(Activations::relu),
            part("finalconv2" + branch, new Conv2d(32, 32, 3).padding(1)),
            Layer.of(Activations::relu),
            part("finalconv3" + branch, new Conv2d(32, classes, 3).padding(1)),
        };
    }

    @Override
    protected NDList forward(NDArray before, NDArray after) {
        NDList first = encode(before);
        NDList second = encode(after);
        NDArray x = centre.apply(first.get(3).sub(second.get(3)));
        for (int i = 3; i >= 1; i--) {
            x = decoders[i].apply(x).add(first.get(i - 1)).sub(second.get(i - 1));
        }
        return new NDList(head.apply(decoders[0].apply(x)));
    }

    /** 64, 128, 256 and 512 channels at 1/4, 1/8, 1/16 and 1/32 of the image's size. */
    private NDList encode(NDArray image) {
        try (Scope scope = new Scope()) {
            NDArray x = Pooling.max(Activations.relu(firstNorm.apply(firstConv.apply(image))), 3, 2, 1);
            NDList features = new NDList();
            for (Layer encoder : encoders) {
                x = encoder.apply(x);
                features.add(x);
            }
            return scope.keep(features);
        }
    }

    @Override
    public int sizeMultiple() {
        return 32;
    }

    /** Weighs channels by their means (J. Hu, L. Shen, G. Sun, CVPR 2018), reduction 16. */
    private static final class SqueezeExcitation extends Layer {
        private final Linear squeeze;
        private final Linear excite;

        SqueezeExcitation(int channels) {
            squeeze = part("fc.0", new Linear(channels, channels / 16).withoutBias());
            excite = part("fc.2", new Linear(channels / 16, channels).withoutBias());
        }

        @Override
        protected NDArray forward(NDArray x) {
            NDArray means = Pooling.globalAverage(x).squeeze(3).squeeze(2);
            NDArray weights = Activations.sigmoid(excite.apply(Activations.relu(squeeze.apply(means))));
            return x.mul(weights.expandDims(2).expandDims(3));
        }
    }

    /** The sum of a cascade of convolutions with dilation 1, 2, 4, 8 and its input; 512 channels. */
    private static final class DilatedBlock extends Layer {
        private final Conv2d[] convolutions = new Conv2d[4];

        DilatedBlock() {
            for (int i = 0; i < 4; i++) {
                int dilation = 1 << i;
                Conv2d convolution = new Conv2d(512, 512, 3).dilation(dilation).padding(dilation);
                convolutions[i] = part("dilate" + (i + 1), convolution);
            }
        }

        @Override
        protected NDArray forward(NDArray x) {
            NDArray sum = x;
            NDArray step = x;
            for (Conv2d convolution : convolutions) {
                step = Activations.relu(convolution.apply(step));
                sum = sum.add(step);
            }
            return sum;
        }
    }

    /** Doubles the size: {@code [N, in, H, W]} to {@code [N, out, 2 H, 2 W]}, with attention over channels and pixels. */
    private static final class DecoderBlock extends Layer {
        private final Conv2d conv1;
        private final BatchNorm norm1;
        private final ChannelSpatialExcitation scse;
        private final ConvTranspose2d deconv2;
        private final BatchNorm norm2;
        private final Conv2d conv3;
        private final BatchNorm norm3;

        DecoderBlock(int in, int out) {
            int narrow = in / 4;
            conv1 = part("conv1", new Conv2d(in, narrow, 1));
            norm1 = part("norm1", new BatchNorm(narrow));
            scse = part("scse", new ChannelSpatialExcitation(narrow));
            deconv2 = part(
                    "deconv2",
                    new ConvTranspose2d(narrow, narrow, 3).stride(2).padding(1).outputPadding(1));
            norm2 = part("norm2", new BatchNorm(narrow));
            conv3 = part("conv3", new Conv2d(narrow, out, 1));
            norm3 = part("norm3", new BatchNorm(out));
        }

        @Override
        protected NDArray forward(NDArray x) {
            NDArray narrow = Activations.relu(norm1.apply(conv1.apply(x)));
            narrow = narrow.add(scse.apply(narrow));
            narrow = Activations.relu(norm2.apply(deconv2.apply(narrow)));
            return Activations.relu(norm3.apply(conv3.apply(narrow)));
        }
    }

    /** Concurrent channel and spatial excitation (A. G. Roy, N. Navab, C. Wachinger, MICCAI 2018). */
    private static final class ChannelSpatialExcitation extends Layer {
        private final Conv2d squeeze;
        private final Conv2d excite;
        private final Conv2d spatial;

        ChannelSpatialExcitation(int channels) {
            int hidden = Math.max(1, channels / 16);
            squeeze = part("channel_excitation.0", new Conv2d(channels, hidden, 1).withoutBias());
            excite = part("channel_excitation.2", new Conv2d(hidden, channels, 1).withoutBias());
            spatial = part("spatial_se.0", new Conv2d(channels, 1, 1).withoutBias());
        }

        @Override
        protected NDArray forward(NDArray x) {
            NDArray channels = excite.apply(Activations.relu(squeeze.apply(Pooling.globalAverage(x))));
            NDArray pixels = spatial.apply(x);
            return x.mul(Activations.sigmoid(channels)).add(x.mul(Activations.sigmoid(pixels)));
        }
    }
}
