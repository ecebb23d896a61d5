package org.palimpsest.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.palimpsest.OneTorchThread;

/** Every update equals what PyTorch's documented algorithm gives, worked out in 64 bits. */
@ExtendWith(OneTorchThread.class)
class OptimiserTest {
    private static final float[] START = {1, -2, 0.5f};

    private final NDManager manager = LibTorch.newManager(Device.cpu());
    private final Linear layer = new Linear(3, 1).withoutBias();

    OptimiserTest() {
        layer.initialise(manager, 1);
        layer.requireGradients(true);
        layer.weight().array().setRequiresGradient(false);
        layer.weight().set(START);
        layer.weight().array().setRequiresGradient(true);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void adamWWithTinyGradientsAddsItsEpsilonAfterTheCorrection() {
        // Three steps at a gradient of 1e-7: with the epsilon misplaced the sum is -5.6e-4.
        try (Adam adam = Adam.adamW(layer.state(), 0)) {
            for (int step = 0; step < 3; step++) {
                gradient(adam, 1e-7f, 1e-7f, 1e-7f);
                adam.step(1e-3);
            }
        }
        // Mean and root are the gradient itself, so each step is 1e-3 * 1e-7 / (1e-7 + 1e-8).
        assertEquals(1 - 3 * 1e-3 / 1.1, weights()[0], 1e-6);
    }

    @Test
    void adamWEqualsItsDefinition() {
        float[][] gradients = {{0.5f, -1, 2}, {0.1f, 0.3f, -0.2f}, {-2, 0.7f, 0}};
        try (Adam adam = Adam.adamW(layer.state(), 0.1)) {
            run(adam, gradients, 0.01);
        }
        assertWeights(adam(gradients, 0.01, 0.1, true));
    }

    @Test
    void adamWithDecayInTheGradientEqualsItsDefinition() {
        float[][] gradients = {{0.5f, -1, 2}, {0.1f, 0.3f, -0.2f}, {-2, 0.7f, 0}};
        try (Adam adam = Adam.adam(layer.state(), 0.1)) {
            run(adam, gradients, 0.01);
        }
        assertWeights(adam(gradients, 0.01, 0.1, false));
    }

    @Test
    void sgdWithMomentumEqualsItsDefinition() {
        float[][] gradients = {{1, 0, 0}, {1, 0, 0}};
        try (Sgd sgd = new Sgd(layer.state(), 0.9, 0, false)) {
            run(sgd, gradients, 0.1);
        }
        // Velocities 1 and 1.9.
        assertEquals(1 - 0.1 - 0.19, weights()[0], 1e-6);
        assertEquals(-2, weights()[1], 0);
    }

    @Test
    void nesterovAndDecayEqualTheirDefinition() {
        float[][] gradients = {{1, 0, 0}, {1, 0, 0}};
        try (Sgd sgd = new Sgd(layer.state(), 0.9, 0.5, true)) {
            run(sgd, gradients, 0.1);
        }
        double weight = 1;
        double velocity = 0;
        for (int step = 0; step < 2; step++) {
            double gradient = 1 + 0.5 * weight;
            velocity = step == 0 ? gradient : 0.9 * velocity + gradient;
            weight -= 0.1 * (gradient + 0.9 * velocity);
        }
        assertEquals(weight, weights()[0], 1e-6);
    }

    @Test
    void clippingScalesAllGradientsToTheLargestNorm() {
        try (Sgd sgd = new Sgd(layer.state(), 0, 0, false)) {
            gradient(sgd, 3, 0, 4);
            assertEquals(5, sgd.clipGradients(1), 1e-6);
            sgd.step(1);
        }
        assertEquals(1 - 0.6, weights()[0], 1e-5);
        assertEquals(0.5 - 0.8, weights()[2], 1e-5);
    }

    private void run(Optimiser optimiser, float[][] gradients, double rate) {
        for (float[] gradient : gradients) {
            gradient(optimiser, gradient);
            optimiser.step(rate);
        }
    }

    /** Gives the weights this gradient: that of their product with it. */
    private void gradient(Optimiser optimiser, float... gradient) {
        optimiser.zeroGradients();
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray factors = manager.create(gradient, new Shape(1, 3));
            collector.backward(layer.weight().array().mul(factors).sum());
        }
    }

    private float[] weights() {
        return layer.weight().array().toFloatArray();
    }

    private void assertWeights(double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], weights()[i], 1e-6, "weight " + i);
        }
    }

    private static double[] adam(float[][] gradients, double rate, double decay, boolean decoupled) {
        double[] weights = {START[0], START[1], START[2]};
        double[] mean = new double[3];
        double[] square = new double[3];
        for (int step = 1; step <= gradients.length; step++) {
            for (int i = 0; i < 3; i++) {
                double gradient = gradients[step - 1][i];
                if (decoupled) {
                    weights[i] -= rate * decay * weights[i];
                } else {
                    gradient += decay * weights[i];
                }
                mean[i] = 0.9 * mean[i] + 0.1 * gradient;
                square[i] = 0.999 * square[i] + 0.001 * gradient * gradient;
                double root = Math.sqrt(square[i] / (1 - Math.pow(0.999, step)));
                weights[i] -= rate * mean[i] / (1 - Math.pow(0.9, step)) / (root + 1e-8);
            }
        }
        return weights;
    }
}
