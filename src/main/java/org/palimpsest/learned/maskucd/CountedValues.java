package org.palimpsest.learned.maskucd;

import java.util.Arrays;

/** The values of those pixels of a scene that count. */
final class CountedValues {
    private CountedValues() {}

    /**
     * The values in ascending order.
     *
     * @param counted which pixels count
     */
    static float[] sorted(float[] values, boolean[] counted) {
        float[] sorted = new float[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (counted[i]) {
                sorted[count++] = values[i];
            }
        }
        sorted = Arrays.copyOf(sorted, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
