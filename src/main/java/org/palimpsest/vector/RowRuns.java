package org.palimpsest.vector;

import java.util.Arrays;

/** The runs of equal pixels in one row: columns at which a run begins and ends, by turns. */
final class RowRuns {
    private int[] toggles = new int[64];
    private int count;

    /**
     * Finds the runs of changed pixels, or of all others, in a row of a mask.
     *
     * @param offset where the row begins in {@code mask}
     */
    void find(byte[] mask, int offset, int width, boolean changed) {
        count = 0;
        boolean inside = false;
        for (int x = 0; x < width; x++) {
            if ((mask[offset + x] == MaskSource.CHANGED == changed) != inside) {
                add(x);
                inside = !inside;
            }
        }
        if (inside) {
            add(width);
        }
    }

    void clear() {
        count = 0;
    }

    /** The number of runs. */
    int size() {
        return count / 2;
    }

    /** First column of a run. */
    int start(int run) {
        return toggles[2 * run];
    }

    /** The column after the last one of a run. */
    int end(int run) {
        return toggles[2 * run + 1];
    }

    /** The number of columns at which the row changes. */
    int toggles() {
        return count;
    }

    /** A column at which the row changes: even ones begin a run, odd ones end it. */
    int toggle(int index) {
        return toggles[index];
    }

    private void add(int x) {
        if (count == toggles.length) {
            toggles = Arrays.copyOf(toggles, 2 * count);
        }
        toggles[count++] = x;
    }
}
