package org.palimpsest.learned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.palimpsest.base.BadInputException;
import org.palimpsest.nn.LibTorch;
import org.palimpsest.nn.MultiplyAdds;
import org.palimpsest.zoo.Network;

/** A network's forward pass alone on one window of noise: the speed that a run with everything around it can reach at best. */
public final class BareForward implements AutoCloseable {
    private final Network network;
    private final NDManager arrays;
    private final NDArray before;
    private final NDArray after;

    private BareForward(Network network, int bands, int window) {
        this.network = network;
        arrays = network.manager().newSubManager();
        before = noise(bands, window, 1);
        after = noise(bands, window, 2);
    }

    /**
     * Loads a model.
     *
     * @param device "cpu", "gpu" or "gpu:N"
     */
    public static BareForward open(Path model, String device, int threads) throws BadInputException {
        ModelFolder folder = ModelFolder.open(model, Optional.empty());
        Network network = folder.load(device);
        LibTorch.useThreads(threads);
        return new BareForward(
                network, folder.card().options().bands(), folder.card().window());
    }

    private NDArray noise(int bands, int window, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[bands * window * window];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return arrays.create(values, new Shape(1, bands, window, window));
    }

    /** Runs the network once and returns the seconds until the probabilities are in Java's hands. */
    public double seconds() {
        long start = System.nanoTime();
        try (NDManager pass = network.manager().newSubManager()) {
            NDArray first = before.duplicate();
            NDArray second = after.duplicate();
            first.attach(pass);
            second.attach(pass);
            network.changeProbability(network.apply(first, second)).toFloatArray();
        }
        return (System.nanoTime() - start) * 1e-9;
    }

    /** Runs the network once and returns its multiply-adds; {@link MultiplyAdds} tells what counts. */
    public long multiplyAdds() {
        try (MultiplyAdds counter = new MultiplyAdds()) {
            seconds();
            return counter.count();
        }
    }

    /** Runs the network once and returns the most memory that it took beyond its weights; empty where the system does not tell. */
    public OptionalLong peakBytes() {
        OptionalLong before = ResidentMemory.mark();
        seconds();
        OptionalLong peak = ResidentMemory.peak();
        return before.isPresent() && peak.isPresent()
                ? OptionalLong.of(peak.getAsLong() - before.getAsLong())
                : OptionalLong.empty();
    }

    @Override
    public void close() {
        arrays.close();
        network.close();
    }
}
