package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;

/** Reads {@code [N, C, H, W]} at given places, in sliding windows, or shifted around its edges. */
public final class Sampling {
    private Sampling() {}

    /**
     * Bilinear values at the places of {@code grid}, zero beyond the image: {@code [N, C, H', W']}.
     *
     * @param grid {@code [N, H', W', 2]}, x then y, -1 to 1 across the image
     * @param alignCorners whether -1 and 1 are the centres of the corner pixels (else the image's edges)
     */
    public static NDArray grid(NDArray x, NDArray grid, boolean alignCorners) {
        return OpPack.call("grid_sample", new long[] {0, 0, alignCorners ? 1 : 0}, x, grid);
    }

    /** As {@link #grid}, with the border pixel's value beyond the image. */
    public static NDArray gridWithBorder(NDArray x, NDArray grid, boolean alignCorners) {
        return OpPack.call("grid_sample", new long[] {0, 1, alignCorners ? 1 : 0}, x, grid);
    }

    /** As {@link #grid}, with the nearest pixel's value. */
    public static NDArray gridNearest(NDArray x, NDArray grid, boolean alignCorners) {
        return OpPack.call("grid_sample", new long[] {1, 0, alignCorners ? 1 : 0}, x, grid);
    }

    /** Every window as a column: {@code [N, C * kernel * kernel, windows]}, windows in row-major order. */
    public static NDArray unfold(NDArray x, int kernel, int dilation, int padding, int stride) {
        return OpPack.call("unfold", new long[] {kernel, dilation, padding, stride}, x);
    }

    /** The reverse of {@link #unfold}: sums the columns back into {@code [N, C, height, width]}. */
    public static NDArray fold(
            NDArray columns, long height, long width, int kernel, int dilation, int padding, int stride) {
        return OpPack.call("fold", new long[] {height, width, kernel, dilation, padding, stride}, columns);
    }

    /** Moves everything {@code steps} places up along {@code axis}; what leaves at the end comes back at the start. */
    public static NDArray roll(NDArray x, long steps, int axis) {
        return OpPack.call("roll", new long[] {steps, axis}, x);
    }
}
