package org.palimpsest.zoo.maskucd;

import java.util.Arrays;

/** One number for each of many places, of which every so many can be kept. */
final class PlaceList {
    private float[] values = new float[1024];
    private int size;

    void add(float value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(16, 2 * size));
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    float[] toArray() {
        return Arrays.copyOf(values, size);
    }

    /** Keeps at most {@code most} values, evenly spread. */
    void thin(int most) {
        if (size > most) {
            float[] kept = new float[most];
            for (int i = 0; i < most; i++) {
                kept[i] = values[(int) ((long) i * size / most)];
            }
            values = kept;
            size = most;
        }
    }
}
