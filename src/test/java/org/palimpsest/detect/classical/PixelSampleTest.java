package org.palimpsest.detect.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PixelSampleTest {
    private static final int SIDE = 300;

    private static PixelSample gather(int most, boolean backwards) {
        PixelSample sample = new PixelSample(1, most);
        for (int i = 0; i < SIDE; i++) {
            int y = backwards ? SIDE - 1 - i : i;
            float[] row = new float[SIDE];
            int[] draws = new int[SIDE];
            for (int x = 0; x < SIDE; x++) {
                row[x] = y * SIDE + x;
                draws[x] = PixelSample.draw(9, x, y);
            }
            sample.add(new float[][] {row}, draws);
        }
        return sample;
    }

    private static float[] kept(PixelSample sample) {
        float[] kept = Arrays.copyOf(sample.samples()[0], sample.size());
        Arrays.sort(kept);
        return kept;
    }

    @Test
    void aLargeScene_keepsBetweenHalfAndAllOfTheRoom() {
        PixelSample sample = gather(20_000, false);
        assertTrue(sample.size() > 10_000 - 500 && sample.size() <= 20_000, "kept " + sample.size());
        assertFalse(sample.isEverything());
    }

    @Test
    void theOrderOfGathering_doesNotMatter() {
        assertArrayEquals(kept(gather(20_000, false)), kept(gather(20_000, true)));
    }

    @Test
    void aSmallScene_isKeptWhole() {
        PixelSample sample = gather(100_000, false);
        assertEquals(SIDE * SIDE, sample.size());
        assertTrue(sample.isEverything());
    }

    @Test
    void theSample_isSpreadEvenlyOverTheScene() {
        float[] kept = kept(gather(20_000, false));
        int upperHalf = 0;
        int oddColumns = 0;
        for (float pixel : kept) {
            upperHalf += pixel < SIDE * SIDE / 2 ? 1 : 0;
            oddColumns += (int) pixel % 2;
        }
        assertEquals(0.5, upperHalf / (double) kept.length, 0.02);
        assertEquals(0.5, oddColumns / (double) kept.length, 0.02);
    }
}
