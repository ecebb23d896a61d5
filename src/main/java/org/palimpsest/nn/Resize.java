package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Changes height and width of {@code [N, C, H, W]} by interpolation, as PyTorch's {@code interpolate} does. */
public final class Resize {
    private Resize() {}

    public static NDArray nearest(NDArray x, long height, long width) {
        return OpPack.call("nearest", new long[] {height, width}, x);
    }

    /** Nearest neighbour, {@code factor} times as high and as wide. */
    public static NDArray nearest(NDArray x, int factor) {
        Shape shape = x.getShape();
        return nearest(x, shape.get(2) * factor, shape.get(3) * factor);
    }

    /** @param alignCorners whether the centres of the corner pixels keep their place (else the image's edges do) */
    public static NDArray bilinear(NDArray x, long height, long width, boolean alignCorners) {
        return OpPack.call("bilinear", new long[] {height, width, alignCorners ? 1 : 0}, x);
    }

    /** Bilinear, {@code factor} times as high and as wide. */
    public static NDArray bilinear(NDArray x, int factor, boolean alignCorners) {
        Shape shape = x.getShape();
        return bilinear(x, shape.get(2) * factor, shape.get(3) * factor, alignCorners);
    }

    /** Bilinear to the height and width of {@code other}, edges aligned. */
    public static NDArray bilinearLike(NDArray x, NDArray other) {
        return bilinear(x, other.getShape().get(2), other.getShape().get(3), false);
    }
}
