package org.palimpsest.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * What a network answers that classifies masks and not pixels: a mask and a class from each of its queries.
 *
 * @param classLogits {@code [N, Q, classes + 1]}; class 0 is unchanged, the last one "no object"
 * @param maskLogits {@code [N, Q, h, w]}, at the images' size or below
 */
public record MaskSet(NDArray classLogits, NDArray maskLogits) {
    /** Finds a network's masks among its outputs. */
    @FunctionalInterface
    public interface Reader {
        /** @param outputs of {@link Network#apply}, which the arrays of the result may share */
        MaskSet of(NDList outputs);
    }
}
