package org.palimpsest.learned.maskucd;

import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.Window;

/**
 * Both dates as they were observed, on a working grid: each working pixel is the mean of what was observed of both dates in
 * its part of the extent.
 *
 * @param before samples of each band, rows first; 0 where nothing counts
 * @param counted which working pixels were observed, on both dates and over at least half of their part
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record ObservedPair(WorkingGrid grid, float[][] before, float[][] after, boolean[] counted) {
    private static final int STRIP = 128;

    /** Reads the whole extent, strip by strip. */
    static ObservedPair read(AlignedPair pair, WorkingGrid grid, Cancellation cancellation)
            throws BadInputException, CancelledException {
        int pixels = Math.toIntExact(grid.pixels());
        float[][] before = new float[pair.beforeBands()][pixels];
        float[][] after = new float[pair.afterBands()][pixels];
        float[] weight = new float[pixels];
        float[] part = new float[pixels];
        Window extent = grid.extent();
        for (int y = extent.y(); y < extent.endY(); y += STRIP) {
            cancellation.check();
            Window strip = new Window(extent.x(), y, extent.width(), Math.min(STRIP, extent.endY() - y));
            add(pair.read(strip), grid, before, after, weight, part);
        }
        boolean[] counted = new boolean[pixels];
        for (int i = 0; i < pixels; i++) {
            counted[i] = weight[i] > 0 && weight[i] >= part[i] / 2;
            for (float[][] date : new float[][][] {before, after}) {
                for (float[] band : date) {
                    band[i] = counted[i] ? band[i] / weight[i] : 0;
                }
            }
        }
        return new ObservedPair(grid, before, after, counted);
    }

    private static void add(
            PairWindow window, WorkingGrid grid, float[][] before, float[][] after, float[] weight, float[] part) {
        Window place = window.window();
        int[] columns = new int[place.width()];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = grid.columnOf(place.x() + column);
        }
        for (int row = 0; row < place.height(); row++) {
            int line = grid.rowOf(place.y() + row) * grid.width();
            for (int column = 0; column < columns.length; column++) {
                int from = row * place.width() + column;
                int to = line + columns[column];
                part[to]++;
                if (window.valid()[from] && finite(window, from)) {
                    weight[to]++;
                    for (int band = 0; band < before.length; band++) {
                        before[band][to] += window.before().samples(band)[from];
                    }
                    for (int band = 0; band < after.length; band++) {
                        after[band][to] += window.after().samples(band)[from];
                    }
                }
            }
        }
    }

    static boolean finite(PairWindow window, int pixel) {
        for (int band = 0; band < window.before().bands(); band++) {
            if (!Float.isFinite(window.before().samples(band)[pixel])) {
                return false;
            }
        }
        for (int band = 0; band < window.after().bands(); band++) {
            if (!Float.isFinite(window.after().samples(band)[pixel])) {
                return false;
            }
        }
        return true;
    }
}
