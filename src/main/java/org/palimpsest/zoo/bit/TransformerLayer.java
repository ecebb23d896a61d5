package org.palimpsest.zoo.bit;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.LayerNorm;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Scope;
import org.palimpsest.nn.Sequential;

/** One layer of BIT's encoder or decoder: attention and a feed-forward network, each normalised before and added. */
final class TransformerLayer extends Part {
    private final LayerNorm attentionNorm;
    private final TokenAttention attention;
    private final LayerNorm feedForwardNorm;
    private final Sequential feedForward;
    private final boolean self;

    /** @param self whether the tokens attend to themselves (encoder) or to a memory (decoder) */
    TransformerLayer(int width, int headWidth, int hidden, boolean self) {
        this.self = self;
        // The decoder normalises queries and memory with the same weights.
        attentionNorm = part("0.fn.norm", new LayerNorm(width));
        attention = part("0.fn.fn", new TokenAttention(width, headWidth, self));
        feedForwardNorm = part("1.fn.norm", new LayerNorm(width));
        feedForward = part(
                "1.fn.fn",
                new Sequential()
                        .add("net.0", new Linear(width, hidden))
                        .add("net.1", Layer.of(Activations::gelu))
                        .add("net.3", new Linear(hidden, width)));
    }

    /** {@code [N, T, C]} with memory {@code [N, M, C]} to {@code [N, T, C]}. */
    NDArray apply(NDArray tokens, NDArray memory) {
        try (Scope scope = new Scope()) {
            NDArray queries = attentionNorm.apply(tokens);
            NDArray read = attention.apply(queries, self ? queries : attentionNorm.apply(memory));
            NDArray x = tokens.add(read);
            return scope.keep(x.add(feedForward.apply(feedForwardNorm.apply(x))));
        }
    }
}
