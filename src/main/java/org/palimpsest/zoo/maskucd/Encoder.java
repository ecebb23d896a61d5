package org.palimpsest.zoo.maskucd;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Layer;

/** Features of one image at its full resolution: of several scales first, then of everything that four pairs of scans pass by. */
final class Encoder extends Layer {
    private final MultiScaleBlock scales;
    private final StateSpaceBlock scans;

    Encoder(int bands) {
        scales = part("0", new MultiScaleBlock(bands));
        scans = part("1", new StateSpaceBlock());
    }

    @Override
    protected NDArray forward(NDArray x) {
        return scans.apply(scales.apply(x));
    }

    MultiScaleBlock scales() {
        return scales;
    }
}
