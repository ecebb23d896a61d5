package org.palimpsest.zoo.changeformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Constants;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Dropout;
import org.palimpsest.nn.LayerNorm;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.MultiplyAdds;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Scope;

/**
 * Multi-head self-attention whose keys and values come from a reduced map (W. Wang et al., PVT, ICCV 2021): tokens {@code
 * [N, H * W, C]} to the same shape.
 */
final class ReducedAttention extends Part {
    private final int heads;
    private final int reduction;
    private final Linear query;
    private final Linear keyValue;
    private final Dropout drop = Dropout.elements(0.1);
    private final Linear projection;
    private final Reduction reducer;

    /** @param reduction how many times smaller, on each side, the map of keys and values is */
    ReducedAttention(int width, int heads, int reduction) {
        this.heads = heads;
        this.reduction = reduction;
        query = part("q", new Linear(width, width));
        keyValue = part("kv", new Linear(width, 2 * width));
        part("attn_drop", drop);
        projection = part("proj", new Linear(width, width));
        reducer = new Reduction(width, reduction);
        if (reduction > 1) {
            include(reducer);
        }
    }

    NDArray apply(NDArray tokens, long height, long width) {
        try (Scope scope = new Scope()) {
            NDArray q = split(query.apply(tokens));
            NDArray memory = reduction > 1 ? reducer.apply(tokens, height, width) : tokens;
            NDList halves = keyValue.apply(memory).split(2, 2);
            double scale = 1 / Math.sqrt((double) tokens.getShape().get(2) / heads);
            NDArray scores =
                    Constants.times(MultiplyAdds.product(q, split(halves.get(0)).transpose(0, 1, 3, 2)), scale);
            NDArray read = MultiplyAdds.product(drop.apply(Activations.softmax(scores, 3)), split(halves.get(1)));
            return scope.keep(projection.apply(read.transpose(0, 2, 1, 3).reshape(tokens.getShape())));
        }
    }

    /** {@code [N, T, C]} to {@code [N, heads, T, C / heads]}. */
    private NDArray split(NDArray x) {
        long[] shape = x.getShape().getShape();
        return x.reshape(shape[0], shape[1], heads, shape[2] / heads).transpose(0, 2, 1, 3);
    }

    /** Shrinks the map of tokens by a strided convolution. */
    private static final class Reduction extends Part {
        private final Conv2d convolution;
        private final LayerNorm norm;

        Reduction(int width, int reduction) {
            convolution = part("sr", new Conv2d(width, width, reduction).stride(reduction));
            norm = part("norm", new LayerNorm(width));
        }

        NDArray apply(NDArray tokens, long height, long width) {
            NDArray map = convolution.apply(TokenMap.toMap(tokens, height, width));
            return norm.apply(TokenMap.toTokens(map));
        }
    }
}
