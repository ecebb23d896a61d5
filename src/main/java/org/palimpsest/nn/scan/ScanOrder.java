package org.palimpsest.nn.scan;

import java.util.stream.IntStream;

/**
 * An order in which a scan visits every pixel of an image once.
 *
 * <p>Pixels are numbered row by row. Diagonals wrap around at the image's sides, so that each is one pixel a row.
 */
public enum ScanOrder {
    /** Row by row, from the left. */
    ROWS,
    /** Column by column, from the top. */
    COLUMNS,
    ROWS_BACKWARDS,
    COLUMNS_BACKWARDS,
    /** Down and to the right; the diagonals in the order of their first pixels in the top row. */
    DIAGONALS,
    /** Down and to the left. */
    ANTIDIAGONALS,
    DIAGONALS_BACKWARDS,
    ANTIDIAGONALS_BACKWARDS;

    /** The pixels' numbers in the order of the visit. */
    public int[] pixels(int height, int width) {
        int all = Math.multiplyExact(height, width);
        return switch (this) {
            case ROWS -> IntStream.range(0, all).toArray();
            case COLUMNS ->
                IntStream.range(0, all)
                        .map(i -> i % height * width + i / height)
                        .toArray();
            case DIAGONALS ->
                IntStream.range(0, all)
                        .map(i -> i % height * width + (i % height + i / height) % width)
                        .toArray();
            case ANTIDIAGONALS ->
                IntStream.range(0, all)
                        .map(i -> i % height * width + Math.floorMod(i / height - i % height, width))
                        .toArray();
            case ROWS_BACKWARDS -> reversed(ROWS.pixels(height, width));
            case COLUMNS_BACKWARDS -> reversed(COLUMNS.pixels(height, width));
            case DIAGONALS_BACKWARDS -> reversed(DIAGONALS.pixels(height, width));
            case ANTIDIAGONALS_BACKWARDS -> reversed(ANTIDIAGONALS.pixels(height, width));
        };
    }

    private static int[] reversed(int[] order) {
        return IntStream.range(0, order.length)
                .map(i -> order[order.length - 1 - i])
                .toArray();
    }
}
