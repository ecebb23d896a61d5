package org.palimpsest.learned.maskucd;

import java.util.Arrays;

/**
 * A mask that holds a given part of the scene, known from elsewhere.
 *
 * @param share of the pixels that count, 0 to 1
 */
record ShareRule(double share) implements MaskRule {
    /** Beyond these the mask would be nearly all of the scene, or nothing of it. */
    private static final double LEAST = 0.3;

    private static final double MOST = 6;

    @Override
    public double factor(float[] map, boolean[] counted, MapMoments moments) {
        float[] values = new float[map.length];
        int count = 0;
        for (int i = 0; i < map.length; i++) {
            if (counted[i]) {
                values[count++] = map[i];
            }
        }
        if (count == 0 || !(moments.deviation() > 0)) {
            return MOST;
        }
        Arrays.sort(values, 0, count);
        double threshold = values[Math.min(count - 1, (int) ((1 - share) * count))];
        return Math.min(MOST, Math.max(LEAST, (threshold - moments.mean()) / moments.deviation()));
    }
}
