package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;

/** Widens {@code [N, C, H, W]} at its sides, in pixels; negative counts crop. */
public final class Padding {
    private Padding() {}

    public static NDArray zeros(NDArray x, long left, long right, long top, long bottom) {
        return OpPack.call("pad_zeros", new long[] {left, right, top, bottom}, x);
    }

    /** Repeats the border pixel. */
    public static NDArray replicate(NDArray x, long left, long right, long top, long bottom) {
        return OpPack.call("pad_replicate", new long[] {left, right, top, bottom}, x);
    }

    /** Mirrors at the border pixel, which is not repeated. */
    public static NDArray reflect(NDArray x, long left, long right, long top, long bottom) {
        return OpPack.call("pad_reflect", new long[] {left, right, top, bottom}, x);
    }
}
