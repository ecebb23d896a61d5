package org.palimpsest.zoo.bit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.palimpsest.nn.Attention;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Scope;

/**
 * Multi-head attention of queries {@code [N, Q, C]} to a memory {@code [N, M, C]}, giving {@code [N, Q, C]}.
 *
 * <p>Scores are scaled by the model's width and not by the head's, as the original does.
 */
final class TokenAttention extends Part {
    private static final int HEADS = 8;

    private final int width;
    private final int headWidth;
    private final boolean self;
    private final Linear[] projections;
    private final Linear out;

    /** @param self whether queries, keys and values come from one projection of the same tokens */
    TokenAttention(int width, int headWidth, boolean self) {
        this.width = width;
        this.headWidth = headWidth;
        this.self = self;
        int inner = HEADS * headWidth;
        projections = self
                ? new Linear[] {part("to_qkv", new Linear(width, 3 * inner).withoutBias())}
                : new Linear[] {
                    part("to_q", new Linear(width, inner).withoutBias()),
                    part("to_k", new Linear(width, inner).withoutBias()),
                    part("to_v", new Linear(width, inner).withoutBias())
                };
        out = part("to_out.0", new Linear(inner, width));
    }

    NDArray apply(NDArray queries, NDArray memory) {
        try (Scope scope = new Scope()) {
            NDArray q;
            NDArray k;
            NDArray v;
            if (self) {
                NDList thirds = projections[0].apply(queries).split(3, 2);
                q = thirds.get(0);
                k = thirds.get(1);
                v = thirds.get(2);
            } else {
                q = projections[0].apply(queries);
                k = projections[1].apply(memory);
                v = projections[2].apply(memory);
            }
            NDArray read = Attention.scaledDotProduct(heads(q), heads(k), heads(v), 1 / Math.sqrt(width));
            NDArray merged = read.transpose(0, 2, 1, 3)
                    .reshape(new Shape(queries.getShape().get(0), -1, (long) HEADS * headWidth));
            return scope.keep(out.apply(merged));
        }
    }

    /** {@code [N, T, heads * D]} to {@code [N, heads, T, D]}. */
    private NDArray heads(NDArray x) {
        return x.reshape(x.getShape().get(0), x.getShape().get(1), HEADS, headWidth)
                .transpose(0, 2, 1, 3);
    }
}
