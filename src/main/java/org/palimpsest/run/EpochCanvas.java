package org.palimpsest.run;

import java.util.Arrays;
import org.palimpsest.detect.TrainedEpoch.DifferenceMap;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

/**
 * The latest differences all over a scene, in few enough pixels to be written often: a map of the whole replaces all of it, a
 * map of a part that part.
 */
final class EpochCanvas {
    /** More are joined into larger ones. */
    private static final long MOST_PIXELS = 1L << 19;

    private final Window extent;
    private final int width;
    private final int height;
    private final float[] sums;
    private final int[] counts;

    /**
     * @param extent of the scene, in pixels of the pair's grid
     * @param first a map that says how large the pixels of the maps are
     */
    EpochCanvas(Window extent, DifferenceMap first) {
        this.extent = extent;
        double columns = Math.max(
                1, extent.width() * (first.width() / (double) first.place().width()));
        double rows = Math.max(
                1, extent.height() * (first.height() / (double) first.place().height()));
        double factor = Math.ceil(Math.max(1, Math.sqrt(columns * rows / MOST_PIXELS)));
        width = (int) Math.max(1, Math.min(MOST_PIXELS, Math.round(columns / factor)));
        height = (int) Math.max(1, Math.min(MOST_PIXELS / width, Math.round(rows / factor)));
        sums = new float[width * height];
        counts = new int[width * height];
    }

    /** Takes up a map in place of what was there. */
    void paint(DifferenceMap map) {
        int[] columns =
                cells(map.width(), map.place().x() - extent.x(), map.place().width(), extent.width(), width);
        int[] rows =
                cells(map.height(), map.place().y() - extent.y(), map.place().height(), extent.height(), height);
        for (int row : rows) {
            Arrays.fill(sums, row * width + columns[0], row * width + columns[columns.length - 1] + 1, 0);
            Arrays.fill(counts, row * width + columns[0], row * width + columns[columns.length - 1] + 1, 0);
        }
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                int from = row * map.stride() + column;
                if (map.counted()[from]) {
                    int to = rows[row] * width + columns[column];
                    sums[to] += map.values()[from];
                    counts[to]++;
                }
            }
        }
    }

    /** On which of the canvas's columns, or rows, the middles of a map's lie. */
    private static int[] cells(int count, int start, int length, int whole, int cells) {
        int[] found = new int[count];
        for (int i = 0; i < count; i++) {
            double middle = start + (i + 0.5) * length / count;
            found[i] = Math.max(0, Math.min(cells - 1, (int) (middle * cells / whole)));
        }
        return found;
    }

    /** Takes up what {@link #values} gave; nothing where that was another scene's. */
    void fill(float[] values) {
        for (int i = 0; i < values.length && values.length == sums.length; i++) {
            sums[i] = Float.isNaN(values[i]) ? 0 : values[i];
            counts[i] = Float.isNaN(values[i]) ? 0 : 1;
        }
    }

    /** Mean differences, row by row; NaN where none is known. */
    float[] values() {
        float[] values = new float[sums.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = counts[i] == 0 ? Float.NaN : sums[i] / counts[i];
        }
        return values;
    }

    /** The canvas's pixels on the ground. */
    Grid grid(Grid pair) {
        return new Grid(
                width,
                height,
                pair.transform()
                        .translate(extent.x(), extent.y())
                        .scale(extent.width() / (double) width, extent.height() / (double) height),
                pair.crs());
    }
}
