package org.palimpsest.train;

import java.util.SplittableRandom;
import org.palimpsest.train.dataset.Chip;
import org.palimpsest.train.dataset.Samples;

/**
 * Where a square crop lies in an image: a place, a scale and one of the eight symmetries of a square. An image that is smaller
 * than the crop is mirrored at its edges; what lies outside has no label.
 */
final class CropPlace {
    private final int width;
    private final int height;
    private final int size;
    private final int symmetry;
    private final double step;
    private final double left;
    private final double top;

    private CropPlace(int width, int height, int size, int symmetry, double step, double left, double top) {
        this.width = width;
        this.height = height;
        this.size = size;
        this.symmetry = symmetry;
        this.step = step;
        this.left = left;
        this.top = top;
    }

    /**
     * Draws a place.
     *
     * @param scale how much larger things appear; 1 copies pixels
     */
    static CropPlace draw(Chip chip, int size, double scale, int symmetry, SplittableRandom random) {
        double span = size / scale;
        double left = place(chip.width(), span, random);
        double top = place(chip.height(), span, random);
        return new CropPlace(chip.width(), chip.height(), size, symmetry, 1 / scale, left, top);
    }

    private static double place(int length, double span, SplittableRandom random) {
        double room = length - span;
        double drawn = random.nextDouble();
        // Whole pixels, so that an unscaled crop copies samples.
        return room >= 0 ? Math.floor(drawn * (Math.floor(room) + 1)) : Math.floor(room * drawn);
    }

    private double column(int x, int y) {
        return left + (turnedColumn(x, y) + 0.5) * step - 0.5;
    }

    private double row(int x, int y) {
        return top + (turnedRow(x, y) + 0.5) * step - 0.5;
    }

    private int turnedColumn(int x, int y) {
        int mirrored = (symmetry & 1) == 0 ? x : size - 1 - x;
        return switch (symmetry >> 1) {
            case 1 -> y;
            case 2 -> size - 1 - mirrored;
            case 3 -> size - 1 - y;
            default -> mirrored;
        };
    }

    private int turnedRow(int x, int y) {
        int mirrored = (symmetry & 1) == 0 ? x : size - 1 - x;
        return switch (symmetry >> 1) {
            case 1 -> size - 1 - mirrored;
            case 2 -> size - 1 - y;
            case 3 -> mirrored;
            default -> y;
        };
    }

    /** Index of the image's pixel nearest to a pixel of the crop; -1 outside the image. */
    int nearest(int x, int y) {
        int column = (int) Math.floor(column(x, y) + 0.5);
        int row = (int) Math.floor(row(x, y) + 0.5);
        return column < 0 || row < 0 || column >= width || row >= height ? -1 : row * width + column;
    }

    /** The sample at a pixel of the crop, interpolated linearly where the crop is scaled. */
    float sample(Samples samples, int offset, int x, int y) {
        double column = column(x, y);
        double row = row(x, y);
        int c = (int) Math.floor(column);
        int r = (int) Math.floor(row);
        float u = (float) (column - c);
        float v = (float) (row - r);
        if (u == 0 && v == 0) {
            return at(samples, offset, c, r);
        }
        float upper = at(samples, offset, c, r) * (1 - u) + at(samples, offset, c + 1, r) * u;
        float lower = at(samples, offset, c, r + 1) * (1 - u) + at(samples, offset, c + 1, r + 1) * u;
        return upper * (1 - v) + lower * v;
    }

    private float at(Samples samples, int offset, int column, int row) {
        return samples.get(offset + Mirror.index(row, height) * width + Mirror.index(column, width));
    }
}
