package org.palimpsest.raster;

import java.util.Optional;

/**
 * A rectangle of pixels, in columns and rows of some grid.
 *
 * @param x first column; may be negative, where a window reaches over the grid's edge
 * @param y first row; may be negative
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record Window(int x, int y, int width, int height) {
    public Window {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A window must be at least 1 x 1 pixel, but was " + width + " x " + height + ".");
        }
        Math.addExact(x, width);
        Math.addExact(y, height);
    }

    /** The number of pixels, 64-bit because a large scene has more than an int can count. */
    public long pixels() {
        return (long) width * height;
    }

    /** The column after the last one. */
    public int endX() {
        return x + width;
    }

    /** The row after the last one. */
    public int endY() {
        return y + height;
    }

    /** Where a pixel, by its column and row in the grid, stands among this window's pixels, row after row. */
    public int index(int column, int row) {
        return (row - y) * width + column - x;
    }

    /** This window with {@code pixels} more on each of its four sides. */
    public Window grow(int pixels) {
        return new Window(x - pixels, y - pixels, width + 2 * pixels, height + 2 * pixels);
    }

    /** This window moved by whole pixels. */
    public Window translate(int dx, int dy) {
        return new Window(Math.addExact(x, dx), Math.addExact(y, dy), width, height);
    }

    /** The part that both windows share, empty when they share none. */
    public Optional<Window> intersection(Window other) {
        int left = Math.max(x, other.x);
        int top = Math.max(y, other.y);
        int right = Math.min(endX(), other.endX());
        int bottom = Math.min(endY(), other.endY());
        return right > left && bottom > top
                ? Optional.of(new Window(left, top, right - left, bottom - top))
                : Optional.empty();
    }

    /** Tells whether {@code other} lies wholly inside this window. */
    public boolean contains(Window other) {
        return x <= other.x && y <= other.y && endX() >= other.endX() && endY() >= other.endY();
    }

    /** The smallest window that holds both. */
    public Window union(Window other) {
        int left = Math.min(x, other.x);
        int top = Math.min(y, other.y);
        return new Window(left, top, Math.max(endX(), other.endX()) - left, Math.max(endY(), other.endY()) - top);
    }
}
