package org.palimpsest.detect.classical;

/**
 * Lee's filter on the half of a 7 x 7 square that lies on the pixel's own side of the strongest edge, so that edges stay sharp
 * and free of speckle.
 *
 * <p>J.-S. Lee, "Refined filtering of image noise using local statistics", Computer Graphics and Image Processing 15(4), 1981.
 *
 * @param looks number of looks, 1 or more
 */
record RefinedLeeFilter(double looks) implements SpeckleFilter {
    private static final int REACH = 3;
    /** Steps towards the right, the lower right, below and the lower left: across the four kinds of edge. */
    private static final int[][] ACROSS = {{1, 0}, {1, 1}, {0, 1}, {-1, 1}};

    @Override
    public int reach() {
        return REACH;
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
        double here = mean(values, valid, width, column, row);
        double steepest = -1;
        int towardsX = 0;
        int towardsY = 0;
        for (int[] step : ACROSS) {
            double ahead = mean(values, valid, width, column + 2 * step[0], row + 2 * step[1]);
            double behind = mean(values, valid, width, column - 2 * step[0], row - 2 * step[1]);
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
        for (int y = Math.max(0, row - REACH); y <= Math.min(height - 1, row + REACH); y++) {
            for (int x = Math.max(0, column - REACH); x <= Math.min(width - 1, column + REACH); x++) {
                boolean ownSide = (x - column) * towardsX + (y - row) * towardsY >= 0;
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

    /** The mean of 3 x 3 pixels; NaN where none of them is valid. */
    private static double mean(float[] values, boolean[] valid, int width, int column, int row) {
        int count = 0;
        double sum = 0;
        int height = values.length / width;
        for (int y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
            for (int x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
                if (valid[y * width + x]) {
                    count++;
                    sum += values[y * width + x];
                }
            }
        }
        return sum / count;
    }
}
