package org.palimpsest.detect.classical;

/**
 * Lee's filter on the half of a square, seven pixels wide, that lies on the pixel's own side of the strongest edge, so that
 * edges stay sharp and free of speckle.
 *
 * <p>J.-S. Lee, "Refined filtering of image noise using local statistics", Computer Graphics and Image Processing 15(4), 1981.
 *
 * @param looks number of looks, 1 or more
 * @param shape of a pixel on the ground: the square and the directions are those of the ground
 */
record RefinedLeeFilter(double looks, GroundPixel shape) implements SpeckleFilter {
    /** Lengths on the ground, in pixels of the same area: of half the square, of its small means, and between those. */
    private static final int HALF = 3;

    private static final int HALF_MEAN = 1;
    private static final int BETWEEN_MEANS = 2;
    /** Steps towards the right, the lower right, below and the lower left: across the four kinds of edge. */
    private static final int[][] ACROSS = {{1, 0}, {1, 1}, {0, 1}, {-1, 1}};

    @Override
    public int reach() {
        int outermost = Math.max(
                shape.columns(BETWEEN_MEANS) + shape.columns(HALF_MEAN),
                shape.rows(BETWEEN_MEANS) + shape.rows(HALF_MEAN));
        return Math.max(outermost, Math.max(shape.columns(HALF), shape.rows(HALF)));
    }

    @Override
    public float[] of(float[] values, boolean[] valid, int width) {
        float[] filtered = new float[values.length];
        for (int pixel = 0; pixel < values.length; pixel++) {
            if (valid[pixel]) {
                filtered[pixel] = (float) estimate(values, valid, width, pixel);
            }
        }
        return filtered;
    }

    private double estimate(float[] values, boolean[] valid, int width, int pixel) {
        int column = pixel % width;
        int row = pixel / width;
        int across = shape.columns(BETWEEN_MEANS);
        int down = shape.rows(BETWEEN_MEANS);
        double here = mean(values, valid, width, column, row);
        double steepest = -1;
        int towardsX = 0;
        int towardsY = 0;
        for (int[] step : ACROSS) {
            double ahead = mean(values, valid, width, column + across * step[0], row + down * step[1]);
            double behind = mean(values, valid, width, column - across * step[0], row - down * step[1]);
            // Near borders a side may be unseen; NaN is steeper than nothing.
            if (Math.abs(ahead - behind) > steepest) {
                steepest = Math.abs(ahead - behind);
                int side = Math.abs(ahead - here) < Math.abs(behind - here) ? 1 : -1;
                towardsX = side * step[0];
                towardsY = side * step[1];
            }
        }
        int count = 0;
        double sum = 0;
        double squares = 0;
        int height = values.length / width;
        int rows = shape.rows(HALF);
        int columns = shape.columns(HALF);
        for (int y = Math.max(0, row - rows); y <= Math.min(height - 1, row + rows); y++) {
            for (int x = Math.max(0, column - columns); x <= Math.min(width - 1, column + columns); x++) {
                boolean ownSide = (x - column) * shape.width() * towardsX + (y - row) * shape.height() * towardsY >= 0;
                if (ownSide && valid[y * width + x]) {
                    double value = values[y * width + x];
                    count++;
                    sum += value;
                    squares += value * value;
                }
            }
        }
        return LeeFilter.estimate(values[pixel], count, sum, squares, looks);
    }

    /** The mean of a square three pixels wide; NaN where none of its pixels is valid. */
    private double mean(float[] values, boolean[] valid, int width, int column, int row) {
        int count = 0;
        double sum = 0;
        int height = values.length / width;
        int rows = shape.rows(HALF_MEAN);
        int columns = shape.columns(HALF_MEAN);
        for (int y = Math.max(0, row - rows); y <= Math.min(height - 1, row + rows); y++) {
            for (int x = Math.max(0, column - columns); x <= Math.min(width - 1, column + columns); x++) {
                if (valid[y * width + x]) {
                    count++;
                    sum += values[y * width + x];
                }
            }
        }
        return sum / count;
    }
}
