package org.palimpsest.zoo.maskcd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.GroupNorm;
import org.palimpsest.nn.Initial;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.Parameter;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Resize;
import org.palimpsest.nn.Scope;
import org.palimpsest.nn.Sequential;

/** Mask2Former's pixel decoder: deformable attention over the three coarse levels, then one step up to the finest. */
final class PixelDecoder extends Part {
    private static final int WIDTH = DeformableLayer.WIDTH;
    private static final int LEVELS = 3;
    private static final int LAYERS = 6;
    private static final int GROUPS = 32;

    private final Parameter levelEmbed = parameter("level_embed", Initial.normal(1), LEVELS, WIDTH);
    private final Layer[] projections = new Layer[LEVELS];
    private final DeformableLayer[] layers = new DeformableLayer[LAYERS];
    private final Conv2d maskProjection;
    private final Layer adapter;
    private final Layer smoothing;

    /** @param widths channels of the four maps, the finest first */
    PixelDecoder(int[] widths) {
        for (int level = 0; level < LEVELS; level++) {
            projections[level] = part(
                    "input_projections." + level,
                    new Sequential(new Conv2d(widths[3 - level], WIDTH, 1), new GroupNorm(GROUPS, WIDTH)));
        }
        for (int layer = 0; layer < LAYERS; layer++) {
            layers[layer] = part("encoder.layers." + layer, new DeformableLayer());
        }
        maskProjection = part("mask_projection", new Conv2d(WIDTH, WIDTH, 1));
        adapter = part(
                "adapter_1",
                new Sequential(new Conv2d(widths[0], WIDTH, 1).withoutBias(), new GroupNorm(GROUPS, WIDTH)));
        smoothing = part(
                "layer_1",
                new Sequential(
                        new Conv2d(WIDTH, WIDTH, 3).padding(1).withoutBias(),
                        new GroupNorm(GROUPS, WIDTH),
                        Layer.of(Activations::relu)));
    }

    /** Four maps, the finest first, to the mask features at the finest size and, after them, the three levels, coarse first. */
    NDList apply(NDList maps) {
        try (Scope scope = new Scope()) {
            NDManager manager = maps.get(0).getManager();
            NDList tokens = new NDList();
            NDList positions = new NDList();
            List<int[]> sizes = new ArrayList<>();
            for (int level = 0; level < LEVELS; level++) {
                NDArray map = projections[level].apply(maps.get(3 - level));
                int[] size = {(int) map.getShape().get(2), (int) map.getShape().get(3)};
                sizes.add(size);
                tokens.add(tokens(map));
                positions.add(SinePositions.of(manager, size[0], size[1], WIDTH)
                        .add(levelEmbed.array().get("{}", level)));
            }
            NDArray all = NDArrays.concat(tokens, 1);
            NDArray places = NDArrays.concat(positions, 1);
            for (DeformableLayer layer : layers) {
                all = layer.apply(all, places, sizes);
            }
            NDList levels = split(all, sizes);
            NDArray fine = adapter.apply(maps.get(0));
            NDArray sum = fine.add(Resize.bilinearLike(levels.get(LEVELS - 1), fine));
            NDList result = new NDList(maskProjection.apply(smoothing.apply(sum)));
            result.addAll(levels);
            return scope.keep(result);
        }
    }

    /** {@code [N, C, H, W]} to {@code [N, H * W, C]}. */
    static NDArray tokens(NDArray map) {
        return map.reshape(map.getShape().get(0), map.getShape().get(1), -1).transpose(0, 2, 1);
    }

    private static NDList split(NDArray all, List<int[]> sizes) {
        NDList levels = new NDList();
        long start = 0;
        for (int[] size : sizes) {
            long end = start + (long) size[0] * size[1];
            levels.add(all.get(":, {}:{}, :", start, end)
                    .transpose(0, 2, 1)
                    .reshape(all.getShape().get(0), WIDTH, size[0], size[1]));
            start = end;
        }
        return levels;
    }
}
