package org.palimpsest.raster;

/** How four pixels become one in an overview; nodata takes part only where all four are nodata. */
public enum Downsampling {
    /** No overviews are written. */
    NONE,
    /** The first of the four, as it is. */
    NEAREST,
    /** The most frequent value; of equally frequent ones the largest, so that a thin line of change stays visible. */
    MODE,
    /** The mean. */
    AVERAGE;

    /**
     * The value of an overview pixel.
     *
     * @param values the valid values of the (up to) four pixels, in row order
     * @param count how many of them there are, at least 1
     */
    double reduce(double[] values, int count) {
        return switch (this) {
            case NONE, NEAREST -> values[0];
            case AVERAGE -> {
                double sum = 0;
                for (int i = 0; i < count; i++) {
                    sum += values[i];
                }
                yield sum / count;
            }
            case MODE -> mode(values, count);
        };
    }

    private static double mode(double[] values, int count) {
        double best = values[0];
        int bestVotes = 0;
        for (int i = 0; i < count; i++) {
            int votes = 0;
            for (int j = 0; j < count; j++) {
                if (values[j] == values[i]) {
                    votes++;
                }
            }
            if (votes > bestVotes || (votes == bestVotes && values[i] > best)) {
                best = values[i];
                bestVotes = votes;
            }
        }
        return best;
    }
}
