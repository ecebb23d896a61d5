package org.palimpsest.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.Channels;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.ConvTranspose2d;
import org.palimpsest.nn.Dropout;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.PRelu;
import org.palimpsest.nn.Sequential;
import org.palimpsest.zoo.encoder.Vgg16;
import org.palimpsest.zoo.part.ChannelAttention;
import org.palimpsest.zoo.part.SpatialAttention;

/**
 * DSIFN (IFN): two VGG-16 trunks whose features are fused from deep to shallow under attention, supervised at each depth.
 *
 * <p>C. Zhang et al., "A deeply supervised image fusion network for change detection in high resolution bi-temporal remote
 * sensing images", ISPRS Journal 2020. Output: probability of change {@code [N, 1, H, W]}, then in training the side
 * maps from 1/2 to 1/16 size.
 */
public final class Dsifn extends Network {
    /** Channels of both trunks' features that each branch joins, deepest first, and the widths of its convolutions. */
    private static final int[] JOINED = {1024, 1024, 512, 256, 128};

    private static final int[][] WIDTHS = {{512, 512}, {512, 256, 256}, {256, 128, 128}, {128, 64, 64}, {64, 32, 16}};

    private final Vgg16 first;
    private final Vgg16 second;
    private final SpatialAttention[] pixelGates = new SpatialAttention[5];
    private final Branch[] branches = new Branch[5];
    private final ConvTranspose2d[] upsamplings = new ConvTranspose2d[4];

    public Dsifn(int bands) {
        first = part("t1_base", new Vgg16(bands));
        second = part("t2_base", new Vgg16(bands));
        for (int i = 0; i < 5; i++) {
            pixelGates[i] = part("sa" + (i + 1), new SpatialAttention("conv1"));
        }
        int carried = 0;
        for (int i = 0; i < 5; i++) {
            int in = JOINED[i] + carried;
            branches[i] = include(new Branch(i + 1, in, WIDTHS[i], pixelGates[i]));
            carried = WIDTHS[i][WIDTHS[i].length - 1];
            if (i < 4) {
                upsamplings[i] = part("trans_conv" + (i + 1), new ConvTranspose2d(carried, carried, 2).stride(2));
            }
        }
    }

    @Override
    protected NDList forward(NDArray before, NDArray after) {
        NDList a = first.features(before);
        NDList b = second.features(after);
        NDList maps = new NDList();
        NDArray x = Channels.concat(a.get(4), b.get(4));
        for (int i = 0; i < 5; i++) {
            if (i > 0) {
                x = Channels.concat(upsamplings[i - 1].apply(x), a.get(4 - i), b.get(4 - i));
            }
            x = branches[i].apply(x);
            if (isTraining() || i == 4) {
                maps.add(0, branches[i].sideMap(x));
            }
        }
        return maps;
    }

    @Override
    public NDArray changeProbability(NDList outputs) {
        return outputs.get(0);
    }

    @Override
    public int sizeMultiple() {
        return 16;
    }

    /** One depth of the decoder: channel gate, convolutions, pixel gate, and a map of its own for deep supervision. */
    private static final class Branch extends Layer {
        private final ChannelAttention channelGate;
        private final boolean gated;
        private final Sequential convolutions = new Sequential();
        private final SpatialAttention pixelGate;
        private final BatchNorm normalisation;
        private final Conv2d side;

        Branch(int number, int in, int[] widths, SpatialAttention pixelGate) {
            this.pixelGate = pixelGate;
            // The first gate and the first two normalisations after gates are in the original's state but are never
            // used.
            channelGate = part("ca" + number, new ChannelAttention(in, in / 8));
            gated = number > 1;
            if (number <= 2) {
                part("bn_ca" + number, new BatchNorm(in));
            }
            int width = in;
            for (int i = 0; i < widths.length; i++) {
                convolutions.add(part("o" + number + "_conv" + (i + 1), unit(width, widths[i])));
                width = widths[i];
            }
            normalisation = part("bn_sa" + number, new BatchNorm(width));
            side = part("o" + number + "_conv" + (widths.length + 1), new Conv2d(width, 1, 1));
        }

        private static Layer unit(int in, int out) {
            return new Sequential(
                    new Conv2d(in, out, 3).padding(1), new PRelu(), new BatchNorm(out), Dropout.elements(0.6));
        }

        @Override
        protected NDArray forward(NDArray x) {
            NDArray chosen = gated ? channelGate.apply(x).mul(x) : x;
            NDArray convolved = convolutions.apply(chosen);
            return normalisation.apply(pixelGate.apply(convolved).mul(convolved));
        }

        NDArray sideMap(NDArray x) {
            return Activations.sigmoid(side.apply(x));
        }
    }
}
