package org.palimpsest.train;

import org.palimpsest.learned.Normalisation;
import org.palimpsest.train.dataset.Chip;

/** The arrays of one batch, filled by the loader and read by the trainer; C order {@code [pairs, bands, size, size]}. */
final class TrainBatch {
    private final int pairs;
    private final int bands;
    private final int size;
    private final Normalisation normalisation;
    private final float[] before;
    private final float[] after;
    private final float[] target;
    private final float[] counted;

    TrainBatch(int pairs, int bands, int size, Normalisation normalisation) {
        this.pairs = pairs;
        this.bands = bands;
        this.size = size;
        this.normalisation = normalisation;
        before = new float[pairs * bands * size * size];
        after = new float[before.length];
        target = new float[pairs * size * size];
        counted = new float[target.length];
    }

    /** Stores both dates of a pair, normalised. */
    void put(int place, float[] first, float[] second) {
        int pixels = size * size;
        for (int band = 0; band < bands; band++) {
            for (int i = 0; i < pixels; i++) {
                int at = band * pixels + i;
                before[place * bands * pixels + at] = normalisation.apply(band, first[at]);
                after[place * bands * pixels + at] = normalisation.apply(band, second[at]);
            }
        }
    }

    void putLabel(int place, int pixel, byte label) {
        target[place * size * size + pixel] = label == Chip.CHANGE ? 1 : 0;
        counted[place * size * size + pixel] = label == Chip.IGNORED ? 0 : 1;
    }

    int pairs() {
        return pairs;
    }

    int bands() {
        return bands;
    }

    int size() {
        return size;
    }

    float[] before() {
        return before;
    }

    float[] after() {
        return after;
    }

    /** 1 for change, {@code [pairs, 1, size, size]}. */
    float[] target() {
        return target;
    }

    /** 1 where there is a label, likewise. */
    float[] counted() {
        return counted;
    }
}
