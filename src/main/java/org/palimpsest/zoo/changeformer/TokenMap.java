package org.palimpsest.zoo.changeformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** The two layouts of features in a vision transformer: a map {@code [N, C, H, W]} and its tokens {@code [N, H * W, C]}. */
final class TokenMap {
    private TokenMap() {}

    static NDArray toTokens(NDArray map) {
        return map.reshape(new Shape(map.getShape().get(0), map.getShape().get(1), -1))
                .transpose(0, 2, 1);
    }

    static NDArray toMap(NDArray tokens, long height, long width) {
        return tokens.transpose(0, 2, 1)
                .reshape(tokens.getShape().get(0), tokens.getShape().get(2), height, width);
    }
}
