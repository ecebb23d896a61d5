package org.palimpsest.nn.scan;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.IntStream;

/**
 * One scan over one image in Java's memory: forward, and backward from the states that were kept at the blocks' beginnings.
 *
 * <p>Directions are computed side by side by as many threads as the pool has, and always added in the same order, so that
 * threads never change a bit of the result. Memory grows with the pixels: no state is kept but one in {@link ScanBlock#STEPS}.
 */
final class ScanRun {
    private final ScanKernel kernel;
    private final ScanSizes sizes;
    private final int[][] orders;
    private final ScanWeights weights;
    private final ForkJoinPool pool;
    private final int pixels;
    private final int blocks;

    /** @param orders for each direction the pixels' numbers in the order of the visit */
    ScanRun(ScanKernel kernel, ScanSizes sizes, int[][] orders, ScanWeights weights, ForkJoinPool pool) {
        this.kernel = kernel;
        this.sizes = sizes;
        this.orders = orders;
        this.weights = weights;
        this.pool = pool;
        pixels = orders[0].length;
        blocks = (pixels + ScanBlock.STEPS - 1) / ScanBlock.STEPS;
    }

    /** Room for the states at every block's beginning, for each direction. */
    float[][] checkpoints() {
        int each = Math.multiplyExact(blocks, sizes.groups() * ScanBlock.LANES * sizes.states());
        return IntStream.range(0, sizes.directions())
                .mapToObj(k -> new float[each])
                .toArray(float[][]::new);
    }

    /**
     * The sum of all directions' outputs, {@code [L, D]}.
     *
     * @param u {@code [L, D]}
     * @param projected {@code [L, K, R + 2 S]}
     * @param checkpoints to be filled; empty to keep none
     */
    float[] forward(float[] u, float[] projected, float[][] checkpoints) {
        return sum(k -> y -> forward(k, u, projected, checkpoints, y));
    }

    private void forward(int k, float[] u, float[] projected, float[][] checkpoints, float[] y) {
        ScanBlock block = new ScanBlock(sizes, false);
        block.direction(k, weights);
        int[] order = orders[k];
        for (int n = 0; n < blocks; n++) {
            int from = n * ScanBlock.STEPS;
            int steps = Math.min(ScanBlock.STEPS, pixels - from);
            if (checkpoints.length > 0) {
                System.arraycopy(block.state, 0, checkpoints[k], n * block.state.length, block.state.length);
            }
            block.gather(u, projected, order, from, steps, k);
            kernel.steps(block);
            kernel.forward(block);
            for (int t = 0; t < steps; t++) {
                kernel.add(block.y, t, y, order[from + t] * sizes.channels(), sizes.channels());
            }
        }
    }

    /**
     * The gradients of {@code u}; those of {@code projected} and of the weights are added to what is given.
     *
     * @param gy the gradient of the output, {@code [L, D]}
     * @param checkpoints as {@link #forward} left them
     */
    float[] backward(
            float[] u,
            float[] projected,
            float[][] checkpoints,
            float[] gy,
            float[] gProjected,
            ScanWeights gradients) {
        return sum(k -> gu -> backward(k, u, projected, checkpoints[k], gy, gu, gProjected, gradients));
    }

    private void backward(
            int k,
            float[] u,
            float[] projected,
            float[] checkpoints,
            float[] gy,
            float[] gu,
            float[] gProjected,
            ScanWeights gradients) {
        ScanBlock block = new ScanBlock(sizes, true);
        block.direction(k, weights);
        int[] order = orders[k];
        int channels = sizes.channels();
        for (int n = blocks - 1; n >= 0; n--) {
            int from = n * ScanBlock.STEPS;
            int steps = Math.min(ScanBlock.STEPS, pixels - from);
            System.arraycopy(checkpoints, n * block.state.length, block.state, 0, block.state.length);
            block.gather(u, projected, order, from, steps, k);
            for (int t = 0; t < steps; t++) {
                block.spread(gy, order[from + t] * channels, block.gy, t);
            }
            kernel.steps(block);
            kernel.backward(block);
            for (int t = 0; t < steps; t++) {
                kernel.add(block.gu, t, gu, order[from + t] * channels, channels);
            }
            block.scatter(gProjected, order, from, k);
        }
        block.addTo(gradients, k);
    }

    /** Work of one direction, which adds to an array {@code [L, D]}. */
    private interface Direction {
        void addTo(float[] sum);
    }

    private interface Directions {
        Direction of(int k);
    }

    private float[] sum(Directions directions) {
        int size = Math.multiplyExact(pixels, sizes.channels());
        float[] sum = new float[size];
        if (pool.getParallelism() == 1) {
            for (int k = 0; k < sizes.directions(); k++) {
                directions.of(k).addTo(sum);
            }
            return sum;
        }
        List<ForkJoinTask<float[]>> tasks = IntStream.range(0, sizes.directions())
                .mapToObj(k -> pool.submit(() -> {
                    float[] own = new float[size];
                    directions.of(k).addTo(own);
                    return own;
                }))
                .toList();
        for (ForkJoinTask<float[]> task : tasks) {
            float[] own = task.join();
            for (int i = 0; i < size; i++) {
                sum[i] += own[i];
            }
        }
        return sum;
    }
}
