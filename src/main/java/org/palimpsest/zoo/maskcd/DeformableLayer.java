package org.palimpsest.zoo.maskcd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Constants;
import org.palimpsest.nn.LayerNorm;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Sampling;
import org.palimpsest.nn.Scope;

/**
 * One layer of the pixel decoder: each token reads a few places of all levels that it chooses itself (X. Zhu et al.,
 * "Deformable DETR", ICLR 2021), then a feed-forward network; tokens {@code [N, T, 256]} of all levels one after another.
 */
final class DeformableLayer extends Part {
    static final int WIDTH = 256;
    private static final int HEADS = 8;
    private static final int LEVELS = 3;
    private static final int POINTS = 4;
    private static final int INNER = 1024;

    private final Linear offsets;
    private final Linear weights;
    private final Linear values;
    private final Linear output;
    private final LayerNorm attentionNorm;
    private final Linear fc1;
    private final Linear fc2;
    private final LayerNorm finalNorm;

    DeformableLayer() {
        offsets = part("self_attn.sampling_offsets", new Linear(WIDTH, HEADS * LEVELS * POINTS * 2));
        weights = part("self_attn.attention_weights", new Linear(WIDTH, HEADS * LEVELS * POINTS));
        values = part("self_attn.value_proj", new Linear(WIDTH, WIDTH));
        output = part("self_attn.output_proj", new Linear(WIDTH, WIDTH));
        attentionNorm = part("self_attn_layer_norm", new LayerNorm(WIDTH));
        fc1 = part("fc1", new Linear(WIDTH, INNER));
        fc2 = part("fc2", new Linear(INNER, WIDTH));
        finalNorm = part("final_layer_norm", new LayerNorm(WIDTH));
    }

    /**
     * @param positions {@code [1, T, 256]}
     * @param sizes height and width of each level
     */
    NDArray apply(NDArray tokens, NDArray positions, List<int[]> sizes) {
        try (Scope scope = new Scope()) {
            NDArray read = attentionNorm.apply(tokens.add(attend(tokens, positions, sizes)));
            NDArray fed = fc2.apply(Activations.relu(fc1.apply(read)));
            return scope.keep(finalNorm.apply(read.add(fed)));
        }
    }

    private NDArray attend(NDArray tokens, NDArray positions, List<int[]> sizes) {
        try (Scope scope = new Scope()) {
            long batch = tokens.getShape().get(0);
            long count = tokens.getShape().get(1);
            NDArray queries = tokens.add(positions);
            NDArray places = offsets.apply(queries).reshape(batch, count, HEADS, LEVELS, POINTS, 2);
            NDArray shares =
                    Activations.softmax(weights.apply(queries).reshape(batch, count, HEADS, (long) LEVELS * POINTS), 3);
            NDArray projected = values.apply(tokens);
            NDArray centres = centres(tokens.getManager(), sizes);
            NDList sampled = new NDList();
            long start = 0;
            for (int level = 0; level < LEVELS; level++) {
                int height = sizes.get(level)[0];
                int width = sizes.get(level)[1];
                long end = start + (long) height * width;
                NDArray map = projected
                        .get(":, {}:{}, :", start, end)
                        .transpose(0, 2, 1)
                        .reshape(batch * HEADS, WIDTH / HEADS, height, width);
                NDArray extent = Constants.array(tokens.getManager(), new float[] {width, height}, new Shape(2));
                NDArray at = places.get(":, :, :, {}, :, :", level).div(extent).add(centres);
                NDArray grid =
                        Constants.times(at, 2).sub(1).transpose(0, 2, 1, 3, 4).reshape(batch * HEADS, count, POINTS, 2);
                sampled.add(Sampling.grid(map, grid, false));
                start = end;
            }
            NDArray share = shares.transpose(0, 2, 1, 3).reshape(batch * HEADS, 1, count, (long) LEVELS * POINTS);
            NDArray sum = NDArrays.concat(sampled, 3).mul(share).sum(new int[] {3});
            return scope.keep(output.apply(sum.reshape(batch, WIDTH, count).transpose(0, 2, 1)));
        }
    }

    /** The centre of every token's own pixel, 0 to 1, x then y: {@code [1, T, 1, 1, 2]}. */
    private static NDArray centres(NDManager manager, List<int[]> sizes) {
        int count = sizes.stream().mapToInt(size -> size[0] * size[1]).sum();
        float[] centres = new float[2 * count];
        int at = 0;
        for (int[] size : sizes) {
            for (int y = 0; y < size[0]; y++) {
                for (int x = 0; x < size[1]; x++) {
                    centres[at++] = (x + 0.5f) / size[1];
                    centres[at++] = (y + 0.5f) / size[0];
                }
            }
        }
        return Constants.array(manager, centres, new Shape(1, count, 1, 1, 2));
    }
}
