package org.palimpsest.zoo.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Scope;

/** An encoder that turns an image {@code [N, bands, H, W]} into four maps at strides 4, 8, 16 and 32. */
public abstract class PyramidEncoder extends Part {
    private final int[] widths;

    /** @param widths channels of each of the four maps */
    protected PyramidEncoder(int... widths) {
        if (widths.length != 4) {
            throw new IllegalArgumentException("A pyramid has four maps, but got " + widths.length + " widths.");
        }
        this.widths = widths.clone();
    }

    /** Channels of the map of a level, 0 to 3. */
    public final int width(int level) {
        return widths[level];
    }

    /** The four maps {@code [N, width, H / stride, W / stride]}, the largest first. */
    public final NDList features(NDArray image) {
        try (Scope scope = new Scope()) {
            return scope.keep(forward(image));
        }
    }

    /** Computes the maps; arrays created here need not be closed. */
    protected abstract NDList forward(NDArray image);
}
