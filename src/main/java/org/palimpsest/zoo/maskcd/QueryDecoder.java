package org.palimpsest.zoo.maskcd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Constants;
import org.palimpsest.nn.Initial;
import org.palimpsest.nn.LayerNorm;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.MultiplyAdds;
import org.palimpsest.nn.Parameter;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Resize;
import org.palimpsest.nn.Scope;

/**
 * The decoder of a hundred queries with masked attention (B. Cheng et al., "Masked-attention Mask Transformer for Universal
 * Image Segmentation", CVPR 2022).
 */
final class QueryDecoder extends Part {
    private static final int WIDTH = DeformableLayer.WIDTH;
    private static final int QUERIES = 100;
    private static final int LEVELS = 3;
    private static final int LAYERS = 9;
    /** Small enough that a blocked token's share is exactly 0. */
    private static final float BLOCKED = -1e9f;

    private final Parameter places = parameter("queries_embedder.weight", Initial.normal(1), QUERIES, WIDTH);
    private final Parameter start = parameter("queries_features.weight", Initial.normal(1), QUERIES, WIDTH);
    private final QueryLayer[] layers = new QueryLayer[LAYERS];
    private final LayerNorm norm;
    private final Linear[] maskEmbedder = new Linear[3];
    private final Parameter levelEmbed = parameter("level_embed.weight", Initial.normal(1), LEVELS, WIDTH);

    QueryDecoder() {
        for (int layer = 0; layer < LAYERS; layer++) {
            layers[layer] = part("decoder.layers." + layer, new QueryLayer());
        }
        norm = part("decoder.layernorm", new LayerNorm(WIDTH));
        for (int i = 0; i < maskEmbedder.length; i++) {
            maskEmbedder[i] = part("decoder.mask_predictor.mask_embedder." + i + ".0", new Linear(WIDTH, WIDTH));
        }
    }

    /**
     * The normalised queries {@code [N, Q, 256]} and their mask logits {@code [N, Q, h, w]} after the last layer; in training also
     * those before the first layer and after each other one, in order.
     *
     * @param features mask features, then the levels, coarse first
     */
    NDList apply(NDList features) {
        try (Scope scope = new Scope()) {
            NDArray fine = features.get(0);
            long batch = fine.getShape().get(0);
            NDList memories = new NDList();
            NDList positions = new NDList();
            for (int level = 0; level < LEVELS; level++) {
                NDArray map = features.get(level + 1);
                memories.add(PixelDecoder.tokens(map).add(levelEmbed.array().get("{}", level)));
                positions.add(SinePositions.of(
                        map.getManager(),
                        (int) map.getShape().get(2),
                        (int) map.getShape().get(3),
                        WIDTH));
            }
            NDArray place = places.array().expandDims(0);
            // Made by the image's manager and not the weights', so that the outputs go with the image.
            NDArray queries = fine.getManager()
                    .zeros(new Shape(batch, 1, 1))
                    .add(start.array().expandDims(0));
            NDArray seen = norm.apply(queries);
            NDArray masks = masks(seen, fine);
            NDList earlier = new NDList();
            for (int layer = 0; layer < LAYERS; layer++) {
                if (isTraining()) {
                    earlier.addAll(new NDList(seen, masks));
                }
                int level = layer % LEVELS;
                NDArray blocked = blocked(masks, features.get(level + 1));
                queries = layers[layer].apply(queries, place, memories.get(level), positions.get(level), blocked);
                seen = norm.apply(queries);
                masks = masks(seen, fine);
            }
            NDList all = new NDList(seen, masks);
            all.addAll(earlier);
            return scope.keep(all);
        }
    }

    private NDArray masks(NDArray queries, NDArray fine) {
        try (Scope scope = new Scope()) {
            NDArray embedded = Activations.relu(maskEmbedder[0].apply(queries));
            embedded = maskEmbedder[2].apply(Activations.relu(maskEmbedder[1].apply(embedded)));
            NDArray flat = fine.reshape(fine.getShape().get(0), WIDTH, -1);
            return scope.keep(MultiplyAdds.product(embedded, flat)
                    .reshape(
                            fine.getShape().get(0),
                            QUERIES,
                            fine.getShape().get(2),
                            fine.getShape().get(3)));
        }
    }

    /** What is added to the scores of a level's tokens, {@code [N, 1, Q, S]}: a query looks inside its own mask only. */
    private static NDArray blocked(NDArray masks, NDArray level) {
        try (Scope scope = new Scope()) {
            NDArray small = Activations.sigmoid(Resize.bilinearLike(masks, level));
            NDArray outside = small.reshape(small.getShape().get(0), 1, QUERIES, -1)
                    .lt(0.5f)
                    .toType(DataType.FLOAT32, false);
            // A query whose whole row would be blocked looks everywhere.
            NDArray anyInside = outside.min(new int[] {3}, true).neg().add(1);
            return scope.keep(Constants.times(outside.mul(anyInside), BLOCKED));
        }
    }
}
