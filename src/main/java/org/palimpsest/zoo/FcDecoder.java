package org.palimpsest.zoo;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Channels;
import org.palimpsest.nn.ConvTranspose2d;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.Padding;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Scope;

/**
 * The decoder of FC-EF, FC-Siam-conc and FC-Siam-diff: four times upsample, join the skips, and transposed convolutions;
 * then log-probabilities.
 */
final class FcDecoder extends Part {
    /** Widths of each stage's units, deepest stage first. */
    private static final int[][] WIDTHS = {{128, 128, 64}, {64, 64, 32}, {32, 16}, {16}};

    private final List<ConvTranspose2d> upsamplings = new ArrayList<>();
    private final List<List<Layer>> stages = new ArrayList<>();

    /** @param skips how many skips are joined at each stage */
    FcDecoder(int skips, int classes) {
        this(skips, classes, 0);
    }

    /**
     * Builds the decoder.
     *
     * @param skips how many skips are joined at each stage
     * @param more how many channels more each joined skip has
     */
    FcDecoder(int skips, int classes, int more) {
        int in = 128;
        for (int depth = 0; depth < WIDTHS.length; depth++) {
            int stage = WIDTHS.length - depth;
            upsamplings.add(part("upconv" + stage, convolution(in, in).stride(2).outputPadding(1)));
            in = in * (1 + skips) + more;
            List<Layer> units = new ArrayList<>();
            int unit = stage == 1 ? 2 : WIDTHS[depth].length;
            for (int width : WIDTHS[depth]) {
                units.add(include(new FcUnit(stage + "" + unit-- + "d", convolution(in, width), width)));
                in = width;
            }
            stages.add(units);
        }
        stages.get(WIDTHS.length - 1).add(part("conv11d", convolution(in, classes)));
    }

    private static ConvTranspose2d convolution(int in, int out) {
        return new ConvTranspose2d(in, out, 3).padding(1);
    }

    /**
     * Log-probabilities {@code [N, classes, H, W]}.
     *
     * @param bottom {@code [N, 128, H / 16, W / 16]}
     * @param skips what is joined at each stage, full size first
     */
    NDArray apply(NDArray bottom, List<NDArray> skips) {
        try (Scope scope = new Scope()) {
            NDArray x = bottom;
            for (int depth = 0; depth < stages.size(); depth++) {
                NDArray skip = skips.get(stages.size() - 1 - depth);
                x = Channels.concat(widen(upsamplings.get(depth).apply(x), skip), skip);
                for (Layer layer : stages.get(depth)) {
                    x = layer.apply(x);
                }
            }
            return scope.keep(Activations.logSoftmax(x, 1));
        }
    }

    /** Repeats the last row and column where pooling had dropped an odd one. */
    private static NDArray widen(NDArray x, NDArray skip) {
        long rows = skip.getShape().get(2) - x.getShape().get(2);
        long columns = skip.getShape().get(3) - x.getShape().get(3);
        return rows == 0 && columns == 0 ? x : Padding.replicate(x, 0, columns, 0, rows);
    }
}
