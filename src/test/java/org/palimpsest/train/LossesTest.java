package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
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
    void diceOverClasses_isTheMeanOfChangeAndNoChange() throws Exception {
        double all = P[0] + P[1] + P[2] + P[3];
        double change = 2 * (P[1] + P[2]) / (all + 2);
        double none = 2 * (1 - P[0] + 1 - P[3]) / (4 - all + 2);
        assertEquals(
                1 - (change + none) / 2,
                loss(Map.of("bce", "0", "dice", "1", "diceOver", "classes"), 1, LOGITS, true),
                1e-6);
    }

    @Test
    void contrastive_drawsUnchangedPixelsTogetherAndChangedOnesApart() throws Exception {
        double unchanged = (square(2 * P[0]) + square(2 * P[3])) / 2;
        double changed = (square(2 - 2 * P[1]) + square(2 - 2 * P[2])) / 2;
        assertEquals((unchanged + changed) / 2, loss(Map.of("bce", "0", "contrastive", "1"), 1, LOGITS, true), 1e-6);
    }

    @Test
    void edge_countsOnlyWithinThreePixelsOfALabelsBorder() throws Exception {
        Shape shape = new Shape(1, 1, 1, 12);
        // Change begins at pixel 6, so pixels 3 to 8 are near its border.
        float[] target = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
        float[] logits = {9, 9, 9, -1, -1, -1, 2, 2, 2, -9, -9, -9};
        double expected = (Math.log1p(Math.exp(-1)) + Math.log1p(Math.exp(-2))) / 2;
        NDArray counted = manager.ones(shape);
        assertEquals(
                0.2 * expected,
                of(Map.of("edge", "0.2"), 1)
                        .edge(manager.create(logits, shape), true, manager.create(target, shape), counted)
                        .getFloat(),
                1e-6);
        assertEquals(
                0,
                of(Map.of(), 1)
                        .edge(manager.create(logits, shape), true, manager.create(target, shape), counted)
                        .getFloat());
    }

    @Test
    void aFixedFocalFactor_lendsItsValueButNoGradient() throws Exception {
        double right = 1 / (1 + Math.exp(-0.5));
        double slope = -(1 - right);
        assertEquals(Math.sqrt(1 - right) * slope, focalGradient("true"), 1e-5);
        // With the factor's own gradient, by the product rule.
        double through = Math.sqrt(1 - right) * slope + 0.5 * right * Math.sqrt(1 - right) * Math.log(right);
        assertEquals(through, focalGradient("false"), 1e-5);
    }

    private double focalGradient(String fixed) throws Exception {
        Shape shape = new Shape(1, 1, 1, 1);
        NDArray logit = manager.create(new float[] {0.5f}, shape);
        logit.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray loss = of(Map.of("bce", "0", "focal", "1", "focalGamma", "0.5", "focalFixed", fixed), 1)
                    .of(logit, true, manager.ones(shape), manager.ones(shape));
            collector.backward(loss);
        }
        return logit.getGradient().getFloat();
    }

    private static double square(double value) {
        return value * value;
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
