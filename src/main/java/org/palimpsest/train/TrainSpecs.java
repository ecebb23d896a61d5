package org.palimpsest.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.train.dataset.LabelRule;
import org.palimpsest.zoo.NetworkOptions;
import org.palimpsest.zoo.NetworkRegistry;

/** Puts a {@link TrainSpec} together from a recipe and what the user set on top of it. */
public final class TrainSpecs {
    private TrainSpecs() {}

    /**
     * Checks names and values.
     *
     * @param set settings of {@link TrainParameters} and options of the network's recipe, as texts by name
     */
    public static TrainSpec of(
            Path dataset,
            LabelRule labels,
            String network,
            Recipe recipe,
            Map<String, String> set,
            Optional<Path> init,
            Optional<Path> encoderWeights,
            boolean freezeEncoder)
            throws BadInputException {
        if (NetworkRegistry.byId(network).isEmpty()) {
            throw new BadInputException("There is no network \"" + network + "\". Known: "
                    + String.join(
                            ", ",
                            NetworkRegistry.all().stream()
                                    .map(NetworkRegistry.Entry::id)
                                    .toList()) + ".");
        }
        // What a network is built with and where its outputs and encoder are is its own, whichever recipe trains it.
        Recipe own = Recipe.ofNetwork(network);
        Map<String, Object> options = new LinkedHashMap<>(own.options());
        options.putAll(recipe.options());
        Map<String, String> settings = new LinkedHashMap<>();
        set.forEach((name, value) -> {
            if (options.containsKey(name)) {
                options.put(name, NetworkChoice.value(value));
            } else {
                settings.put(name, value);
            }
        });
        Recipe complete = new Recipe(
                recipe.name(),
                recipe.summary(),
                recipe.with(settings).settings(),
                options,
                recipe.sides().weights().isEmpty() ? own.sides() : recipe.sides(),
                own.encoder());
        TrainSpec spec = new TrainSpec(
                dataset, labels, network, new NetworkOptions(options), complete, init, encoderWeights, freezeEncoder);
        spec.settings();
        return spec;
    }
}
