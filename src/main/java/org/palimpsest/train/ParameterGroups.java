package org.palimpsest.train;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.detect.Settings;
import org.palimpsest.nn.Adam;
import org.palimpsest.nn.Optimiser;
import org.palimpsest.nn.Parameter;
import org.palimpsest.nn.Sgd;
import org.palimpsest.zoo.Network;

/**
 * The optimisers of a network: its parameters in groups with their own share of the learning rate (the encoder) and with or
 * without weight decay (biases and normalisations usually go without), clipped together. Frozen parameters are in none.
 */
final class ParameterGroups implements AutoCloseable {
    /** Keeps a clipped norm just below the limit, as PyTorch does. */
    private static final double CLIP_GUARD = 1e-6;

    private final List<Group> groups = new ArrayList<>();

    private record Group(Optimiser optimiser, double rateShare) {}

    /**
     * @param encoder beginnings of the names of the encoder's parameters
     * @param freezeEncoder whether these are left out
     */
    ParameterGroups(Network network, Collection<String> encoder, boolean freezeEncoder, Settings settings) {
        Map<Boolean, Map<Boolean, Map<String, Parameter>>> sorted = new LinkedHashMap<>();
        network.state().forEach((name, parameter) -> {
            boolean ofEncoder = isOf(encoder, name);
            if (parameter.isTrainable() && !(ofEncoder && freezeEncoder)) {
                boolean decays = settings.flag("decayAll") || parameter.shape().dimension() > 1;
                sorted.computeIfAbsent(ofEncoder, key -> new LinkedHashMap<>())
                        .computeIfAbsent(decays, key -> new LinkedHashMap<>())
                        .put(name, parameter);
            }
        });
        sorted.forEach((ofEncoder, byDecay) -> byDecay.forEach((decays, parameters) -> groups.add(new Group(
                optimiser(parameters, decays ? settings.real("weightDecay") : 0, settings),
                ofEncoder ? settings.real("encoderRate") : 1))));
    }

    static boolean isOf(Collection<String> prefixes, String name) {
        return prefixes.stream().anyMatch(name::startsWith);
    }

    private static Optimiser optimiser(Map<String, Parameter> parameters, double decay, Settings settings) {
        return switch (settings.text("optimiser")) {
            case "adam" -> Adam.adam(parameters, decay);
            case "sgd" -> new Sgd(parameters, settings.real("momentum"), decay, false);
            default -> Adam.adamW(parameters, decay);
        };
    }

    /** Moves all parameters by one step. */
    void step(double learningRate) {
        groups.forEach(group -> group.optimiser.step(learningRate * group.rateShare));
    }

    void zeroGradients() {
        groups.forEach(group -> group.optimiser.zeroGradients());
    }

    /** Scales all gradients together to a norm of at most {@code largest} (0: leaves them); returns the norm before. */
    double clip(double largest) {
        double squares = 0;
        for (Group group : groups) {
            double norm = group.optimiser.gradientNorm();
            squares += norm * norm;
        }
        double norm = Math.sqrt(squares);
        if (largest > 0 && norm > largest) {
            groups.forEach(group -> group.optimiser.scaleGradients(largest / (norm + CLIP_GUARD)));
        }
        return norm;
    }

    /** The running arrays of all groups by name, to be saved. */
    Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        for (Group group : groups) {
            state.putAll(group.optimiser.state());
        }
        return state;
    }

    /** Gives a running array its saved values back. */
    void restore(String name, float[] values) {
        for (Group group : groups) {
            if (group.optimiser.state().containsKey(name)) {
                group.optimiser.restore(name, values);
            }
        }
    }

    /** Goes on after {@code steps} steps. */
    void resumeAfter(long steps) {
        groups.forEach(group -> group.optimiser.resumeAfter(Math.toIntExact(steps)));
    }

    @Override
    public void close() {
        groups.forEach(group -> group.optimiser.close());
    }
}
