package org.palimpsest.zoo.encoder.swin;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.DropPath;
import org.palimpsest.nn.LayerNorm;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.OpPack;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Sampling;
import org.palimpsest.nn.Scope;

/** One block of a Swin transformer: attention inside windows, then a feed-forward network; {@code [N, H, W, C]}. */
final class SwinBlock extends Part {
    private final int window;
    private final int shift;
    private final LayerNorm before;
    private final WindowAttention attention;
    private final LayerNorm after;
    private final Linear widen;
    private final Linear narrow;
    private final DropPath path;

    /** @param shift by how many tokens the windows are moved up and left, 0 for not */
    SwinBlock(int width, int heads, int window, int shift, double pathRate) {
        this.window = window;
        this.shift = shift;
        before = part("layernorm_before", new LayerNorm(width));
        attention = part("attention", new WindowAttention(width, heads, window));
        after = part("layernorm_after", new LayerNorm(width));
        widen = part("intermediate.dense", new Linear(width, 4 * width));
        narrow = part("output.dense", new Linear(4 * width, width));
        path = part("drop_path", new DropPath(pathRate));
    }

    NDArray apply(NDArray x) {
        try (Scope scope = new Scope()) {
            NDArray read = x.add(path.apply(attend(before.apply(x))));
            return scope.keep(read.add(path.apply(feedForward(after.apply(read)))));
        }
    }

    private NDArray feedForward(NDArray x) {
        try (Scope scope = new Scope()) {
            return scope.keep(narrow.apply(Activations.gelu(widen.apply(x))));
        }
    }

    private NDArray attend(NDArray x) {
        try (Scope scope = new Scope()) {
            Shape shape = x.getShape();
            long height = shape.get(1);
            long width = shape.get(2);
            long down = (window - height % window) % window;
            long right = (window - width % window) % window;
            NDArray padded = OpPack.call("pad_zeros_last", new long[] {0, right, 0, down}, x);
            NDArray moved = move(padded, -shift);
            NDArray result = move(attention.apply(moved, shift), shift);
            return scope.keep(result.get(":, :{}, :{}, :", height, width));
        }
    }

    private NDArray move(NDArray x, int steps) {
        return steps == 0 ? x : Sampling.roll(Sampling.roll(x, steps, 1), steps, 2);
    }
}
