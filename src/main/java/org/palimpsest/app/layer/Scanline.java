package org.palimpsest.app.layer;

/**
 * Draws smooth-edged polygons and lines into a small picture, without a window or its thread.
 *
 * <p>A fill sums the exact area that each edge covers in each pixel, with the sign of its direction, and then adds up
 * along rows; an outline measures each pixel's distance to the line. Not safe for use from several threads.
 */
final class Scanline {
    private final int width;
    private final int height;
    private final int[] pixels;
    private final float[] cover;

    Scanline(int width, int height) {
        this.width = width;
        this.height = height;
        pixels = new int[width * height];
        cover = new float[(width + 2) * height];
    }

    /** The picture: ARGB with colours multiplied by alpha. */
    int[] pixels() {
        return pixels;
    }

    /** Fills rings x0, y0, x1, y1, ... of pixel coordinates; overlaps of rings count as outside (even-odd). */
    void fill(double[][] rings, int argb, double opacity) {
        java.util.Arrays.fill(cover, 0);
        for (double[] ring : rings) {
            for (int i = 0, j = ring.length - 2; i + 1 < ring.length; j = i, i += 2) {
                edge(ring[j], ring[j + 1], ring[i], ring[i + 1]);
            }
        }
        for (int row = 0; row < height; row++) {
            double sum = 0;
            for (int column = 0; column < width; column++) {
                sum += cover[row * (width + 2) + column];
                double folded = Math.abs(sum) % 2;
                double share = folded > 1 ? 2 - folded : folded;
                if (share > 0.004) {
                    blend(row * width + column, argb, share * opacity);
                }
            }
        }
    }

    /** Draws a closed ring of pixel coordinates as a line. */
    void outline(double[] ring, int argb, double lineWidth) {
        for (int i = 0, j = ring.length - 2; i + 1 < ring.length; j = i, i += 2) {
            line(ring[j], ring[j + 1], ring[i], ring[i + 1], argb, lineWidth);
        }
    }

    /** Draws a round dot. */
    void dot(double x, double y, double diameter, int argb) {
        line(x, y, x, y, argb, diameter);
    }

    private void line(double x0, double y0, double x1, double y1, int argb, double lineWidth) {
        double reach = lineWidth / 2 + 0.5;
        int top = Math.max(0, (int) Math.floor(Math.min(y0, y1) - reach));
        int bottom = Math.min(height - 1, (int) Math.ceil(Math.max(y0, y1) + reach));
        double dx = x1 - x0;
        double dy = y1 - y0;
        double squared = dx * dx + dy * dy;
        double length = Math.sqrt(squared);
        for (int row = top; row <= bottom; row++) {
            double left = Math.min(x0, x1);
            double right = Math.max(x0, x1);
            if (Math.abs(dy) > 1e-9) {
                // Only the part of the row near the line: a long slanted line would else visit its whole box.
                double middle = x0 + dx * Math.max(0, Math.min(1, (row + 0.5 - y0) / dy));
                double slack = reach * Math.min(length / Math.abs(dy), 1e6) + 1;
                left = Math.max(left, middle - slack);
                right = Math.min(right, middle + slack);
            }
            int first = Math.max(0, (int) Math.floor(left - reach));
            int last = Math.min(width - 1, (int) Math.ceil(right + reach));
            for (int column = first; column <= last; column++) {
                double px = column + 0.5 - x0;
                double py = row + 0.5 - y0;
                double along = squared == 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / squared));
                double distance = Math.hypot(px - along * dx, py - along * dy);
                double share = Math.min(1, reach - distance);
                if (share > 0) {
                    cap(row * width + column, argb, share);
                }
            }
        }
    }

    /** Adds the signed area right of an edge, row by row. */
    private void edge(double x0, double y0, double x1, double y1) {
        if (y0 == y1) {
            return;
        }
        double direction = y0 < y1 ? 1 : -1;
        double topX = y0 < y1 ? x0 : x1;
        double topY = Math.min(y0, y1);
        double bottomY = Math.max(y0, y1);
        double slope = (x1 - x0) / (y1 - y0);
        int firstRow = Math.max(0, (int) Math.floor(topY));
        int lastRow = Math.min(height - 1, (int) Math.ceil(bottomY) - 1);
        for (int row = firstRow; row <= lastRow; row++) {
            double from = Math.max(topY, row);
            double to = Math.min(bottomY, row + 1.0);
            double startX = topX + (from - topY) * slope;
            double endX = topX + (to - topY) * slope;
            spread(row, Math.min(startX, endX), Math.max(startX, endX), (to - from) * direction);
        }
    }

    /** Shares one row's part of an edge among the columns that it crosses. */
    private void spread(int row, double left, double right, double area) {
        double start = Math.max(0, Math.min(width, left));
        double end = Math.max(0, Math.min(width, right));
        int base = row * (width + 2);
        if (right - left < 1e-9 || end - start < 1e-9) {
            split(base, start, area);
            return;
        }
        double total = right - left;
        if (left < start) {
            split(base, 0, area * (start - left) / total);
        }
        for (int column = (int) start; column < end; column++) {
            double from = Math.max(start, column);
            double to = Math.min(end, column + 1.0);
            split(base, (from + to) / 2, area * (to - from) / total);
        }
        if (right > end) {
            split(base, width, area * (right - end) / total);
        }
    }

    private void split(int base, double x, double area) {
        int column = (int) Math.min(width, Math.floor(x));
        double inside = column + 1 - x;
        cover[base + column] += (float) (area * Math.min(1, inside));
        cover[base + column + 1] += (float) (area * (1 - Math.min(1, inside)));
    }

    /** Lays a colour over a pixel. */
    private void blend(int index, int argb, double opacity) {
        int below = pixels[index];
        double keep = 1 - opacity;
        int alpha = (int) Math.round(255 * opacity + (below >>> 24) * keep);
        int red = (int) Math.round((argb >> 16 & 0xFF) * opacity + (below >> 16 & 0xFF) * keep);
        int green = (int) Math.round((argb >> 8 & 0xFF) * opacity + (below >> 8 & 0xFF) * keep);
        int blue = (int) Math.round((argb & 0xFF) * opacity + (below & 0xFF) * keep);
        pixels[index] = alpha << 24 | red << 16 | green << 8 | blue;
    }

    /** Lays a colour over a pixel so that a line's overlapping pieces do not become darker than the line. */
    private void cap(int index, int argb, double opacity) {
        double present = (pixels[index] >>> 24) / 255.0;
        if (opacity > present) {
            blend(index, argb, present >= 1 ? 0 : (opacity - present) / (1 - present));
        } else if (opacity >= 0.99) {
            blend(index, argb, 1);
        }
    }
}
