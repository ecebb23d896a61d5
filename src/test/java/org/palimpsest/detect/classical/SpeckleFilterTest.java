package org.palimpsest.detect.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpeckleFilterTest {
    private static final int SIDE = 64;
    private static final List<String> FILTERS = List.of("lee", "refined-lee", "frost");

    private static boolean[] all(int pixels) {
        boolean[] valid = new boolean[pixels];
        Arrays.fill(valid, true);
        return valid;
    }

    /** Ground of 10 on the left and 100 on the right under speckle of 4 looks. */
    private static float[] twoFields() {
        Random random = new Random(2);
        float[] picture = new float[SIDE * SIDE];
        for (int pixel = 0; pixel < picture.length; pixel++) {
            double speckle = 0;
            for (int look = 0; look < 4; look++) {
                speckle -= Math.log(1 - random.nextDouble()) / 4;
            }
            picture[pixel] = (float) ((pixel % SIDE < SIDE / 2 ? 10 : 100) * speckle);
        }
        return picture;
    }

    private static double[] meanAndDeviation(float[] picture, int firstColumn, int columns) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int row = 8; row < SIDE - 8; row++) {
            for (int column = firstColumn; column < firstColumn + columns; column++) {
                double value = picture[row * SIDE + column];
                sum += value;
                squares += value * value;
                count++;
            }
        }
        double mean = sum / count;
        return new double[] {mean, Math.sqrt(squares / count - mean * mean)};
    }

    @Test
    void lee_followsItsFormula() {
        float[] values = {1, 2, 3, 4, 15, 6, 7, 8, 9};
        // Mean 55 / 9, variance 485 / 9 - (55 / 9)^2 = 16.5432; at 4 looks the ground's variance is
        // (16.5432 + 37.3457) / 1.25 - 37.3457 = 5.7654, so the middle keeps 0.348507 of its distance from the mean.
        float middle = new LeeFilter(1, 1, 4).of(values, all(9), 3)[4];
        assertEquals(55 / 9.0 + 0.348507 * (15 - 55 / 9.0), middle, 1e-4);
    }

    @Test
    void frost_followsItsFormula_onThreePixels() {
        // Mean 2, variance 2 / 3: variation 1 / 6, so neighbours weigh exp(-2 / 6).
        double weight = Math.exp(-1 / 3.0);
        float[] filtered = new FrostFilter(1, GroundPixel.SQUARE).of(new float[] {1, 2, 3}, all(3), 3);
        assertEquals(2, filtered[1], 1e-6);
        // The first sees 1 and 2: mean 1.5, variance 0.25, variation 1 / 9.
        double first = Math.exp(-2 / 9.0);
        assertEquals((1 + 2 * first) / (1 + first), filtered[0], 1e-6);
        assertTrue(weight < first);
    }

    @Test
    void everyFilter_tamesSpeckle_andKeepsTheLevel() {
        float[] picture = twoFields();
        double[] before = meanAndDeviation(picture, 8, 16);
        for (String name : FILTERS) {
            double[] after = meanAndDeviation(
                    SpeckleFilter.named(name, 7, 4, GroundPixel.SQUARE).of(picture, all(SIDE * SIDE), SIDE), 8, 16);
            assertEquals(before[0], after[0], 0.05 * before[0], name);
            assertTrue(after[1] < 0.5 * before[1], name + " leaves " + after[1] + " of " + before[1]);
        }
    }

    @Test
    void refinedLee_keepsTheLevelBesideAnEdge() {
        float[] filtered = new RefinedLeeFilter(4, GroundPixel.SQUARE).of(twoFields(), all(SIDE * SIDE), SIDE);
        assertEquals(10, meanAndDeviation(filtered, SIDE / 2 - 2, 1)[0], 3);
        // An even mean over the square would be 2 * 10 / 7 + 5 * 100 / 7 = 74.
        assertEquals(100, meanAndDeviation(filtered, SIDE / 2 + 1, 1)[0], 15);
    }

    @Test
    void pixelsWithoutData_areNotLookedAt() {
        float[] values = new float[9];
        Arrays.fill(values, 5);
        values[8] = Float.NaN;
        boolean[] valid = all(9);
        valid[8] = false;
        for (String name : FILTERS) {
            float[] filtered =
                    SpeckleFilter.named(name, 3, 4, GroundPixel.SQUARE).of(values, valid, 3);
            assertEquals(5, filtered[4], 1e-6, name);
            assertEquals(0, filtered[8], name);
        }
    }

    @Test
    void none_leavesThePictureAsItIs() {
        float[] values = {1, 2};
        assertSame(values, SpeckleFilter.named("none", 7, 4, GroundPixel.SQUARE).of(values, all(2), 2));
    }
}
