package org.palimpsest.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.Channels;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Gradients;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.LibTorch;
import org.palimpsest.nn.NativeMemory;
import org.palimpsest.nn.Precision;
import org.palimpsest.nn.Scope;
import org.palimpsest.nn.Sequential;
import org.palimpsest.train.dataset.LabelRule;
import org.palimpsest.zoo.Network;

/** Measures steps of training: alone on arrays in memory, and with a dataset behind them. For benches. */
public final class TrainingSpeed {
    /** The name under which a plain stack of convolutions is measured beside the networks of the zoo. */
    public static final String CONV_STACK = "conv-stack";

    private static final int WARM_UP = 2;

    private TrainingSpeed() {}

    /**
     * Steps with a dataset behind them.
     *
     * @param imagesPerSecond pairs that were learnt from in a second
     * @param waiting share of the time that the network waited for data, 0 to 1
     * @param residentBefore bytes of memory of the process after a tenth of the steps
     * @param residentAfter after all
     */
    public record Loop(double imagesPerSecond, double waiting, long residentBefore, long residentAfter) {}

    /**
     * What one step costs.
     *
     * @param seconds on the clock
     * @param processorSeconds of all threads of this process together
     */
    public record Step(double seconds, double processorSeconds) {}

    /**
     * One step (forward, cross-entropy, backward, AdamW) on random images in memory, mean of some steps.
     *
     * @param network id in the zoo, or {@link #CONV_STACK}
     */
    public static Step step(String network, int batch, int size, int threads, int steps, Precision precision)
            throws BadInputException {
        try (Network built = network.equals(CONV_STACK)
                ? new ConvStack()
                : org.palimpsest.zoo.NetworkRegistry.byId(network)
                        .orElseThrow(() -> new BadInputException("There is no network \"" + network + "\"."))
                        .create(org.palimpsest.zoo.NetworkOptions.DEFAULT)) {
            built.initialise(Device.cpu(), 1);
            LibTorch.useThreads(threads);
            ChangeOutput output = ChangeOutput.of(built, 3, Math.max(built.smallestSize(), 64), SideOutputs.NONE);
            var settings = org.palimpsest.detect.Settings.of(TrainParameters.all(), Map.of());
            Losses losses = new Losses(settings, 1);
            built.train(true);
            built.requireGradients(true);
            try (ParameterGroups groups = new ParameterGroups(built, List.of(), false, settings);
                    NDManager inputs = built.manager().newSubManager()) {
                NDArray before = inputs.randomUniform(0, 1, new Shape(batch, 3, size, size));
                NDArray after = inputs.randomUniform(0, 1, new Shape(batch, 3, size, size));
                NDArray target = inputs.zeros(new Shape(batch, 1, size, size));
                NDArray counted = inputs.ones(new Shape(batch, 1, size, size));
                long start = 0;
                Duration processor = Duration.ZERO;
                for (int i = 0; i < WARM_UP + steps; i++) {
                    if (i == WARM_UP) {
                        start = System.nanoTime();
                        processor = processorTime();
                    }
                    groups.zeroGradients();
                    try (Gradients gradients = new Gradients();
                            Scope scope = new Scope()) {
                        NDList outputs;
                        try (Precision.Use use = precision.use()) {
                            outputs = built.apply(before, after);
                        }
                        NDArray loss = output.loss(losses, 0, outputs, target, counted);
                        gradients.backward(loss);
                        loss.getFloat();
                    }
                    groups.step(1e-4);
                }
                return new Step(
                        (System.nanoTime() - start) * 1e-9 / steps,
                        processorTime().minus(processor).toNanos() * 1e-9 / steps);
            }
        }
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Trains for some steps on a dataset, without validation. */
    public static Loop loop(
            Path dataset, String network, int batch, int size, int threads, int steps, Cancellation cancellation)
            throws BadInputException, CancelledException {
        TrainSpec spec = TrainSpecs.of(
                dataset,
                LabelRule.USUAL,
                network,
                Recipe.named("usual"),
                Map.of("batch", Integer.toString(batch), "crop", Integer.toString(size)),
                Optional.empty(),
                Optional.empty(),
                false);
        TrainResources resources = new TrainResources("cpu", threads, 0, dataset, Optional.empty());
        try (Training training = new Training(spec, resources);
                BatchSource batches =
                        new BatchSource(training.train, training.cache, training.settings, training.normalisation, 0)) {
            training.startLearning();
            TrainStep step = new TrainStep(training);
            long resident = 0;
            int settled = Math.max(1, steps / 10);
            long start = 0;
            long waited = 0;
            for (int i = 0; i < steps; i++) {
                cancellation.check();
                if (i == settled) {
                    resident = NativeMemory.resident();
                    start = System.nanoTime();
                    waited = batches.waitedNanoseconds();
                }
                step.gradients(batches.next(), i, 1);
                training.groups.clip(1);
                training.groups.step(1e-4);
            }
            double nanoseconds = System.nanoTime() - start;
            return new Loop(
                    (steps - settled) * batch / (nanoseconds * 1e-9),
                    (batches.waitedNanoseconds() - waited) / nanoseconds,
                    resident,
                    NativeMemory.resident());
        }
    }

    /** Eight 3x3 convolutions of 64 channels with normalisation, at full size: nothing but the cost of convolutions. */
    private static final class ConvStack extends Network {
        private final Sequential layers = new Sequential();

        ConvStack() {
            int in = 6;
            for (int i = 0; i < 8; i++) {
                layers.add(new Conv2d(in, 64, 3).padding(1));
                layers.add(new BatchNorm(64));
                layers.add(Layer.of(Activations::relu));
                in = 64;
            }
            layers.add(new Conv2d(in, 1, 1));
            part("layers", layers);
        }

        @Override
        protected NDList forward(NDArray before, NDArray after) {
            return new NDList(layers.apply(Channels.concat(before, after)));
        }
    }
}
