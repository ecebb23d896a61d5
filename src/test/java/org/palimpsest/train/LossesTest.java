package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.palimpsest.OneTorchThread;
import org.palimpsest.SharedData;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Settings;
import org.palimpsest.nn.LibTorch;
import org.palimpsest.nn.weights.WeightsFile;

/** Every loss equals its formula worked out by hand, and FusionUNet's the value that its original gave. */
@ExtendWith(OneTorchThread.class)
class LossesTest {
    private static final float[] LOGITS = {0, 2, -1, 3};
    private static final float[] TARGET = {0, 1, 1, 0};
    private static final double[] P = {0.5, 0.8807970779778823, 0.2689414213699951, 0.9525741268224334};

    private final NDManager manager = LibTorch.newManager(Device.cpu());

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void crossEntropy_isTheMeanOverPixels_forLogitsAndForProbabilities() throws Exception {
        double expected = -(Math.log(0.5) + Math.log(P[1]) + Math.log(P[2]) + Math.log(1 - P[3])) / 4;
        assertEquals(expected, loss(Map.of(), 1, LOGITS, true), 1e-6);
        assertEquals(expected, loss(Map.of(), 1, floats(P), false), 1e-6);
    }

    @Test
    void unlabelledPixels_countInNothing() throws Exception {
        double expected = -(Math.log(0.5) + Math.log(P[1])) / 2 + 1 - (2 * P[1] + 1) / (0.5 + P[1] + 1 + 1);
        float[] counted = {1, 1, 0, 0};
        assertEquals(expected, loss(Map.of("dice", "1"), 1, LOGITS, true, counted), 1e-6);
    }

    @Test
    void changePixelsWeighMore_andTheMeanIsWeighted() throws Exception {
        double expected = -(Math.log(0.5) + 3 * Math.log(P[1]) + 3 * Math.log(P[2]) + Math.log(1 - P[3])) / 8;
        assertEquals(expected, loss(Map.of(), 3, LOGITS, true), 1e-6);
    }

    @Test
    void dice_spansTheBatchOrEachImage() throws Exception {
        double batch = 1 - (2 * (P[1] + P[2]) + 1) / (P[0] + P[1] + P[2] + P[3] + 2 + 1);
        double first = (2 * P[1] + 1) / (P[0] + P[1] + 1 + 1);
        double second = (2 * P[2] + 1) / (P[2] + P[3] + 1 + 1);
        assertEquals(batch, loss(Map.of("bce", "0", "dice", "1"), 1, LOGITS, true), 1e-6);
        assertEquals(
                1 - (first + second) / 2,
                loss(Map.of("bce", "0", "dice", "1", "diceOver", "image"), 1, LOGITS, true),
                1e-6);
    }

    @Test
    void focal_makesEasyPixelsCountLess() throws Exception {
        double expected = 0;
        for (int i = 0; i < 4; i++) {
            double right = TARGET[i] == 1 ? P[i] : 1 - P[i];
            expected -= Math.pow(1 - right, 2) * Math.log(right) / 4;
        }
        assertEquals(expected, loss(Map.of("bce", "0", "focal", "1"), 1, LOGITS, true), 1e-6);
    }

    @Test
    void aPerfectConfidentPrediction_costsNothing() throws Exception {
        float[] perfect = {-40, 40, 40, -40};
        assertEquals(0, loss(Map.of("dice", "1", "iou", "1", "focal", "1"), 1, perfect, true), 1e-6);
    }

    @Test
    void combinedIouLoss_equalsTheOriginals() throws Exception {
        try (WeightsFile file = WeightsFile.open(SharedData.get("parity/FusionUNet/io.safetensors"))) {
            NDArray logits = array(file, "mid_scaled_logits");
            NDArray mask = array(file, "mid_mask");
            // Recorded as cross-entropy, IoU loss, combined.
            float[] expected = java.util.Objects.requireNonNull(file.tensors().get("mid_loss_alpha0.7"))
                    .floats();
            assertEquals(
                    expected[2],
                    of(Map.of("bce", "0.7", "iou", "0.3"), 1)
                            .of(logits, true, mask, mask.onesLike())
                            .getFloat(),
                    1e-5);
        }
    }

    private NDArray array(WeightsFile file, String name) throws Exception {
        return manager.create(
                java.util.Objects.requireNonNull(file.tensors().get(name)).floats(), new Shape(1, 1, 64, 64));
    }

    private static Losses of(Map<String, String> settings, double changeWeight) throws BadInputException {
        return new Losses(Settings.of(TrainParameters.all(), settings), changeWeight);
    }

    private double loss(Map<String, String> settings, double weight, float[] change, boolean logits) throws Exception {
        return loss(settings, weight, change, logits, new float[] {1, 1, 1, 1});
    }

    /** Two images of one row of two pixels. */
    private double loss(Map<String, String> settings, double weight, float[] change, boolean logits, float[] counted)
            throws Exception {
        Shape shape = new Shape(2, 1, 1, 2);
        return of(settings, weight)
                .of(
                        manager.create(change, shape),
                        logits,
                        manager.create(TARGET, shape),
                        manager.create(counted, shape))
                .getFloat();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
