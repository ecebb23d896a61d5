package org.palimpsest.raster;

import java.util.Optional;

/**
 * Weighs source pixels around a place into one sample.
 *
 * <p>Where the wanted grid is coarser than the source, the kernel is stretched by the same factor, so that every source pixel
 * counts. Immutable and safe from many threads.
 */
final class Kernel {
    private static final double LEAST_OBSERVED_WEIGHT = 0.5;

    private final Resampling resampling;
    private final double columnScale;
    private final double rowScale;
    private final int columnTaps;
    private final int rowTaps;

    /**
     * @param columnScale source pixels per wanted pixel along the source's columns; below 1 counts as 1
     * @param rowScale likewise along its rows
     */
    Kernel(Resampling resampling, double columnScale, double rowScale) {
        this.resampling = resampling;
        this.columnScale = Math.max(1, columnScale);
        this.rowScale = Math.max(1, rowScale);
        this.columnTaps = Math.max(2, taps(resampling.radius(), this.columnScale));
        this.rowTaps = Math.max(2, taps(resampling.radius(), this.rowScale));
    }

    /** The source window that holds every pixel which the given places need; empty where no place is a number. */
    Optional<Window> reach(double[] columns, double[] rows) {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < columns.length; i++) {
            if (Math.abs(columns[i]) < 1e9 && Math.abs(rows[i]) < 1e9) {
                left = Math.min(left, columns[i]);
                right = Math.max(right, columns[i]);
                top = Math.min(top, rows[i]);
                bottom = Math.max(bottom, rows[i]);
            }
        }
        if (left > right) {
            return Optional.empty();
        }
        int x = (int) Math.floor(left) - columnTaps / 2 - 1;
        int y = (int) Math.floor(top) - rowTaps / 2 - 1;
        int endX = (int) Math.floor(right) + columnTaps / 2 + 2;
        int endY = (int) Math.floor(bottom) + rowTaps / 2 + 2;
        return Optional.of(new Window(x, y, endX - x, endY - y));
    }

    /**
     * Fills a part of a block.
     *
     * @param source the source pixels, which hold all that the part needs and the source has
     * @param part the pixels to fill
     * @param columns the place in the source of each pixel of the part
     * @param rows likewise
     */
    void resample(PixelBlock source, Window part, double[] columns, double[] rows, PixelBlock target) {
        Window window = target.window();
        Scratch scratch = new Scratch(columnTaps, rowTaps, source.bands());
        for (int y = 0; y < part.height(); y++) {
            int at = (part.y() + y - window.y()) * window.width() + part.x() - window.x();
            for (int x = 0; x < part.width(); x++) {
                int i = y * part.width() + x;
                if (!isNear(source.window(), columns[i], rows[i])) {
                    continue;
                }
                boolean found = resampling == Resampling.NEAREST
                        ? nearest(source, columns[i], rows[i], scratch)
                        : weigh(source, columns[i], rows[i], scratch);
                if (found) {
                    target.valid()[at + x] = true;
                    for (int band = 0; band < source.bands(); band++) {
                        target.samples(band)[at + x] = (float) scratch.sums[band];
                    }
                }
            }
        }
    }

    private boolean isNear(Window source, double column, double row) {
        return column > source.x() - columnTaps
                && row > source.y() - rowTaps
                && column < source.endX() + columnTaps
                && row < source.endY() + rowTaps;
    }

    private static boolean nearest(PixelBlock source, double column, double row, Scratch scratch) {
        int x = (int) Math.floor(column) - source.window().x();
        int y = (int) Math.floor(row) - source.window().y();
        if (x < 0 || y < 0 || x >= source.width() || y >= source.height()) {
            return false;
        }
        int i = y * source.width() + x;
        for (int band = 0; band < source.bands(); band++) {
            scratch.sums[band] = source.samples(band)[i];
        }
        return source.valid()[i];
    }

    private boolean weigh(PixelBlock source, double column, double row, Scratch scratch) {
        if (resampling == Resampling.BILINEAR
                && columnScale == 1
                && rowScale == 1
                && betweenFour(source, column, row, scratch.sums)) {
            return true;
        }
        Observed observed = sum(source, column, row, resampling, scratch);
        if (observed != Observed.ALL && resampling == Resampling.CUBIC) {
            observed = sum(source, column, row, Resampling.BILINEAR, scratch);
        }
        return observed != Observed.TOO_LITTLE;
    }

    /** Bilinear without stretch among four pixels that are all there and observed: by far the most frequent case. */
    private static boolean betweenFour(PixelBlock source, double column, double row, double[] sums) {
        int x0 = (int) Math.floor(column - 0.5);
        int y0 = (int) Math.floor(row - 0.5);
        int x = x0 - source.window().x();
        int y = y0 - source.window().y();
        int width = source.width();
        if (x < 0 || y < 0 || x + 1 >= width || y + 1 >= source.height()) {
            return false;
        }
        int above = y * width + x;
        int below = above + width;
        boolean[] valid = source.valid();
        if (!(valid[above] && valid[above + 1] && valid[below] && valid[below + 1])) {
            return false;
        }
        double right = column - 0.5 - x0;
        double low = row - 0.5 - y0;
        for (int band = 0; band < sums.length; band++) {
            float[] samples = source.samples(band);
            double top = samples[above] + right * (samples[above + 1] - (double) samples[above]);
            double bottom = samples[below] + right * (samples[below + 1] - (double) samples[below]);
            sums[band] = top + low * (bottom - top);
        }
        return true;
    }

    private Observed sum(PixelBlock source, double column, double row, Resampling shape, Scratch scratch) {
        int columnCount = taps(shape.radius(), columnScale);
        int rowCount = taps(shape.radius(), rowScale);
        int x0 = first(column, shape.radius(), columnScale);
        int y0 = first(row, shape.radius(), rowScale);
        // Places stay counted from the source's own origin: taking the window's off first would round differently per
        // window.
        fillWeights(shape, column, columnScale, x0, columnCount, scratch.columnWeights);
        fillWeights(shape, row, rowScale, y0, rowCount, scratch.rowWeights);
        if (sumAllObserved(source, x0, y0, columnCount, rowCount, scratch)) {
            return Observed.ALL;
        }
        return sumObserved(source, x0, y0, columnCount, rowCount, scratch);
    }

    /** The common case, and a fast one: every source pixel that has a weight is there and was observed. */
    private static boolean sumAllObserved(
            PixelBlock source, int x0, int y0, int columnCount, int rowCount, Scratch scratch) {
        int x = x0 - source.window().x();
        int y = y0 - source.window().y();
        int width = source.width();
        if (x < 0 || y < 0 || x + columnCount > width || y + rowCount > source.height()) {
            return false;
        }
        boolean[] valid = source.valid();
        double rowTotal = 0;
        for (int j = 0; j < rowCount; j++) {
            rowTotal += scratch.rowWeights[j];
            int at = (y + j) * width + x;
            for (int k = 0; k < columnCount; k++) {
                if (!valid[at + k]) {
                    return false;
                }
            }
        }
        double columnTotal = 0;
        for (int k = 0; k < columnCount; k++) {
            columnTotal += scratch.columnWeights[k];
        }
        double share = 1 / (rowTotal * columnTotal);
        for (int band = 0; band < scratch.sums.length; band++) {
            float[] samples = source.samples(band);
            double sum = 0;
            for (int j = 0; j < rowCount; j++) {
                int at = (y + j) * width + x;
                double line = 0;
                for (int k = 0; k < columnCount; k++) {
                    line += scratch.columnWeights[k] * samples[at + k];
                }
                sum += scratch.rowWeights[j] * line;
            }
            scratch.sums[band] = sum * share;
        }
        return true;
    }

    private static Observed sumObserved(
            PixelBlock source, int x0, int y0, int columnCount, int rowCount, Scratch scratch) {
        double[] sums = scratch.sums;
        java.util.Arrays.fill(sums, 0);
        double observedWeight = 0;
        double totalWeight = 0;
        for (int j = 0; j < rowCount; j++) {
            int y = y0 + j - source.window().y();
            double rowWeight = scratch.rowWeights[j];
            for (int k = 0; k < columnCount; k++) {
                int x = x0 + k - source.window().x();
                double weight = rowWeight * scratch.columnWeights[k];
                totalWeight += weight;
                if (weight == 0 || x < 0 || y < 0 || x >= source.width() || y >= source.height()) {
                    continue;
                }
                int i = y * source.width() + x;
                if (source.valid()[i]) {
                    observedWeight += weight;
                    for (int band = 0; band < sums.length; band++) {
                        sums[band] += weight * source.samples(band)[i];
                    }
                }
            }
        }
        if (observedWeight < LEAST_OBSERVED_WEIGHT * totalWeight) {
            return Observed.TOO_LITTLE;
        }
        for (int band = 0; band < sums.length; band++) {
            sums[band] /= observedWeight;
        }
        return Math.abs(observedWeight - totalWeight) < 1e-12 ? Observed.ALL : Observed.ENOUGH;
    }

    private static int taps(int radius, double scale) {
        return (int) Math.ceil(2 * radius * scale);
    }

    /** The first pixel whose centre lies within the stretched radius of a place. */
    private static int first(double place, int radius, double scale) {
        return (int) Math.ceil(place - 0.5 - radius * scale);
    }

    private static void fillWeights(
            Resampling shape, double place, double scale, int first, int count, double[] weights) {
        for (int i = 0; i < count; i++) {
            weights[i] = shape.weight((first + i + 0.5 - place) / scale);
        }
    }

    /** How much of the kernel's weight fell on observed pixels. */
    private enum Observed {
        ALL,
        ENOUGH,
        TOO_LITTLE
    }

    /** Arrays that are used again for every pixel. */
    private static final class Scratch {
        private final double[] columnWeights;
        private final double[] rowWeights;
        private final double[] sums;

        Scratch(int columnTaps, int rowTaps, int bands) {
            columnWeights = new double[columnTaps];
            rowWeights = new double[rowTaps];
            sums = new double[bands];
        }
    }
}
