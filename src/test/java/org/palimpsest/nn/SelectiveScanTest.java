package org.palimpsest.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The recurrence of state-space models by hand, in one pass and in rounds, and its gradient. */
class SelectiveScanTest {
    @Test
    void states_areThoseOfTheRecurrence() {
        try (NDManager manager = LibTorch.newManager(Device.cpu())) {
            NDArray decay = manager.create(new float[] {9, 0.5f, 0.5f, 9, 2, 1}, new Shape(2, 3));
            NDArray input = manager.create(new float[] {1, 2, 3, 1, 1, -3}, new Shape(2, 3));
            float[] byHand = {1, 2.5f, 4.25f, 1, 3, 0};
            assertArrayEquals(byHand, SelectiveScan.pass(decay, input).toFloatArray());
            assertArrayEquals(byHand, SelectiveScan.rounds(decay, input).toFloatArray(), 1e-6f);
        }
    }

    @Test
    void rounds_equalOnePass_whateverTheNumberOfSteps() {
        try (NDManager manager = LibTorch.newManager(Device.cpu())) {
            for (int steps : new int[] {1, 2, 31, 64, 100}) {
                NDArray decay = random(manager, steps, steps, 0.2, 0.99);
                NDArray input = random(manager, steps + 1, steps, -1, 1);
                assertArrayEquals(
                        SelectiveScan.pass(decay, input).toFloatArray(),
                        SelectiveScan.rounds(decay, input).toFloatArray(),
                        1e-5f);
            }
        }
    }

    @Test
    void gradient_isThatOfFiniteDifferences() {
        int steps = 9;
        try (NDManager manager = LibTorch.newManager(Device.cpu())) {
            NDArray decay = random(manager, 1, steps, 0.2, 0.9);
            NDArray input = random(manager, 2, steps, -1, 1);
            NDArray weight = random(manager, 3, steps, -1, 1);
            decay.setRequiresGradient(true);
            input.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                collector.backward(
                        SelectiveScan.states(decay, input, true).mul(weight).sum());
            }
            float[] byDecay = decay.getGradient().toFloatArray();
            float[] byInput = input.getGradient().toFloatArray();
            for (int i = 0; i < steps; i++) {
                assertEquals(slope(manager, decay, input, weight, i, true), byDecay[i], 2e-2);
                assertEquals(slope(manager, decay, input, weight, i, false), byInput[i], 2e-2);
            }
        }
    }

    private static double slope(
            NDManager manager, NDArray decay, NDArray input, NDArray weight, int at, boolean ofDecay) {
        double[] sums = new double[2];
        for (int side = 0; side < 2; side++) {
            float[] factors = decay.toFloatArray();
            float[] inputs = input.toFloatArray();
            (ofDecay ? factors : inputs)[at] += side == 0 ? 0.01f : -0.01f;
            float[] states = SelectiveScan.pass(
                            manager.create(factors, decay.getShape()), manager.create(inputs, input.getShape()))
                    .toFloatArray();
            float[] weights = weight.toFloatArray();
            for (int i = 0; i < states.length; i++) {
                sums[side] += states[i] * weights[i];
            }
        }
        return (sums[0] - sums[1]) / 0.02;
    }

    private static NDArray random(NDManager manager, long seed, int steps, double least, double most) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[steps];
        for (int i = 0; i < steps; i++) {
            values[i] = (float) (least + (most - least) * random.nextDouble());
        }
        return manager.create(values, new Shape(1, steps));
    }
}
