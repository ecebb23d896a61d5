package org.palimpsest.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.palimpsest.OneTorchThread;
import org.palimpsest.nn.LibTorch;

/** What the statistics of a pair say about change. */
@ExtendWith(OneTorchThread.class)
class PairEvidenceTest {
    private static final int SIDE = 24;
    private static final int PIXELS = SIDE * SIDE;
    private static final double[] BINOMIAL = {1, 4, 6, 4, 1};

    private static float[] noise(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextDouble(-1.7, 1.7));
        }
        return values;
    }

    private static float[] evidence(float[] before, float[] after, int bands) {
        try (NDManager manager = LibTorch.newManager(Device.cpu())) {
            Shape shape = new Shape(1, bands, SIDE, SIDE);
            return PairEvidence.of(manager.create(before, shape), manager.create(after, shape))
                    .toFloatArray();
        }
    }

    /** One band blurred by a 5 x 5 window, edges repeated. */
    private static double[] softened(float[] band) {
        double[] soft = new double[PIXELS];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                for (int j = -2; j <= 2; j++) {
                    for (int i = -2; i <= 2; i++) {
                        int row = Math.min(SIDE - 1, Math.max(0, y + j));
                        int column = Math.min(SIDE - 1, Math.max(0, x + i));
                        soft[y * SIDE + x] += BINOMIAL[j + 2] * BINOMIAL[i + 2] / 256 * band[row * SIDE + column];
                    }
                }
            }
        }
        return soft;
    }

    private static double covariance(double[] x, double[] y) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < PIXELS; i++) {
            meanX += x[i] / PIXELS;
            meanY += y[i] / PIXELS;
        }
        double sum = 0;
        for (int i = 0; i < PIXELS; i++) {
            sum += (x[i] - meanX) * (y[i] - meanY) / PIXELS;
        }
        return sum;
    }

    @Test
    void ofOneBand_itIsTheDistance_andTheResidualsOfBothRegressions() {
        float[] before = noise(1, PIXELS);
        float[] after = noise(2, PIXELS);
        for (int i = 0; i < PIXELS; i++) {
            after[i] = 0.5f * after[i] + before[i];
        }
        double[] x = softened(before);
        double[] y = softened(after);
        double ridge = 1e-3;
        double a = covariance(x, x) + ridge;
        double b = covariance(y, y) + ridge;
        double c = covariance(x, y);
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < PIXELS; i++) {
            meanX += x[i] / PIXELS;
            meanY += y[i] / PIXELS;
        }
        float[] found = evidence(before, after, 1);
        for (int i = 0; i < PIXELS; i++) {
            assertEquals(Math.log1p(Math.abs(y[i] - x[i])), found[i], 1e-5);
            double u = x[i] - meanX;
            double v = y[i] - meanY;
            double forwards = (v - c / a * u) * (v - c / a * u) / (b - c * c / a);
            double backwards = (u - c / b * v) * (u - c / b * v) / (a - c * c / b);
            assertEquals(Math.log1p(Math.sqrt((forwards + backwards) / 2)), found[PIXELS + i], 1e-4);
        }
    }

    @Test
    void aLinearMixOfTheColours_isNoChange_andAPatchThatDoesNotFollowItIs() {
        float[] before = noise(3, 3 * PIXELS);
        float[] after = new float[3 * PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            float red = before[i];
            float green = before[PIXELS + i];
            float blue = before[2 * PIXELS + i];
            after[i] = 0.2f * red + 0.9f * green;
            after[PIXELS + i] = 0.7f * green - 0.6f * blue;
            after[2 * PIXELS + i] = 0.8f * red + 0.5f * blue;
        }
        int middle = SIDE / 2 * SIDE + SIDE / 2;
        for (int row = -2; row <= 2; row++) {
            for (int column = -2; column <= 2; column++) {
                after[middle + row * SIDE + column] += 2;
            }
        }
        float[] found = evidence(before, after, 3);
        int corner = 2 * SIDE + 2;
        assertTrue(found[PIXELS + middle] > 1.5, "changed: " + found[PIXELS + middle]);
        assertTrue(found[PIXELS + corner] < 0.6, "unchanged: " + found[PIXELS + corner]);
        // Without the change in the statistics it stands out more.
        assertTrue(found[2 * PIXELS + middle] > found[PIXELS + middle] + 0.5, "changed: " + found[2 * PIXELS + middle]);
    }

    @Test
    void flatImages_haveNone() {
        for (float value : evidence(new float[3 * PIXELS], new float[3 * PIXELS], 3)) {
            assertEquals(0, value);
        }
    }

    @Test
    void aNetworkLooksAtIt() {
        try (Network network = new FcSiamDiff(3, 2, true, true)) {
            network.initialise(Device.cpu(), 7);
            try (NDManager manager = network.manager().newSubManager()) {
                // An odd size, so that the halves of skips and evidence have to agree.
                Shape shape = new Shape(2, 3, 37, 50);
                NDArray before = manager.create(noise(4, 2 * 3 * 37 * 50), shape);
                NDArray after = manager.create(noise(5, 2 * 3 * 37 * 50), shape);
                assertEquals(
                        new Shape(2, 2, 37, 50),
                        network.apply(before, after).get(0).getShape());
            }
        }
        assertThrows(IllegalArgumentException.class, () -> new FcSiamDiff(3, 2, false, true));
    }
}
