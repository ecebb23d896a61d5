package org.palimpsest.zoo.changeformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.LayerNorm;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Scope;

/**
 * Four stages of overlapping patches and transformer blocks, as in SegFormer but with 7x7 patches throughout (E. Xie et
 * al., NeurIPS 2021).
 */
final class HierarchicalEncoder extends Part {
    static final int[] WIDTHS = {64, 128, 320, 512};

    private static final int[] DEPTHS = {3, 3, 4, 3};
    private static final int[] HEADS = {1, 2, 4, 8};
    private static final int[] REDUCTIONS = {8, 4, 2, 1};
    private static final double LARGEST_PATH_RATE = 0.1;

    private final List<Conv2d> patches = new ArrayList<>();
    private final List<LayerNorm> patchNorms = new ArrayList<>();
    private final List<List<EncoderBlock>> stages = new ArrayList<>();
    private final List<LayerNorm> norms = new ArrayList<>();

    HierarchicalEncoder(int bands) {
        int in = bands;
        for (int i = 0; i < 4; i++) {
            String name = "patch_embed" + (i + 1);
            patches.add(part(
                    name + ".proj",
                    new Conv2d(in, WIDTHS[i], 7).stride(i == 0 ? 4 : 2).padding(3)));
            patchNorms.add(part(name + ".norm", new LayerNorm(WIDTHS[i])));
            in = WIDTHS[i];
        }
        int blocks = 3 + 3 + 4 + 3;
        int block = 0;
        for (int i = 0; i < 4; i++) {
            List<EncoderBlock> stage = new ArrayList<>();
            for (int j = 0; j < DEPTHS[i]; j++) {
                double pathRate = LARGEST_PATH_RATE * block++ / (blocks - 1);
                stage.add(part(
                        "block" + (i + 1) + "." + j, new EncoderBlock(WIDTHS[i], HEADS[i], REDUCTIONS[i], pathRate)));
            }
            stages.add(stage);
            norms.add(part("norm" + (i + 1), new LayerNorm(WIDTHS[i]).epsilon(1e-6)));
        }
    }

    /** Features of 64, 128, 320 and 512 channels at 1/4, 1/8, 1/16 and 1/32 of the image's size. */
    NDList apply(NDArray image) {
        try (Scope scope = new Scope()) {
            NDList features = new NDList();
            NDArray x = image;
            for (int i = 0; i < 4; i++) {
                x = stage(i, x);
                features.add(x);
            }
            return scope.keep(features);
        }
    }

    private NDArray stage(int i, NDArray x) {
        try (Scope scope = new Scope()) {
            NDArray map = patches.get(i).apply(x);
            long height = map.getShape().get(2);
            long width = map.getShape().get(3);
            NDArray tokens = patchNorms.get(i).apply(TokenMap.toTokens(map));
            for (EncoderBlock block : stages.get(i)) {
                tokens = block.apply(tokens, height, width);
            }
            return scope.keep(TokenMap.toMap(norms.get(i).apply(tokens), height, width));
        }
    }
}
