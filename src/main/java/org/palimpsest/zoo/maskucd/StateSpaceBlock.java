package org.palimpsest.zoo.maskucd;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Gradients;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.LayerNorm;
import org.palimpsest.nn.Linear;

/** The scan in eight directions, then a feed-forward network for each pixel, both added to what came in. */
final class StateSpaceBlock extends Layer {
    private static final double EPSILON = 1e-6;

    private final LayerNorm norm = part("norm", new LayerNorm(MaskUcd.WIDTH).epsilon(EPSILON));
    private final EightWayScan scan = part("op", new EightWayScan(MaskUcd.WIDTH));
    private final LayerNorm norm2 = part("norm2", new LayerNorm(MaskUcd.WIDTH).epsilon(EPSILON));
    private final Linear fc1 = part("mlp.fc1", new Linear(MaskUcd.WIDTH, 4 * MaskUcd.WIDTH));
    private final Linear fc2 = part("mlp.fc2", new Linear(4 * MaskUcd.WIDTH, MaskUcd.WIDTH));

    @Override
    protected NDArray forward(NDArray map) {
        NDArray x = Gradients.cut(map.transpose(0, 2, 3, 1));
        NDArray scanned = x.add(scan.apply(norm.apply(x)));
        NDArray fed = scanned.add(fc2.apply(Activations.gelu(fc1.apply(norm2.apply(scanned)))));
        return fed.transpose(0, 3, 1, 2);
    }
}
