package org.palimpsest.learned.maskucd;

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
        float[] sorted = CountedValues.sorted(map, counted);
        int count = sorted.length;
        if (count == 0 || !(moments.deviation() > 0)) {
            return MOST;
        }
        double threshold = sorted[Math.min(count - 1, (int) ((1 - share) * count))];
        return Math.min(MOST, Math.max(LEAST, (threshold - moments.mean()) / moments.deviation()));
    }
}
