package org.palimpsest.zoo.maskcd;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Attention;
import org.palimpsest.nn.Initial;
import org.palimpsest.nn.LayerNorm;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.MultiplyAdds;
import org.palimpsest.nn.Parameter;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Scope;

/**
 * One layer of the query decoder: queries {@code [N, Q, 256]} read a level of the image inside their own masks, then each
 * other, then pass a feed-forward network.
 */
final class QueryLayer extends Part {
    private static final int WIDTH = DeformableLayer.WIDTH;
    private static final int HEADS = 8;
    private static final int INNER = 2048;
    private static final double SCALE = 1 / Math.sqrt((double) WIDTH / HEADS);

    private final CrossProjection cross;
    private final Linear crossOut;
    private final LayerNorm crossNorm;
    private final Linear key;
    private final Linear value;
    private final Linear query;
    private final Linear selfOut;
    private final LayerNorm selfNorm;
    private final Linear fc1;
    private final Linear fc2;
    private final LayerNorm finalNorm;

    QueryLayer() {
        key = part("self_attn.k_proj", new Linear(WIDTH, WIDTH));
        value = part("self_attn.v_proj", new Linear(WIDTH, WIDTH));
        query = part("self_attn.q_proj", new Linear(WIDTH, WIDTH));
        selfOut = part("self_attn.out_proj", new Linear(WIDTH, WIDTH));
        selfNorm = part("self_attn_layer_norm", new LayerNorm(WIDTH));
        cross = include(new CrossProjection());
        crossOut = part("cross_attn.out_proj", new Linear(WIDTH, WIDTH));
        crossNorm = part("cross_attn_layer_norm", new LayerNorm(WIDTH));
        fc1 = part("fc1", new Linear(WIDTH, INNER));
        fc2 = part("fc2", new Linear(INNER, WIDTH));
        finalNorm = part("final_layer_norm", new LayerNorm(WIDTH));
    }

    /** The projections of queries, keys and values, packed into one weight in that order. */
    private static final class CrossProjection extends Part {
        private final Parameter weight =
                parameter("cross_attn.in_proj_weight", Initial.fanIn(WIDTH), 3L * WIDTH, WIDTH);
        private final Parameter bias = parameter("cross_attn.in_proj_bias", Initial.zeros(), 3L * WIDTH);

        NDArray apply(NDArray x, int which) {
            long from = (long) which * WIDTH;
            NDArray rows = weight.array().get("{}:{}, :", from, from + WIDTH);
            return MultiplyAdds.product(x, rows.transpose()).add(bias.array().get("{}:{}", from, from + WIDTH));
        }
    }

    /**
     * @param places what tells queries apart, {@code [1, Q, 256]}
     * @param memory tokens of a level, {@code [N, S, 256]}
     * @param positions of these tokens, {@code [1, S, 256]}
     * @param mask added to the scores, {@code [N, 1, Q, S]}
     */
    NDArray apply(NDArray queries, NDArray places, NDArray memory, NDArray positions, NDArray mask) {
        try (Scope scope = new Scope()) {
            NDArray looked = Attention.scaledDotProduct(
                    split(cross.apply(queries.add(places), 0)),
                    split(cross.apply(memory.add(positions), 1)),
                    split(cross.apply(memory, 2)),
                    mask,
                    SCALE);
            NDArray x = crossNorm.apply(queries.add(crossOut.apply(join(looked))));
            NDArray placed = x.add(places);
            NDArray talked = Attention.scaledDotProduct(
                    split(query.apply(placed)), split(key.apply(placed)), split(value.apply(x)), SCALE);
            x = selfNorm.apply(x.add(selfOut.apply(join(talked))));
            return scope.keep(finalNorm.apply(x.add(fc2.apply(Activations.relu(fc1.apply(x))))));
        }
    }

    private static NDArray split(NDArray x) {
        return x.reshape(x.getShape().get(0), x.getShape().get(1), HEADS, WIDTH / HEADS)
                .transpose(0, 2, 1, 3);
    }

    private static NDArray join(NDArray x) {
        return x.transpose(0, 2, 1, 3).reshape(x.getShape().get(0), -1, WIDTH);
    }
}
