package org.palimpsest.detect.classical;

/**
 * Draws each pixel towards the mean of its square, all the way where the square's variance is that of speckle alone.
 *
 * <p>J.-S. Lee, "Digital image enhancement and noise filtering by use of local statistics", IEEE Transactions on Pattern
 * Analysis and Machine Intelligence 2(2), 1980, with multiplicative noise.
 *
 * @param columns that are looked at on each side of a pixel
 * @param rows that are looked at above and below it
 * @param looks number of looks, 1 or more
 */
record LeeFilter(int columns, int rows, double looks) implements SpeckleFilter {
    @Override
    public int reach() {
        return Math.max(columns, rows);
    }

    @Override
    public float[] of(float[] values, boolean[] valid, int width) {
        float[] filtered = new float[values.length];
        int height = values.length / width;
        for (int pixel = 0; pixel < values.length; pixel++) {
            if (valid[pixel]) {
                int column = pixel % width;
                int row = pixel / width;
                int count = 0;
                double sum = 0;
                double squares = 0;
                for (int y = Math.max(0, row - rows); y <= Math.min(height - 1, row + rows); y++) {
                    for (int x = Math.max(0, column - columns); x <= Math.min(width - 1, column + columns); x++) {
                        int neighbour = y * width + x;
                        if (valid[neighbour]) {
                            count++;
                            sum += values[neighbour];
                            squares += (double) values[neighbour] * values[neighbour];
                        }
                    }
                }
                filtered[pixel] = (float) estimate(values[pixel], count, sum, squares, looks);
            }
        }
        return filtered;
    }

    /** The best linear estimate of the ground's value from a pixel and the moments of its surroundings. */
    static double estimate(double value, int count, double sum, double squares, double looks) {
        double mean = sum / count;
        double variance = Math.max(0, squares / count - mean * mean);
        double speckle = 1 / looks;
        double ground = Math.max(0, (variance + mean * mean) / (1 + speckle) - mean * mean);
        return variance > 0 ? mean + ground / variance * (value - mean) : mean;
    }
}
