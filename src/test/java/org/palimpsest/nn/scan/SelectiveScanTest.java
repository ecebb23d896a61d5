package org.palimpsest.nn.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.palimpsest.OneTorchThread;
import org.palimpsest.nn.Gradients;
import org.palimpsest.nn.LibTorch;

/** The recurrence by hand; its gradients by finite differences; both kernels and any number of threads alike. */
@ExtendWith(OneTorchThread.class)
class SelectiveScanTest {
    private static final ScanSizes SIZES = new ScanSizes(4, 20, 3, 2);
    private static final List<ScanOrder> ORDERS = List.of(
            ScanOrder.ROWS, ScanOrder.COLUMNS_BACKWARDS, ScanOrder.DIAGONALS, ScanOrder.ANTIDIAGONALS_BACKWARDS);

    @Test
    void oneChannelByHand() {
        ScanWeights weights = new ScanWeights(new float[] {1}, new float[] {0}, new float[] {0}, new float[] {0.5f});
        ScanRun run = new ScanRun(
                new PlainKernel(),
                new ScanSizes(1, 1, 1, 1),
                new int[][] {ScanOrder.ROWS.pixels(1, 2)},
                weights,
                new ForkJoinPool(1));
        // Step sizes of softplus(0) = log 2, so half of a state is left after a step.
        float[] y = run.forward(new float[] {1, 2}, new float[] {0, 1, 1, 0, 1, 3}, new float[0][]);
        double first = Math.log(2);
        double second = first / 2 + 2 * Math.log(2);
        assertArrayEquals(new float[] {(float) (first + 0.5), (float) (3 * second + 1)}, y, 1e-6f);
    }

    @Test
    void kernelsAndThreadsAgree() {
        int[][] orders = ORDERS.stream().map(order -> order.pixels(13, 11)).toArray(int[][]::new);
        int pixels = 13 * 11;
        float[] u = random(1, pixels * 20, 1);
        float[] projected = random(2, pixels * 4 * 8, 1);
        float[] gy = random(3, pixels * 20, 1);
        ScanWeights weights =
                new ScanWeights(random(4, 160, 1), random(5, 80, 1), random(6, 240, 0.5), random(7, 80, 1));
        float[][] plain = everything(new PlainKernel(), 1, orders, weights, u, projected, gy);
        float[][] vector = everything(new VectorKernel(), 1, orders, weights, u, projected, gy);
        float[][] parallel = everything(new VectorKernel(), 3, orders, weights, u, projected, gy);
        for (int i = 0; i < plain.length; i++) {
            assertArrayEquals(vector[i], parallel[i], 0f);
            for (int j = 0; j < plain[i].length; j++) {
                assertEquals(plain[i][j], vector[i][j], 2e-4 * (1 + Math.abs(plain[i][j])), i + " " + j);
            }
        }
    }

    private static float[][] everything(
            ScanKernel kernel,
            int threads,
            int[][] orders,
            ScanWeights weights,
            float[] u,
            float[] projected,
            float[] gy) {
        ScanRun run = new ScanRun(kernel, SIZES, orders, weights, new ForkJoinPool(threads));
        float[][] checkpoints = run.checkpoints();
        float[] y = run.forward(u, projected, checkpoints);
        float[] gProjected = new float[projected.length];
        ScanWeights sums = weights.zeros();
        float[] gu = run.backward(u, projected, checkpoints, gy, gProjected, sums);
        return new float[][] {y, gu, gProjected, sums.stepWeights(), sums.stepBiases(), sums.decayLogs(), sums.skips()};
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences_inABatchToo() {
        SelectiveScan scan = new SelectiveScan(SIZES, ORDERS);
        try (NDManager manager = LibTorch.newManager(Device.cpu())) {
            scan.initialise(manager, 5);
            scan.requireGradients(true);
            Shape shape = new Shape(2, 3, 25, 20);
            NDArray x = manager.create(random(8, (int) shape.size(), 1), shape);
            NDArray weight = manager.create(random(9, (int) shape.size(), 1), shape);
            x.setRequiresGradient(true);
            try (Gradients gradients = new Gradients()) {
                // Something on either side, so that the gradient has to go on from the scan.
                gradients.backward(scan.apply(x.tanh()).square().mul(weight).sum());
            }
            check(manager, scan, x, x, weight, shape);
            scan.state().forEach((name, parameter) -> check(manager, scan, x, parameter.array(), weight, shape));
        }
    }

    /** Moves all elements of an array along its gradient a little, and looks whether the loss rises accordingly. */
    private static void check(
            NDManager manager, SelectiveScan scan, NDArray x, NDArray moved, NDArray weight, Shape shape) {
        float[] values = moved.toFloatArray();
        float[] gradient = moved.getGradient().toFloatArray();
        double norm = 0;
        for (float g : gradient) {
            norm += (double) g * g;
        }
        double step = 2e-2 / Math.sqrt(norm);
        double[] losses = new double[2];
        for (int side = 0; side < 2; side++) {
            float[] there = values.clone();
            for (int i = 0; i < there.length; i++) {
                there[i] += (float) ((side == 0 ? step : -step) * gradient[i]);
            }
            assign(manager, moved, there);
            double sum = 0;
            float[] y = scan.apply(x.stopGradient().tanh()).toFloatArray();
            float[] w = weight.toFloatArray();
            for (int i = 0; i < y.length; i++) {
                sum += (double) y[i] * y[i] * w[i];
            }
            losses[side] = sum;
        }
        assign(manager, moved, values);
        assertEquals(norm, (losses[0] - losses[1]) / (2 * step), 0.02 * norm);
    }

    private static void assign(NDManager manager, NDArray to, float[] values) {
        to.set(java.nio.FloatBuffer.wrap(values));
    }

    @Test
    void gradientsThatAreRecordedByDjlAlone_areRefused() {
        SelectiveScan scan = new SelectiveScan(SIZES, ORDERS);
        try (NDManager manager = LibTorch.newManager(Device.cpu())) {
            scan.initialise(manager, 5);
            scan.requireGradients(true);
            NDArray x = manager.zeros(new Shape(1, 2, 2, 20));
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                assertThrows(IllegalStateException.class, () -> scan.apply(x));
            }
        }
    }

    private static float[] random(long seed, int count, double size) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * size);
        }
        return values;
    }
}
