package org.palimpsest.zoo.encoder.swin;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.palimpsest.nn.LayerNorm;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.OpPack;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Scope;

/** One stage of a Swin transformer: blocks with and without shift in turn, then the merging of 2 x 2 patches. */
final class SwinStage extends Part {
    private final SwinBlock[] blocks;
    private final Merging merging;

    /**
     * @param pathRates share of dropped residuals, one for each block
     * @param merges whether the stage hands on to another
     */
    SwinStage(int width, int heads, int window, double[] pathRates, boolean merges) {
        blocks = new SwinBlock[pathRates.length];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] =
                    part("blocks." + i, new SwinBlock(width, heads, window, i % 2 == 0 ? 0 : window / 2, pathRates[i]));
        }
        merging = new Merging(width);
        if (merges) {
            part("downsample", merging);
        }
    }

    /** {@code [N, H, W, C]} to the same shape. */
    NDArray blocks(NDArray x) {
        try (Scope scope = new Scope()) {
            NDArray current = x;
            for (SwinBlock block : blocks) {
                current = block.apply(current);
            }
            return scope.keep(current);
        }
    }

    /** {@code [N, H, W, C]} to {@code [N, H / 2, W / 2, 2 C]}, rounded up. */
    NDArray merge(NDArray x) {
        return merging.apply(x);
    }

    /** Joins the four patches of a square, column by column, and halves the channels. */
    private static final class Merging extends Part {
        private final Linear reduction;
        private final LayerNorm norm;

        Merging(int width) {
            reduction = part("reduction", new Linear(4 * width, 2 * width).withoutBias());
            norm = part("norm", new LayerNorm(4L * width));
        }

        NDArray apply(NDArray x) {
            try (Scope scope = new Scope()) {
                Shape shape = x.getShape();
                long height = shape.get(1);
                long width = shape.get(2);
                NDArray even = OpPack.call("pad_zeros_last", new long[] {0, width % 2, 0, height % 2}, x);
                NDArray squares = even.reshape(shape.get(0), (height + 1) / 2, 2, (width + 1) / 2, 2, shape.get(3))
                        .transpose(0, 1, 3, 4, 2, 5)
                        .reshape(shape.get(0), (height + 1) / 2, (width + 1) / 2, 4 * shape.get(3));
                return scope.keep(reduction.apply(norm.apply(squares)));
            }
        }
    }
}
