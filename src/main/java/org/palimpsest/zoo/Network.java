package org.palimpsest.zoo;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Channels;
import org.palimpsest.nn.LibTorch;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Resize;
import org.palimpsest.nn.Scope;

/**
 * A change-detection network: two images of one place, before and after, {@code [N, bands, H, W]} each, to one or more
 * outputs at the images' size.
 *
 * <p>A network owns its weights' memory: {@link #initialise(Device, long)} first, {@link #close} last. Not safe for
 * several threads.
 */
public abstract class Network extends Part implements AutoCloseable {
    private @Nullable NDManager manager;
    private @Nullable Look look;

    /** A stage that is being looked at during one pass. */
    private static final class Look {
        final String stage;
        final long height;
        final long width;

        @Nullable
        NDArray strength;

        Look(String stage, long height, long width) {
            this.stage = stage;
            this.height = height;
            this.width = width;
        }
    }

    /** Allocates the weights on {@code device} with starting values drawn from {@code seed}; evaluation mode. */
    public final void initialise(Device device, long seed) {
        close();
        manager = LibTorch.newManager(device);
        initialise(manager, seed);
    }

    /** Allocates the weights on {@code device} for values that are loaded next; evaluation mode. */
    public final void allocate(Device device) {
        close();
        manager = LibTorch.newManager(device);
        allocate(manager);
    }

    /** The manager of the weights; make inputs from a sub-manager of it, so that they are on the same device. */
    public final NDManager manager() {
        if (manager == null) {
            throw new IllegalStateException("The network has no weights yet: initialise it first.");
        }
        return manager;
    }

    /** Runs the network; the outputs belong to the manager of {@code before}, or to the enclosing {@link Scope}. */
    public final NDList apply(NDArray before, NDArray after) {
        try (Scope scope = new Scope()) {
            return scope.keep(forward(before, after));
        }
    }

    /**
     * Computes the outputs, the main one first. Several outputs are compared with a fixture's {@code out0}, {@code out1}
     * ... in order, unless they are named ({@link NDArray#setName}).
     */
    protected abstract NDList forward(NDArray before, NDArray after);

    /**
     * Probability of change {@code [N, 1, H, W]} from the outputs of {@link #apply}. Here: softmax of the first output's
     * second channel (right for logits and for log-probabilities), or the sigmoid of its only channel.
     */
    public NDArray changeProbability(NDList outputs) {
        NDArray main = outputs.get(0);
        if (main.getShape().get(1) == 1) {
            return Activations.sigmoid(main);
        }
        try (Scope scope = new Scope()) {
            return scope.keep(Channels.slice(Activations.softmax(main, 1), 1, 2));
        }
    }

    /** Finds the masks among the outputs of a network that classifies masks; empty where it classifies pixels. */
    public Optional<MaskSet.Reader> masks() {
        return Optional.empty();
    }

    /** The stages that can be looked at, in the order of the pass; empty where none has a name. */
    public List<String> stages() {
        return List.of();
    }

    /**
     * How strongly a stage answers at each place: the mean magnitude of its channels, {@code [N, 1, H, W]} at the images' size
     * (bilinear), 0 or more and without a unit. The result belongs to the manager of {@code before}.
     *
     * @throws IllegalArgumentException when the network has no such stage as it is built
     */
    public final NDArray heat(NDArray before, NDArray after, String stage) {
        if (!stages().contains(stage)) {
            throw new IllegalArgumentException(
                    "This network has the stages " + String.join(", ", stages()) + ", but not " + stage + ".");
        }
        Look now = new Look(stage, before.getShape().get(2), before.getShape().get(3));
        look = now;
        try (Scope scope = new Scope()) {
            forward(before, after);
            return Objects.requireNonNull(now.strength, () -> "The stage " + stage + " was not passed.");
        } finally {
            look = null;
        }
    }

    /** Names the output {@code [N, C, h, w]} of a stage during {@link #forward}, and passes it on. */
    protected final NDArray stage(String name, NDArray output) {
        Look now = look;
        if (now != null && now.stage.equals(name)) {
            try (Scope scope = new Scope()) {
                NDArray strength = output.abs().mean(new int[] {1}, true);
                now.strength = Scope.own(Resize.bilinear(strength, now.height, now.width, false));
            }
        }
        return output;
    }

    /**
     * What a parity fixture judges of a network: its outputs, and what the original derives from them. Here: the outputs.
     *
     * @param before the image that gave them
     */
    public NDList judged(NDList outputs, NDArray before) {
        return outputs;
    }

    /** Height and width must be multiples of this many pixels. */
    public int sizeMultiple() {
        return 1;
    }

    /** Smallest height and width, in pixels. */
    public int smallestSize() {
        return Math.max(16, sizeMultiple());
    }

    @Override
    public void close() {
        if (manager != null) {
            manager.close();
            manager = null;
        }
    }
}
