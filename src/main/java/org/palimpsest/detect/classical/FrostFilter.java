package org.palimpsest.detect.classical;

/**
 * A mean whose weights fall with distance, the faster the more the surroundings vary: wide on even ground, narrow at edges.
 *
 * <p>V. S. Frost, J. A. Stiles, K. S. Shanmugan, J. C. Holtzman, "A model for radar images and its application to adaptive
 * digital filtering of multiplicative noise", IEEE Transactions on Pattern Analysis and Machine Intelligence 4(2), 1982.
 *
 * @param half half of the square's side on the ground, rounded down, in pixels of the same area
 * @param shape of a pixel on the ground
 */
record FrostFilter(int half, GroundPixel shape) implements SpeckleFilter {
    private static final double DAMPING = 2;

    @Override
    public int reach() {
        return Math.max(shape.columns(half), shape.rows(half));
    }

    @Override
    public float[] of(float[] values, boolean[] valid, int width) {
        float[] filtered = new float[values.length];
        for (int pixel = 0; pixel < values.length; pixel++) {
            if (valid[pixel]) {
                filtered[pixel] = (float) mean(values, valid, width, pixel);
            }
        }
        return filtered;
    }

    private double mean(float[] values, boolean[] valid, int width, int pixel) {
        int column = pixel % width;
        int row = pixel / width;
        int top = Math.max(0, row - shape.rows(half));
        int bottom = Math.min(values.length / width - 1, row + shape.rows(half));
        int left = Math.max(0, column - shape.columns(half));
        int right = Math.min(width - 1, column + shape.columns(half));
        int count = 0;
        double sum = 0;
        double squares = 0;
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                if (valid[y * width + x]) {
                    double value = values[y * width + x];
                    count++;
                    sum += value;
                    squares += value * value;
                }
            }
        }
        double mean = sum / count;
        double variation = mean == 0 ? 0 : Math.max(0, squares / count - mean * mean) / (mean * mean);
        double weighted = 0;
        double weights = 0;
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                if (valid[y * width + x]) {
                    double weight = Math.exp(-DAMPING
                            * variation
                            * Math.hypot((x - column) * shape.width(), (y - row) * shape.height()));
                    weighted += weight * values[y * width + x];
                    weights += weight;
                }
            }
        }
        return weighted / weights;
    }
}
