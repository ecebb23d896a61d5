package org.palimpsest.zoo.encoder;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Layer;

/**
 * Residual block of 1x1, 3x3 and 1x1 convolutions, the 3x3 one carrying the stride (He et al. 2016, torchvision's
 * version 1.5): {@code [N, in, H, W]} to {@code [N, 4 * width, H / stride, W / stride]}.
 */
public final class Bottleneck extends Layer {
    /** How much wider the output is than the block's inside. */
    public static final int EXPANSION = 4;

    private final Conv2d conv1;
    private final BatchNorm bn1;
    private final Conv2d conv2;
    private final BatchNorm bn2;
    private final Conv2d conv3;
    private final BatchNorm bn3;
    private final Layer shortcut;

    public Bottleneck(int in, int width, int stride) {
        int out = width * EXPANSION;
        conv1 = part("conv1", new Conv2d(in, width, 1).withoutBias());
        bn1 = part("bn1", new BatchNorm(width));
        conv2 = part(
                "conv2", new Conv2d(width, width, 3).stride(stride).padding(1).withoutBias());
        bn2 = part("bn2", new BatchNorm(width));
        conv3 = part("conv3", new Conv2d(width, out, 1).withoutBias());
        bn3 = part("bn3", new BatchNorm(out));
        shortcut = stride == 1 && in == out
                ? Layer.of(x -> x)
                : part("downsample", ResidualStage.projection(in, out, stride));
    }

    @Override
    protected NDArray forward(NDArray x) {
        NDArray narrow = Activations.relu(bn1.apply(conv1.apply(x)));
        NDArray residual = bn3.apply(conv3.apply(Activations.relu(bn2.apply(conv2.apply(narrow)))));
        return Activations.relu(residual.add(shortcut.apply(x)));
    }
}
