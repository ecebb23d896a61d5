package org.palimpsest.zoo.encoder.swin;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.palimpsest.nn.Attention;
import org.palimpsest.nn.Constants;
import org.palimpsest.nn.Initial;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.OpPack;
import org.palimpsest.nn.Parameter;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Scope;

/**
 * Attention among the tokens of each window, with a bias that depends on how far two tokens lie apart; {@code [N, H, W, C]},
 * height and width multiples of the window, to the same shape.
 */
final class WindowAttention extends Part {
    /** Added between tokens that only the shift brought into one window. */
    private static final float APART = -100;

    private final int heads;
    private final int window;
    private final Parameter table;
    private final Parameter index;
    private final Linear query;
    private final Linear key;
    private final Linear value;
    private final Linear dense;

    WindowAttention(int width, int heads, int window) {
        this.heads = heads;
        this.window = window;
        Bias bias = part("self", new Bias(heads, window));
        table = bias.table;
        index = bias.index;
        query = part("self.query", new Linear(width, width));
        key = part("self.key", new Linear(width, width));
        value = part("self.value", new Linear(width, width));
        dense = part("output.dense", new Linear(width, width));
    }

    /** The table of biases by distance, and which of its rows each pair of tokens takes. */
    private static final class Bias extends Part {
        private final Parameter table;
        private final Parameter index;

        Bias(int heads, int window) {
            long distances = 2L * window - 1;
            table = parameter(
                    "relative_position_bias_table", Initial.truncatedNormal(0.02), distances * distances, heads);
            long tokens = (long) window * window;
            index = buffer("relative_position_index", DataType.INT64, Initial.values(rows(window)), tokens, tokens);
        }

        private static float[] rows(int window) {
            int tokens = window * window;
            float[] rows = new float[tokens * tokens];
            for (int query = 0; query < tokens; query++) {
                for (int key = 0; key < tokens; key++) {
                    int down = query / window - key / window + window - 1;
                    int right = query % window - key % window + window - 1;
                    rows[query * tokens + key] = down * (2 * window - 1) + right;
                }
            }
            return rows;
        }
    }

    /** @param shift by how much the map was rolled up and left before */
    NDArray apply(NDArray x, int shift) {
        try (Scope scope = new Scope()) {
            Shape shape = x.getShape();
            long across = shape.get(2) / window;
            long down = shape.get(1) / window;
            long tokens = (long) window * window;
            NDArray windows = x.reshape(shape.get(0), down, window, across, window, shape.get(3))
                    .transpose(0, 1, 3, 2, 4, 5)
                    .reshape(shape.get(0), down * across, tokens, shape.get(3));
            NDArray mask = bias(tokens);
            if (shift > 0) {
                mask = mask.add(apart(x, shift));
            }
            double scale = 1 / Math.sqrt((double) shape.get(3) / heads);
            NDArray read = Attention.scaledDotProduct(
                    split(query.apply(windows)), split(key.apply(windows)), split(value.apply(windows)), mask, scale);
            NDArray joined = read.transpose(0, 1, 3, 2, 4).reshape(windows.getShape());
            return scope.keep(dense.apply(joined)
                    .reshape(shape.get(0), down, across, window, window, shape.get(3))
                    .transpose(0, 1, 3, 2, 4, 5)
                    .reshape(shape));
        }
    }

    /** {@code [N, windows, T, C]} to {@code [N, windows, heads, T, C / heads]}. */
    private NDArray split(NDArray x) {
        Shape shape = x.getShape();
        return x.reshape(shape.get(0), shape.get(1), shape.get(2), heads, shape.get(3) / heads)
                .transpose(0, 1, 3, 2, 4);
    }

    /** {@code [1, heads, T, T]}. */
    private NDArray bias(long tokens) {
        NDArray rows = OpPack.call("take_rows", table.array(), index.array().flatten());
        return rows.reshape(tokens, tokens, heads).transpose(2, 0, 1).expandDims(0);
    }

    /** {@code [windows, 1, T, T]}: 0 between tokens that were neighbours before the shift, {@link #APART} else. */
    private NDArray apart(NDArray x, int shift) {
        int height = (int) x.getShape().get(1);
        int width = (int) x.getShape().get(2);
        int tokens = window * window;
        int across = width / window;
        int windows = across * (height / window);
        float[] mask = new float[windows * tokens * tokens];
        for (int one = 0; one < windows; one++) {
            int top = one / across * window;
            int left = one % across * window;
            for (int a = 0; a < tokens; a++) {
                int regionA = region(top + a / window, height, shift) * 3 + region(left + a % window, width, shift);
                for (int b = 0; b < tokens; b++) {
                    int regionB = region(top + b / window, height, shift) * 3 + region(left + b % window, width, shift);
                    mask[(one * tokens + a) * tokens + b] = regionA == regionB ? 0 : APART;
                }
            }
        }
        return Constants.array(x.getManager(), mask, new Shape(windows, 1, tokens, tokens));
    }

    private int region(int at, int size, int shift) {
        return at < size - window ? 0 : at < size - shift ? 1 : 2;
    }
}
