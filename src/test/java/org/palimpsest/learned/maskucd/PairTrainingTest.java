package org.palimpsest.learned.maskucd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.palimpsest.OneTorchThread;
import org.palimpsest.zoo.maskucd.MaskUcd;

/** Losses and first steps equal the recorded ones; nodata and empty masks leave every number finite. */
@ExtendWith(OneTorchThread.class)
class PairTrainingTest {
    @Test
    void lossesAreThoseOfTheFixture() throws Exception {
        float[] rows = Fixture.array("mid_losses");
        try (MaskUcd network = Fixture.network();
                PairTraining training = new PairTraining(network, MaskRule.fixed(2))) {
            for (int row = 0; row < 3; row++) {
                float[] wanted = Arrays.copyOfRange(rows, row * 10, row * 10 + 10);
                EpochRecord found =
                        training.epoch((int) wanted[0], Fixture.images(), false).record();
                assertEquals(wanted[1], found.alpha(), 1e-6);
                assertEquals(wanted[2], found.maskPixels());
                assertEquals(wanted[3], found.reconstruction1(), 1e-5);
                assertEquals(wanted[4], found.reconstruction2(), 1e-5);
                assertEquals(wanted[5], found.cross(), 1e-5);
                assertEquals(wanted[6], found.align(), 1e-5);
                assertEquals(wanted[7], found.unchanged(), 1e-5);
                assertEquals(wanted[8], found.feature(), 1e-5);
                assertEquals(wanted[9], found.total(), 2e-5);
            }
        }
    }

    @Test
    void tenStepsFollowTheFixture_exactAtFirst() throws Exception {
        float[] rows = Fixture.array("mid_train_trace_exact_adjoint");
        try (MaskUcd network = Fixture.network();
                PairTraining training = new PairTraining(network, MaskRule.fixed(2))) {
            for (int step = 0; step < 10; step++) {
                EpochRecord found = training.epoch(step, Fixture.images(), true).record();
                double loss = rows[4 * step + 1];
                double norm = rows[4 * step + 2];
                // The mask is a hard threshold: rounding grows from step to step.
                double bound = step == 0 ? 1e-5 : step < 3 ? 1e-3 : 0.05;
                assertEquals(loss, found.total(), bound * loss, "loss of step " + step);
                if (step < 3) {
                    assertEquals(norm, found.gradientNorm(), (step == 0 ? 1e-4 : 5e-3) * norm, "gradient of " + step);
                    assertEquals(rows[4 * step + 3], found.maskPixels(), 2, "mask of step " + step);
                }
            }
        }
    }

    @Test
    void pixelsThatWereNotObserved_changeNothing() {
        boolean[] counted = new boolean[20 * 24];
        Arrays.fill(counted, true);
        for (int i = 0; i < 5 * 24; i++) {
            counted[i] = false;
        }
        EpochRecord usual = epoch(image(1, 20 * 24), counted);
        assertTrue(usual.maskPixels() > 0 && usual.maskPixels() <= 15 * 24, usual::toString);
        assertTrue(Double.isFinite(usual.total()) && usual.gradientNorm() > 0, usual::toString);
    }

    @Test
    void constantImages_giveFiniteNumbersAndAnEmptyMask() {
        boolean[] counted = new boolean[20 * 24];
        Arrays.fill(counted, true);
        EpochRecord found = epoch(new float[20 * 24], counted);
        assertTrue(Double.isFinite(found.total()) && Double.isFinite(found.gradientNorm()), found::toString);
    }

    private static EpochRecord epoch(float[] image, boolean[] counted) {
        PairImages images = new PairImages(20, 24, 1, image, 1, image.clone(), counted);
        try (MaskUcd network = PairTraining.network(1, 1, Device.cpu(), 3);
                PairTraining training = new PairTraining(network, MaskRule.fixed(2))) {
            training.epoch(60, images, true);
            EpochRecord second = training.epoch(61, images, true).record();
            network.state().forEach((name, parameter) -> {
                for (float value : parameter.array().toFloatArray()) {
                    assertFalse(Float.isNaN(value), name);
                }
            });
            return second;
        }
    }

    private static float[] image(long seed, int pixels) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] image = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            image[i] = (float) random.nextDouble();
        }
        return image;
    }
}
