package org.palimpsest.nn.scan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.palimpsest.nn.Constants;
import org.palimpsest.nn.Gradients;
import org.palimpsest.nn.Initial;
import org.palimpsest.nn.MultiplyAdds;
import org.palimpsest.nn.Parameter;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Scope;

/**
 * Selective state-space recurrences over an image in several directions, whose outputs are added up (A. Gu, T. Dao, "Mamba:
 * Linear-Time Sequence Modeling with Selective State Spaces", 2023; Y. Liu et al., "VMamba: Visual State Space Model", 2024).
 *
 * <p>Along each order, for each channel and state: {@code h = exp(step * a) * h + step * b * u}, {@code y = sum of c * h + d *
 * u}, where step, b and c are made from the pixel itself. Steps depend on each other, which graphics cards and libtorch are
 * bad at, so the recurrence is computed in Java, with a backward pass of its own; only the projection is libtorch's. Arrays on
 * a graphics card come to the processor and go back.
 */
public final class SelectiveScan extends Part {
    private static volatile ForkJoinPool pool = new ForkJoinPool(1);

    private final ScanSizes sizes;
    private final List<ScanOrder> orders;
    private final Parameter project;
    private final Parameter stepWeights;
    private final Parameter stepBiases;
    private final Parameter decayLogs;
    private final Parameter skips;
    private int height;
    private int width;
    private int[][] visits = new int[0][];

    /**
     * A scan with its weights, named as in VMamba: {@code x_proj_weight} {@code [K, R + 2 S, D]}, {@code dt_projs_weight}
     * {@code [K, D, R]}, {@code dt_projs_bias} {@code [K, D]}, {@code A_logs} {@code [K * D, S]}, {@code Ds} {@code [K * D]}.
     *
     * @param orders one for each direction
     */
    public SelectiveScan(ScanSizes sizes, List<ScanOrder> orders) {
        if (orders.size() != sizes.directions()) {
            throw new IllegalArgumentException(
                    "A scan in " + sizes.directions() + " directions wants as many orders, but got " + orders + ".");
        }
        this.sizes = sizes;
        this.orders = List.copyOf(orders);
        long k = sizes.directions();
        long d = sizes.channels();
        project = parameter("x_proj_weight", Initial.fanIn(d), k, sizes.projected(), d);
        stepWeights = parameter("dt_projs_weight", Initial.uniform(1 / Math.sqrt(sizes.rank())), k, d, sizes.rank());
        stepBiases = parameter("dt_projs_bias", SelectiveScan::stepSizes, k, d);
        decayLogs = parameter("A_logs", SelectiveScan::decays, k * d, sizes.states());
        skips = parameter("Ds", Initial.ones(), k * d);
    }

    /** Biases whose softplus is spread evenly over the magnitudes from 0.001 to 0.1. */
    private static void stepSizes(float[] values, Shape shape, SplittableRandom random) {
        for (int i = 0; i < values.length; i++) {
            double step = Math.max(1e-4, Math.exp(Math.log(1e-3) + random.nextDouble() * Math.log(100)));
            values[i] = (float) (step + Math.log(-Math.expm1(-step)));
        }
    }

    /** Decay rates of 1, 2, 3 ... for the states of each channel. */
    private static void decays(float[] values, Shape shape, SplittableRandom random) {
        int states = (int) shape.get(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.log(1 + i % states);
        }
    }

    /** How many threads the directions of one scan may share; the result is the same for any number. */
    public static void useThreads(int threads) {
        ForkJoinPool before = pool;
        if (before.getParallelism() != threads) {
            pool = new ForkJoinPool(threads);
            before.shutdown();
        }
    }

    /**
     * Scans every image.
     *
     * @param u {@code [N, H, W, D]}
     * @return of the same shape
     */
    public NDArray apply(NDArray u) {
        Shape shape = u.getShape();
        visit(Math.toIntExact(shape.get(1)), Math.toIntExact(shape.get(2)));
        boolean gradients = Gradients.wantedBy(u) || Gradients.wantedBy(project.array());
        int images = Math.toIntExact(shape.get(0));
        NDManager manager = u.getManager();
        try (Scope scope = new Scope()) {
            float[] pixels = u.toFloatArray();
            float[] projected = projected(u);
            ScanRun run = run(weights());
            float[][][] checkpoints = new float[images][][];
            float[] y = new float[pixels.length];
            for (int n = 0; n < images; n++) {
                checkpoints[n] = gradients ? run.checkpoints() : new float[0][];
                float[] one = run.forward(part(pixels, n, images), part(projected, n, images), checkpoints[n]);
                System.arraycopy(one, 0, y, n * one.length, one.length);
            }
            NDArray result = Constants.array(manager, y, shape);
            if (gradients) {
                Gradients.record(new Recorded(u, result, checkpoints));
            }
            return scope.keep(result);
        }
    }

