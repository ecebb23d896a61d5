package org.palimpsest.zoo.changeformer;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.DropPath;
import org.palimpsest.nn.Dropout;
import org.palimpsest.nn.LayerNorm;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Scope;

/** One block of the encoder: attention, then a feed-forward network that mixes neighbours; tokens {@code [N, H * W, C]}. */
final class EncoderBlock extends Part {
    private static final double EPSILON = 1e-6;
    private static final double DROP = 0.1;

    private final LayerNorm norm1;
    private final ReducedAttention attention;
    private final LayerNorm norm2;
    private final MixingFeedForward feedForward;
    private final DropPath path;
    private final Dropout drop = part("drop", Dropout.elements(DROP));

    /** @param pathRate share of images whose residuals are dropped in training */
    EncoderBlock(int width, int heads, int reduction, double pathRate) {
        norm1 = part("norm1", new LayerNorm(width).epsilon(EPSILON));
        attention = part("attn", new ReducedAttention(width, heads, reduction));
        norm2 = part("norm2", new LayerNorm(width).epsilon(EPSILON));
        feedForward = part("mlp", new MixingFeedForward(width));
        path = part("drop_path", new DropPath(pathRate));
    }

    NDArray apply(NDArray tokens, long height, long width) {
        try (Scope scope = new Scope()) {
            NDArray x = tokens.add(path.apply(drop.apply(attention.apply(norm1.apply(tokens), height, width))));
            return scope.keep(x.add(path.apply(drop.apply(feedForward.apply(norm2.apply(x), height, width)))));
        }
    }

    /** Four times wider inside, with a 3x3 filter on each channel of the token map. */
    private static final class MixingFeedForward extends Part {
        private final Linear fc1;
        private final Conv2d depthwise;
        private final Linear fc2;
        private final Dropout drop = part("drop", Dropout.elements(DROP));

        MixingFeedForward(int width) {
            fc1 = part("fc1", new Linear(width, 4 * width));
            depthwise = part(
                    "dwconv.dwconv",
                    new Conv2d(4 * width, 4 * width, 3).padding(1).groups(4 * width));
            fc2 = part("fc2", new Linear(4 * width, width));
        }

        NDArray apply(NDArray tokens, long height, long width) {
            try (Scope scope = new Scope()) {
                NDArray mixed = depthwise.apply(TokenMap.toMap(fc1.apply(tokens), height, width));
                return scope.keep(fc2.apply(drop.apply(Activations.gelu(TokenMap.toTokens(mixed)))));
            }
        }
    }
}
