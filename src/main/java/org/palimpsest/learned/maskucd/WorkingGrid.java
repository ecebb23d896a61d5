package org.palimpsest.learned.maskucd;

import org.palimpsest.raster.Window;

/**
 * The pixels at which a pair is looked at: those of its extent, or fewer and larger ones.
 *
 * @param extent of the pair, in pixels of its grid
 * @param width in working pixels
 * @param height in working pixels
 */
record WorkingGrid(Window extent, int width, int height) {
    /**
     * A grid of about {@code scale} times the extent's pixels along each side.
     *
     * @param scale over 0 and at most 1
     */
    static WorkingGrid of(Window extent, double scale) {
        if (!(scale > 0 && scale <= 1)) {
            throw new IllegalArgumentException("A scale must be over 0 and at most 1, but was " + scale + ".");
        }
        return new WorkingGrid(extent, (int) Math.max(1, Math.round(extent.width() * scale)), (int)
                Math.max(1, Math.round(extent.height() * scale)));
    }

    boolean isFull() {
        return width == extent.width() && height == extent.height();
    }

    /** How many working pixels there are. */
    long pixels() {
        return (long) width * height;
    }

    /** In which working column the middle of a column of the pair's grid lies. */
    int columnOf(int column) {
        return Math.min(width - 1, (int) ((column - extent.x() + 0.5) * columnScale()));
    }

    /** In which working row the middle of a row of the pair's grid lies. */
    int rowOf(int row) {
        return Math.min(height - 1, (int) ((row - extent.y() + 0.5) * rowScale()));
    }

    /** Working columns for each of the extent's. */
    double columnScale() {
        return width / (double) extent.width();
    }

    double rowScale() {
        return height / (double) extent.height();
    }

    /**
     * A map of the working pixels at the middle of a pixel of the extent, between the four nearest.
     *
     * @param column of the pair's grid, and {@code row}
     */
    float at(float[] map, int column, int row) {
        if (isFull()) {
            int x = Math.min(width - 1, Math.max(0, column - extent.x()));
            int y = Math.min(height - 1, Math.max(0, row - extent.y()));
            return map[y * width + x];
        }
        double x = Math.min(width - 1.0, Math.max(0, (column - extent.x() + 0.5) * columnScale() - 0.5));
        double y = Math.min(height - 1.0, Math.max(0, (row - extent.y() + 0.5) * rowScale() - 0.5));
        int left = (int) x;
        int top = (int) y;
        int right = Math.min(width - 1, left + 1);
        int bottom = Math.min(height - 1, top + 1);
        double across = x - left;
        double down = y - top;
        double upper = map[top * width + left] * (1 - across) + map[top * width + right] * across;
        double lower = map[bottom * width + left] * (1 - across) + map[bottom * width + right] * across;
        return (float) (upper * (1 - down) + lower * down);
    }
}
