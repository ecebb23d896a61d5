package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.palimpsest.OneTorchThread;
import org.palimpsest.nn.LibTorch;

/** Queries are matched with the masks that they fit, and the loss is the one worked out by hand. */
@ExtendWith(OneTorchThread.class)
class MaskSetObjectiveTest {
    private static final int SIDE = 8;
    private static final int PIXELS = SIDE * SIDE;
    private static final int POINTS = 2048;

    private final NDManager manager = LibTorch.newManager(Device.cpu());
    private final MaskSetObjective objective = new MaskSetObjective(POINTS);

    @AfterEach
    void close() {
        manager.close();
    }

    /** The left half changed. */
    private static boolean changed(int pixel) {
        return pixel % SIDE < SIDE / 2;
    }

    private NDArray target() {
        float[] target = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            target[i] = changed(i) ? 1 : 0;
        }
        return manager.create(target, new Shape(1, 1, SIDE, SIDE));
    }

    private NDArray labelled() {
        return manager.ones(new Shape(1, 1, SIDE, SIDE));
    }

    /** Three queries: nothing anywhere, the unchanged half, the changed half; as sure as {@code logit} says. */
    private NDArray masks(float logit) {
        float[] masks = new float[3 * PIXELS];
        Arrays.fill(masks, 0, PIXELS, -logit);
        for (int i = 0; i < PIXELS; i++) {
            masks[PIXELS + i] = changed(i) ? -logit : logit;
            masks[2 * PIXELS + i] = changed(i) ? logit : -logit;
        }
        return manager.create(masks, new Shape(1, 3, SIDE, SIDE));
    }

    /** Class logits {@code [1, 3, 3]}: unchanged, changed, no object. */
    private NDArray classes(float... logits) {
        return manager.create(logits, new Shape(1, 3, 3));
    }

    @Test
    void queriesAreMatched_withTheMasksThatTheyFit() {
        NDArray undecided = classes(0, 0, 0, 0, 0, 0, 0, 0, 0);
        MaskTargets targets = MaskTargets.of(target(), labelled());
        assertEquals(2, targets.size());
        assertArrayEquals(new int[] {1, 2}, objective.match(undecided, masks(6), targets));
    }

    @Test
    void ofEqualMasks_theClassDecides() {
        NDArray classes = classes(0, 0, 5, 0, 5, 0, 5, 0, 0);
        NDArray alike = manager.zeros(new Shape(1, 3, SIDE, SIDE));
        assertArrayEquals(new int[] {2, 1}, objective.match(classes, alike, MaskTargets.of(target(), labelled())));
    }

    @Test
    void undecidedQueries_haveTheLossWorkedOutByHand() {
        // Every share is 1/3, so the weighted mean of the class losses is ln 3. Every probability is 1/2: cross-entropy
        // ln 2, and
        // Dice with half of the points inside 1 - (2 * P / 4 + 1) / (P / 2 + P / 2 + 1), a little off because points
        // are drawn.
        NDArray zero = classes(0, 0, 0, 0, 0, 0, 0, 0, 0);
        NDArray loss = objective.loss(
                new NDList(zero, manager.zeros(new Shape(1, 3, SIDE, SIDE))), target(), labelled(), true);
        double dice = 1 - (POINTS / 2.0 + 1) / (POINTS + 1);
        assertEquals(2 * Math.log(3) + 5 * Math.log(2) + 5 * dice, loss.getFloat(), 0.15);
    }

    @Test
    void rightAndSure_isAlmostWithoutLoss_andEarlierPredictionsCountInTraining() {
        NDArray sure = classes(-20, -20, 20, 20, -20, -20, -20, 20, -20);
        NDArray wrong = classes(20, -20, -20, 20, -20, -20, 20, -20, -20);
        NDList outputs = new NDList(sure, masks(20), wrong, masks(-20));
        double result = objective.loss(outputs, target(), labelled(), false).getFloat();
        // Points between the halves, where most are drawn, read a mixed label: something is left.
        assertTrue(result < 10, "loss " + result);
        double both = objective.loss(outputs, target(), labelled(), true).getFloat();
        assertTrue(both > result + 20, "loss " + both);
    }

    @Test
    void whatIsNotLabelled_countsInNothing() {
        NDArray nothing = manager.zeros(new Shape(1, 1, SIDE, SIDE));
        NDList outputs = new NDList(classes(0, 0, 0, 0, 0, 0, 0, 0, 0), masks(1));
        assertEquals(0, objective.loss(outputs, target(), nothing, true).getFloat());

        float[] left = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            left[i] = changed(i) ? 1 : 0;
        }
        NDArray onlyLeft = manager.create(left, new Shape(1, 1, SIDE, SIDE));
        MaskTargets targets = MaskTargets.of(target(), onlyLeft);
        assertEquals(1, targets.size());
        assertEquals(1, targets.kind().get(0));
    }

    @Test
    void theGradient_improvesEveryPart() {
        NDArray classes = classes(0, 0, 0, 0, 0, 0, 0, 0, 0);
        NDArray masks = masks(0.5f);
        classes.setRequiresGradient(true);
        masks.setRequiresGradient(true);
        double before;
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray loss = objective.loss(new NDList(classes, masks), target(), labelled(), true);
            before = loss.getFloat();
            collector.backward(loss);
        }
        NDArray better = masks.sub(masks.getGradient().mul(5));
        NDArray surer = classes.sub(classes.getGradient().mul(2));
        double after = objective
                .loss(new NDList(surer, better), target(), labelled(), true)
                .getFloat();
        assertTrue(after < before - 0.5, before + " to " + after);
        // The query without a mask of the label learns nothing of masks.
        assertEquals(0, masks.getGradient().get("0, 0").abs().sum().getFloat());
    }
}
