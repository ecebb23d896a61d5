package org.palimpsest.learned.maskucd;

/**
 * Mean and spread of a map over the pixels that count.
 *
 * @param deviation the standard deviation of the sample
 */
record MapMoments(long count, double mean, double deviation) {
    static MapMoments of(float[] map, boolean[] counted) {
        long count = 0;
        double sum = 0;
        for (int i = 0; i < map.length; i++) {
            if (counted[i]) {
                sum += map[i];
                count++;
            }
        }
        double mean = count == 0 ? 0 : sum / count;
        double squares = 0;
        for (int i = 0; i < map.length; i++) {
            if (counted[i]) {
                squares += (map[i] - mean) * (map[i] - mean);
            }
        }
        return new MapMoments(count, mean, count < 2 ? 0 : Math.sqrt(squares / (count - 1)));
    }

    /** The value that lies {@code factor} standard deviations above the mean. */
    double threshold(double factor) {
        return mean + factor * deviation;
    }
}
