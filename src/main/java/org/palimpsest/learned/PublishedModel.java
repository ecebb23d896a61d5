package org.palimpsest.learned;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.palimpsest.base.BadInputException;
import org.palimpsest.hub.HubSnapshot;
import org.palimpsest.nn.weights.WeightsFile;
import org.palimpsest.zoo.NetworkOptions;
import org.palimpsest.zoo.NetworkRegistry;

/**
 * Weights as others published them, without a {@code model.json}: a file, and perhaps a {@code config.json} beside it. The
 * network is what the user says, else what the configuration says, else what names and shapes of the tensors tell.
 *
 * @param weights the file
 */
record PublishedModel(Path weights) {
    /** Names of weights that stand beside a {@code config.json}, the safest first. */
    private static final List<String> FILES = List.of(ModelFolder.WEIGHTS, "pytorch_model.bin");

    private static final int COLOURS = 3;

    /** The weights in a folder with a {@code config.json}, or in a folder with nothing but weights; empty where there are none. */
    static Optional<PublishedModel> in(Path folder) {
        return FILES.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .map(PublishedModel::new);
    }

    /** Whether a path is a folder of weights with their configuration, or one of its files. */
    static boolean isOne(Path path) {
        Path folder = Files.isDirectory(path) ? path : path.resolveSibling("");
        String name = String.valueOf(path.getFileName());
        boolean part = Files.isDirectory(path) || name.equals(PublishedConfig.FILE) || FILES.contains(name);
        return part
                && Files.isRegularFile(folder.resolve(PublishedConfig.FILE))
                && in(folder).isPresent();
    }

    /**
     * What is known of the weights.
     *
     * @param asked the network that the user says they are for
     * @param sha256 of the file
     */
    ModelCard card(Optional<String> asked, String sha256) throws BadInputException, IOException {
        Path folder = weights.resolveSibling("");
        Optional<PublishedConfig> config = asked.isPresent() ? configOf(folder) : PublishedConfig.in(folder);
        Optional<HubSnapshot> snapshot = HubSnapshot.of(folder);
        try (WeightsFile file = WeightsFile.open(weights)) {
            String network = asked.isPresent() ? asked.get() : network(config, file);
            NetworkFacts facts = NetworkFacts.of(network);
            NetworkOptions options = CheckpointVariant.of(network, file);
            ModelCard bare = ModelCard.ofBareWeights(facts, options, sha256);
            Optional<PublishedConfig> own = config.filter(one -> one.networks().contains(network));
            Map<String, String> training = new LinkedHashMap<>();
            snapshot.ifPresent(
                    note -> training.put(ModelCard.SOURCE, note.reference().toString()));
            return new ModelCard(
                    bare.network(),
                    bare.options(),
                    bare.bands(),
                    own.map(PublishedConfig::normalisation).orElse(bare.normalisation()),
                    OptionalDouble.empty(),
                    bare.window(),
                    bare.halo(),
                    own.map(PublishedConfig::threshold).orElse(bare.threshold()),
                    bare.classes(),
                    snapshot.map(HubSnapshot::licence)
                            .filter(text -> !text.isEmpty())
                            .orElse(bare.licence()),
                    training,
                    sha256);
        }
    }

    /** Where the user names the network, a configuration that is not understood is no obstacle. */
    private static Optional<PublishedConfig> configOf(Path folder) throws IOException {
        try {
            return PublishedConfig.in(folder);
        } catch (BadInputException e) {
            return Optional.empty();
        }
    }

    private String network(Optional<PublishedConfig> config, WeightsFile file) throws BadInputException {
        if (config.isPresent() && config.get().networks().size() == 1) {
            return config.get().networks().get(0);
        }
        List<String> fitting = CheckpointVariant.networksOf(file).stream()
                .map(NetworkRegistry.Entry::id)
                .filter(id -> config.isEmpty() || config.get().networks().contains(id))
                .toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        // FC-EF with both images of three bands is shaped like FC-Siam-diff with images of six.
        List<String> ofColours = fitting.stream()
                .filter(id -> CheckpointVariant.of(id, file).bands() == COLOURS)
                .toList();
        if (ofColours.size() == 1) {
            return ofColours.get(0);
        }
        throw new BadInputException(weights + " does not say which network its weights are for, and their names "
                + (fitting.isEmpty()
                        ? "are those of no network here."
                        : "are those of " + fitting.stream().collect(Collectors.joining(" and ")) + ".")
                + " Choose the network as the detector.");
    }
}
