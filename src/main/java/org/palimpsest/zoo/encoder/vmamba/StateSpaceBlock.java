package org.palimpsest.zoo.encoder.vmamba;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.DropPath;
import org.palimpsest.nn.Gradients;
import org.palimpsest.nn.LayerNorm;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Scope;

/** One block of VMamba: the scan in four directions, then a feed-forward network; {@code [N, H, W, C]}. */
final class StateSpaceBlock extends Part {
    private final LayerNorm norm;
    private final CrossScan scan;
    private final LayerNorm norm2;
    private final Linear fc1;
    private final Linear fc2;
    private final DropPath path;

    StateSpaceBlock(int width, double pathRate) {
        norm = part("norm", new LayerNorm(width));
        scan = part("op", new CrossScan(width));
        norm2 = part("norm2", new LayerNorm(width));
        fc1 = part("mlp.fc1", new Linear(width, 4 * width));
        fc2 = part("mlp.fc2", new Linear(4 * width, width));
        path = part("drop_path", new DropPath(pathRate));
    }

    NDArray apply(NDArray map) {
        try (Scope scope = new Scope()) {
            NDArray x = Gradients.cut(map);
            NDArray scanned = x.add(path.apply(scan.apply(norm.apply(x))));
            NDArray fed = fc2.apply(Activations.gelu(fc1.apply(norm2.apply(scanned))));
            return scope.keep(scanned.add(path.apply(fed)));
        }
    }
}
