package org.palimpsest.zoo.snunet;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Layer;

/** Two 3x3 convolutions with a shortcut from the first one's raw output: {@code [N, in, H, W]} to {@code [N, out, H, W]}. */
final class SnuBlock extends Layer {
    private final Conv2d conv1;
    private final BatchNorm bn1;
    private final Conv2d conv2;
    private final BatchNorm bn2;

    SnuBlock(int in, int out) {
        conv1 = part("conv1", new Conv2d(in, out, 3).padding(1));
        bn1 = part("bn1", new BatchNorm(out));
        conv2 = part("conv2", new Conv2d(out, out, 3).padding(1));
        bn2 = part("bn2", new BatchNorm(out));
    }

    @Override
    protected NDArray forward(NDArray x) {
        NDArray shortcut = conv1.apply(x);
        NDArray hidden = Activations.relu(bn1.apply(shortcut));
        return Activations.relu(bn2.apply(conv2.apply(hidden)).add(shortcut));
    }
}
