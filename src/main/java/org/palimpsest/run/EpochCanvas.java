package org.palimpsest.run;

import java.util.Arrays;
import org.palimpsest.detect.TrainedEpoch.DifferenceMap;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

/**
 * The latest differences all over a scene, and what of it the mask holds, in few enough pixels to be written often: a map of
 * the whole replaces all of it, a map of a part that part.
 */
final class EpochCanvas {
    /** More are joined into larger ones. */
    private static final long MOST_PIXELS = 1L << 19;

    private final Window extent;
    private final int width;
    private final int height;
    private final float[] sums;
    private final float[] masked;
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
        masked = new float[width * height];
        counts = new int[width * height];
    }

    /** Takes up a map in place of what was there. */
    void paint(DifferenceMap map) {
        int[] columns =
                cells(map.width(), map.place().x() - extent.x(), map.place().width(), extent.width(), width);
        int[] rows =
                cells(map.height(), map.place().y() - extent.y(), map.place().height(), extent.height(), height);
        for (int row : rows) {
            int from = row * width + columns[0];
            int to = row * width + columns[columns.length - 1] + 1;
            Arrays.fill(sums, from, to, 0);
            Arrays.fill(masked, from, to, 0);
            Arrays.fill(counts, from, to, 0);
        }
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                int from = row * map.stride() + column;
                if (map.counted()[from]) {
                    int to = rows[row] * width + columns[column];
                    sums[to] += map.values()[from];
                    masked[to] += map.mask()[from] ? 1 : 0;
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

    /** Takes up what {@link #values} and {@link #mask} gave; nothing where that was another scene's. */
    void fill(float[] values, float[] mask) {
        if (values.length != sums.length) {
            return;
        }
        for (int i = 0; i < values.length; i++) {
            boolean known = !Float.isNaN(values[i]);
            sums[i] = known ? values[i] : 0;
            masked[i] = known ? mask[i] : 0;
            counts[i] = known ? 1 : 0;
        }
    }

    /** Mean differences, row by row; NaN where none is known. */
    float[] values() {
        return means(sums);
    }

    /** What part of each pixel the mask holds, 0 to 1, row by row; NaN where nothing is known. */
    float[] mask() {
        return means(masked);
    }

    private float[] means(float[] added) {
        float[] means = new float[added.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = counts[i] == 0 ? Float.NaN : added[i] / counts[i];
        }
        return means;
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
