package org.palimpsest.learned;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.palimpsest.base.BadInputException;
import org.palimpsest.nn.ParameterFill;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.NetworkOptions;
import org.palimpsest.zoo.NetworkRegistry;

/**
 * Makes a model folder whose weights come from a formula: nothing was learned, but it costs what a trained one costs and is
 * the same on every machine. For measurements.
 */
public final class FilledModel {
    private FilledModel() {}

    /**
     * Writes the folder.
     *
     * @param network id in the zoo
     * @param window width and height in pixels of what the network sees at once
     * @param halo pixels of context on each side of it
     */
    public static void write(Path folder, String network, int window, int halo) throws BadInputException, IOException {
        NetworkFacts facts = NetworkFacts.of(network);
        NetworkOptions options = NetworkOptions.DEFAULT;
        try (Network filled = NetworkRegistry.byId(network).orElseThrow().create(options)) {
            filled.allocate(Device.cpu());
            filled.state().forEach((name, parameter) -> {
                if (parameter.type().isFloating()) {
                    parameter.set(ParameterFill.values(name, parameter.shape().getShape()));
                }
            });
            ModelCard card = new ModelCard(
                    network,
                    options,
                    List.of("red", "green", "blue"),
                    Normalisation.named(facts.normalisation()),
                    OptionalDouble.empty(),
                    window,
                    halo,
                    0.5,
                    List.of("no change", "change"),
                    "none: not trained",
                    Map.of("data", "none; weights from a formula"),
                    "");
            ModelFolder.save(folder, filled, card);
        }
    }
}
