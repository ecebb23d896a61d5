package org.palimpsest.zoo.encoder;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Layer;

/**
 * Residual block of two 3x3 convolutions (He et al. 2016): {@code [N, in, H, W]} to {@code [N, width, H / stride, W /
 * stride]}.
 */
public class BasicBlock extends Layer {
    private final Conv2d conv1;
    private final BatchNorm bn1;
    private final Conv2d conv2;
    private final BatchNorm bn2;
    private final Layer recalibration;
    private final Layer shortcut;

    /** A plain block. */
    public BasicBlock(int in, int width, int stride) {
        this(in, width, stride, "", Layer.of(x -> x));
    }

    /** A block whose residual passes through {@code recalibration} (squeeze and excitation, say), named in the state. */
    public BasicBlock(int in, int width, int stride, String recalibrationName, Layer recalibration) {
        conv1 = part("conv1", new Conv2d(in, width, 3).stride(stride).padding(1).withoutBias());
        bn1 = part("bn1", new BatchNorm(width));
        conv2 = part("conv2", new Conv2d(width, width, 3).padding(1).withoutBias());
        bn2 = part("bn2", new BatchNorm(width));
        this.recalibration = recalibrationName.isEmpty() ? recalibration : part(recalibrationName, recalibration);
        shortcut = stride == 1 && in == width
                ? Layer.of(x -> x)
                : part("downsample", ResidualStage.projection(in, width, stride));
    }

    @Override
    protected NDArray forward(NDArray x) {
        NDArray residual = bn2.apply(conv2.apply(Activations.relu(bn1.apply(conv1.apply(x)))));
        return Activations.relu(recalibration.apply(residual).add(shortcut.apply(x)));
    }
}
