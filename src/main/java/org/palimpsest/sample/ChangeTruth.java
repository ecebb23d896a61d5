package org.palimpsest.sample;

import java.util.Arrays;

/** Compares the lasting cover of the ground in two epochs: season, light, crops and shadows do not enter. */
final class ChangeTruth {
    private ChangeTruth() {}

    /** Tells whether both dates have data at a pixel of the first image. */
    @FunctionalInterface
    interface SeenOnBoth {
        boolean at(int column, int row);
    }

    /**
     * Marks the pixels of which at least half of the ground changed its cover.
     *
     * @param before cover codes of the first epoch, cells of {@code canvas}
     * @param canvas the canvas of the second epoch, over the same extent
     * @param grid the first image's grid, in the ground's own coordinate system
     * @param seen which pixels to judge
     */
    static ChangeMask compare(byte[] before, GroundCanvas canvas, ImageGrid grid, SeenOnBoth seen) {
        byte[] labels = new byte[Math.multiplyExact(grid.width(), grid.height())];
        Arrays.fill(labels, ChangeMask.UNSEEN);
        double half = grid.pixelSize() / 2;
        for (int row = 0; row < grid.height(); row++) {
            int firstRow = (int) Math.max(0, Math.ceil(canvas.rowOf(grid.y(row) + half)));
            int lastRow = (int) Math.min(canvas.height(), Math.ceil(canvas.rowOf(grid.y(row) - half)));
            for (int column = 0; column < grid.width(); column++) {
                if (!seen.at(column, row)) {
                    continue;
                }
                int firstColumn = (int) Math.max(0, Math.ceil(canvas.columnOf(grid.x(column) - half)));
                int lastColumn = (int) Math.min(canvas.width(), Math.ceil(canvas.columnOf(grid.x(column) + half)));
                int changed = 0;
                int cells = 0;
                for (int r = firstRow; r < lastRow; r++) {
                    for (int c = firstColumn; c < lastColumn; c++) {
                        int index = canvas.index(c, r);
                        changed += before[index] != canvas.cover(index).code() ? 1 : 0;
                        cells++;
                    }
                }
                labels[row * grid.width() + column] = (byte) (cells > 0 && 2 * changed >= cells ? 1 : 0);
            }
        }
        return new ChangeMask(grid, labels);
    }
}
