package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/** Joins and cuts arrays along the channel axis of {@code [N, C, ...]}. */
public final class Channels {
    private Channels() {}

    public static NDArray concat(NDArray... arrays) {
        return NDArrays.concat(new NDList(arrays), 1);
    }

    /** Channels {@code from} to before {@code to}. */
    public static NDArray slice(NDArray x, long from, long to) {
        return x.get(":, {}:{}", from, to);
    }
}
