package org.palimpsest.learned.maskucd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.palimpsest.zoo.maskucd.MaskUcd;

class RegressionGuideTest {
    private static final int PIXELS = 100;

    /** Errors rise to the right, so that the last ten pixels are what the regression marks. */
    private static final float[] ERRORS = rising(1);

    private static final float[] MAP = rising(-1);

    @Test
    void atFirst_theMaskIsTwiceAsLargeAsWhatTheRegressionMarks() {
        RegressionGuide guide = new RegressionGuide(ERRORS, 90, all());
        assertEquals(0.2, guide.share(1), 1e-12);
        assertEquals(0.1, guide.share(0), 1e-12);
        assertEquals(0.5, new RegressionGuide(ERRORS, 40, all()).share(1), 1e-12);
    }

    @Test
    void whereTheMapSaysNothing_theMaskIsTheRegressions_andTheOtherWayRound() {
        float[] flat = new float[PIXELS];
        assertArrayEquals(range(80, 100), new RegressionGuide(ERRORS, 90, all()).mask(flat, 20));
        assertArrayEquals(range(0, 10), new RegressionGuide(flat, 1, all()).mask(MAP, 10));
    }

    @Test
    void between_whatIsRareInBothComesFirst() {
        float[] map = new float[PIXELS];
        Arrays.fill(map, 95, 100, 1);
        Arrays.fill(map, 0, 5, 1);
        RegressionGuide guide = new RegressionGuide(ERRORS, 95, all());
        boolean[] mask = guide.mask(map, 5);
        for (int i = 95; i < 100; i++) {
            assertTrue(mask[i], "pixel " + i);
        }
        assertFalse(mask[0]);
    }

    @Test
    void pixelsThatDoNotCount_areInNoMask_andNoShare() {
        boolean[] counted = all();
        Arrays.fill(counted, 90, 100, false);
        RegressionGuide guide = new RegressionGuide(ERRORS, 81, counted);
        assertEquals(0.1, guide.share(0), 1e-12);
        assertArrayEquals(range(72, 90), guide.mask(new float[PIXELS], 18));
    }

    @Test
    void whereNothingCounts_orAllIsAlike_theMaskIsEmpty() {
        boolean[] none = new boolean[PIXELS];
        assertArrayEquals(none, new RegressionGuide(ERRORS, 90, none).mask(MAP, 5));
        float[] flat = new float[PIXELS];
        assertArrayEquals(none, new RegressionGuide(flat, 1, all()).mask(flat, 5));
    }

    @Test
    void aGuideLeadsTheMaskOfATraining() {
        int pixels = 20 * 20;
        SplittableRandom random = new SplittableRandom(1);
        float[] image = new float[pixels];
        float[] errors = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            image[i] = random.nextFloat();
            errors[i] = random.nextFloat();
        }
        boolean[] counted = new boolean[pixels];
        Arrays.fill(counted, true);
        PairImages images = new PairImages(20, 20, 1, image, 1, image.clone(), counted);
        Optional<RegressionGuide> guide = Optional.of(new RegressionGuide(errors, 0.8, counted));
        try (MaskUcd network = PairTraining.network(1, 1, Device.cpu(), 3);
                PairTraining training = new PairTraining(network, MaskRule.fixed(1))) {
            for (int epoch : new int[] {0, 60}) {
                PairTraining.Epoch alone = training.epoch(epoch, images, false);
                PairTraining.Epoch led = training.epoch(epoch, images, guide, false);
                assertArrayEquals(alone.map(), led.map());
                assertTrue(
                        mean(errors, led.mask()) > mean(errors, alone.mask()) + 0.1,
                        mean(errors, led.mask()) + " and " + mean(errors, alone.mask()));
            }
        }
    }

    private static double mean(float[] values, boolean[] where) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (where[i]) {
                sum += values[i];
                count++;
            }
        }
        return sum / count;
    }

    private static float[] rising(int direction) {
        float[] values = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            values[i] = direction * i;
        }
        return values;
    }

    private static boolean[] all() {
        boolean[] all = new boolean[PIXELS];
        Arrays.fill(all, true);
        return all;
    }

    private static boolean[] range(int from, int to) {
        boolean[] range = new boolean[PIXELS];
        Arrays.fill(range, from, to, true);
        return range;
    }
}
