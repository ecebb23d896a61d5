package org.palimpsest.zoo.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.Pooling;
import org.palimpsest.nn.Sequential;

/**
 * Residual network (He et al. 2016, strides as in torchvision's version 1.5) with the names of the model hub:
 * {@code embedder.embedder}, {@code encoder.stages.S.layers.L}.
 */
public final class HubResNet extends PyramidEncoder {
    private static final int STEM = 64;
    private static final int REDUCTION = 4;

    private final Unit stem;
    private final Sequential[] stages = new Sequential[4];

    /**
     * @param blocks number of blocks of each stage: 2, 2, 2, 2 for ResNet-18; 3, 4, 6, 3 for ResNet-50
     * @param bottlenecks whether the blocks are bottlenecks (ResNet-50 and larger)
     */
    public HubResNet(int bands, int[] blocks, boolean bottlenecks) {
        super(bottlenecks ? new int[] {256, 512, 1024, 2048} : new int[] {64, 128, 256, 512});
        stem = part("embedder.embedder", new Unit(bands, STEM, 7, 2, true));
        for (int stage = 0; stage < 4; stage++) {
            stages[stage] = new Sequential();
            for (int block = 0; block < blocks[stage]; block++) {
                int in = block > 0 ? width(stage) : stage == 0 ? STEM : width(stage - 1);
                int stride = block > 0 || stage == 0 ? 1 : 2;
                stages[stage].add("layers." + block, new Block(in, width(stage), stride, bottlenecks));
            }
            part("encoder.stages." + stage, stages[stage]);
        }
    }

    @Override
    protected NDList forward(NDArray image) {
        NDList maps = new NDList();
        NDArray x = Pooling.max(stem.apply(image), 3, 2, 1);
        for (Sequential stage : stages) {
            x = stage.apply(x);
            maps.add(x);
        }
        return maps;
    }

    /** Convolution, normalisation and, where wanted, rectifier. */
    private static final class Unit extends Layer {
        private final Conv2d convolution;
        private final BatchNorm normalization;
        private final boolean active;

        Unit(int in, int out, int kernel, int stride, boolean active) {
            convolution = part(
                    "convolution",
                    new Conv2d(in, out, kernel)
                            .stride(stride)
                            .padding(kernel / 2)
                            .withoutBias());
            normalization = part("normalization", new BatchNorm(out));
            this.active = active;
        }

        @Override
        protected NDArray forward(NDArray x) {
            NDArray normal = normalization.apply(convolution.apply(x));
            return active ? Activations.relu(normal) : normal;
        }
    }

    /** A basic block of two 3x3 convolutions, or a bottleneck of 1x1, 3x3 and 1x1. */
    private static final class Block extends Layer {
        private final Sequential layer;
        private final Layer shortcut;

        Block(int in, int out, int stride, boolean bottleneck) {
            int inner = bottleneck ? out / REDUCTION : out;
            layer = part(
                    "layer",
                    bottleneck
                            ? new Sequential(
                                    new Unit(in, inner, 1, 1, true),
                                    new Unit(inner, inner, 3, stride, true),
                                    new Unit(inner, out, 1, 1, false))
                            : new Sequential(new Unit(in, inner, 3, stride, true), new Unit(inner, out, 3, 1, false)));
            shortcut =
                    stride == 1 && in == out ? Layer.of(x -> x) : part("shortcut", new Unit(in, out, 1, stride, false));
        }

        @Override
        protected NDArray forward(NDArray x) {
            return Activations.relu(layer.apply(x).add(shortcut.apply(x)));
        }
    }
}