    private static float[] part(float[] all, int n, int parts) {
        int each = all.length / parts;
        return parts == 1 ? all : Arrays.copyOfRange(all, n * each, (n + 1) * each);
    }

    private void visit(int height, int width) {
        if (visits.length == 0 || this.height != height || this.width != width) {
            this.height = height;
            this.width = width;
            visits = orders.stream().map(order -> order.pixels(height, width)).toArray(int[][]::new);
        }
    }

    private ScanRun run(ScanWeights weights) {
        return new ScanRun(ScanKernel.best(), sizes, visits, weights, pool);
    }

    private ScanWeights weights() {
        return new ScanWeights(
                stepWeights.array().toFloatArray(),
                stepBiases.array().toFloatArray(),
                decayLogs.array().toFloatArray(),
                skips.array().toFloatArray());
    }

    /** Step size, input and output weights of every pixel in every direction, {@code [N, L, K, R + 2 S]}. */
    private float[] projected(NDArray u) {
        NDArray rows = u.stopGradient().reshape(-1, sizes.channels());
        return MultiplyAdds.product(rows, matrix().transpose()).toFloatArray();
    }

    private NDArray matrix() {
        return project.array().stopGradient().reshape(-1, sizes.channels());
    }

    /** What the backward pass needs of one scan. */
    private final class Recorded implements Gradients.Operation {
        private final NDArray u;
        private final NDArray y;
        private final float[][][] checkpoints;
        private final int[][] visited = visits;

        Recorded(NDArray u, NDArray y, float[][][] checkpoints) {
            this.u = Scope.own(u);
            this.y = y;
            this.checkpoints = checkpoints;
            Scope.leave(y);
            y.setRequiresGradient(true);
        }

        @Override
        public void backward() {
            PtNDArray gradient = JniUtils.getGradient((PtNDArray) y);
            if (gradient == null) {
                return;
            }
            try (Scope scope = new Scope()) {
                visits = visited;
                float[] gy = gradient.toFloatArray();
                gradient.close();
                float[] pixels = u.toFloatArray();
                float[] projected = projected(u);
                float[] gProjected = new float[projected.length];
                float[] gu = new float[pixels.length];
                ScanWeights weights = weights();
                ScanWeights sums = weights.zeros();
                ScanRun run = run(weights);
                int images = checkpoints.length;
                for (int n = 0; n < images; n++) {
                    float[] gOne = images == 1 ? gProjected : new float[projected.length / images];
                    float[] one = run.backward(
                            part(pixels, n, images),
                            part(projected, n, images),
                            checkpoints[n],
                            part(gy, n, images),
                            gOne,
                            sums);
                    System.arraycopy(gOne, 0, gProjected, n * gOne.length, gOne.length);
                    System.arraycopy(one, 0, gu, n * one.length, one.length);
                }
                pass(gu, gProjected, sums);
            }
        }

        private void pass(float[] gu, float[] gProjected, ScanWeights sums) {
            NDManager manager = u.getManager();
            NDArray ofProjected =
                    manager.create(FloatBuffer.wrap(gProjected), new Shape(gProjected.length / stride(), stride()));
            NDArray rows = u.stopGradient().reshape(-1, sizes.channels());
            add(project.array(), ofProjected.transpose().matMul(rows));
            add(stepWeights.array(), manager.create(sums.stepWeights()));
            add(stepBiases.array(), manager.create(sums.stepBiases()));
            add(decayLogs.array(), manager.create(sums.decayLogs()));
            add(skips.array(), manager.create(sums.skips()));
            NDArray direct =
                    manager.create(FloatBuffer.wrap(gu), new Shape(gu.length / sizes.channels(), sizes.channels()));
            add(u, direct.add(ofProjected.matMul(matrix())));
        }

        private int stride() {
            return sizes.directions() * sizes.projected();
        }

        @Override
        public void close() {
            u.close();
            y.close();
        }
    }

    /** Takes gradients on from an array whose own gradient is known. */
    private static void add(NDArray to, NDArray gradient) {
        if (Gradients.wantedBy(to)) {
            // A copy, because libtorch may keep it, and an array made from Java's data stays in Java's memory.
            NDArray shaped = gradient.duplicate().reshape(to.getShape());
            JniUtils.backward((PtNDArray) to, (PtNDArray) shaped, false, false);
        }
    }
}
