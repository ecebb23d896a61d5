package org.palimpsest.zoo.encoder.swin;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.LayerNorm;
import org.palimpsest.nn.Padding;
import org.palimpsest.zoo.encoder.PyramidEncoder;

/**
 * Swin transformer (Z. Liu et al., "Swin Transformer: Hierarchical Vision Transformer using Shifted Windows", ICCV 2021) with
 * the names of the model hub. Maps are kept as {@code [N, H, W, C]} inside; windows never shrink, smaller maps are padded.
 */
public final class SwinTransformer extends PyramidEncoder {
    private static final int PATCH = 4;

    /** The published variants. */
    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of, which nobody can change.
    public enum Size {
        TINY(96, 7, List.of(2, 2, 6, 2), List.of(3, 6, 12, 24)),
        SMALL(96, 7, List.of(2, 2, 18, 2), List.of(3, 6, 12, 24)),
        BASE(128, 12, List.of(2, 2, 18, 2), List.of(4, 8, 16, 32));

        /** Channels of the first stage; each further stage doubles them. */
        private final int embed;

        /** Width and height of a window, in tokens. */
        private final int window;

        private final List<Integer> depths;
        private final List<Integer> heads;

        Size(int embed, int window, List<Integer> depths, List<Integer> heads) {
            this.embed = embed;
            this.window = window;
            this.depths = depths;
            this.heads = heads;
        }

        /** The variant called tiny, small or base. */
        public static Size named(String name) {
            return switch (name) {
                case "tiny" -> TINY;
                case "small" -> SMALL;
                case "base" -> BASE;
                default -> throw new IllegalArgumentException("Swin is tiny, small or base, but was \"" + name + "\".");
            };
        }
    }

    private final Conv2d projection;
    private final LayerNorm norm;
    private final SwinStage[] stages = new SwinStage[4];
    private final LayerNorm[] outputNorms = new LayerNorm[4];

    /** @param dropPath share of images whose residuals the last block drops in training; earlier ones drop less */
    public SwinTransformer(int bands, Size size, double dropPath) {
        super(size.embed, 2 * size.embed, 4 * size.embed, 8 * size.embed);
        projection = part("embeddings.patch_embeddings.projection", new Conv2d(bands, size.embed, PATCH).stride(PATCH));
        norm = part("embeddings.norm", new LayerNorm(size.embed));
        int all = 0;
        for (int depth : size.depths) {
            all += depth;
        }
        int before = 0;
        for (int stage = 0; stage < 4; stage++) {
            double[] rates = new double[size.depths.get(stage)];
            for (int block = 0; block < rates.length; block++) {
                rates[block] = dropPath * (before + block) / Math.max(1, all - 1);
            }
            before += rates.length;
            stages[stage] = part(
                    "encoder.layers." + stage,
                    new SwinStage(width(stage), size.heads.get(stage), size.window, rates, stage < 3));
        }
        for (int stage = 0; stage < 4; stage++) {
            outputNorms[stage] = part("hidden_states_norms.stage" + (stage + 1), new LayerNorm(width(stage)));
        }
    }

    @Override
    protected NDList forward(NDArray image) {
        long height = image.getShape().get(2);
        long width = image.getShape().get(3);
        NDArray padded = Padding.zeros(image, 0, missing(width), 0, missing(height));
        NDArray x = norm.apply(projection.apply(padded).transpose(0, 2, 3, 1));
        NDList maps = new NDList();
        for (int stage = 0; stage < 4; stage++) {
            x = stages[stage].blocks(x);
            maps.add(outputNorms[stage].apply(x).transpose(0, 3, 1, 2));
            if (stage < 3) {
                x = stages[stage].merge(x);
            }
        }
        return maps;
    }

    private static long missing(long size) {
        return (PATCH - size % PATCH) % PATCH;
    }
}
