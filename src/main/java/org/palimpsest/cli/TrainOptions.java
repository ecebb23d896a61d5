package org.palimpsest.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.train.Recipe;
import org.palimpsest.train.TrainSpec;
import org.palimpsest.train.TrainSpecs;
import org.palimpsest.train.UcdConfig;
import org.palimpsest.train.dataset.LabelRule;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The flags that say what is learnt and how; a resumed training takes none of them. */
final class TrainOptions {
    @Parameters(
            paramLabel = "DATASET",
            arity = "0..1",
            description = "Folder or file of labelled pairs, or hub:OWNER/NAME[@REVISION].")
    private @Nullable String dataset;

    @Option(
            names = {"-d", "--detector"},
            paramLabel = "NETWORK",
            description = "Network to train, one of the zoo.")
    private @Nullable String network;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            description = "How to train: a recipe of the program or a JSON file (default: the network's own).")
    private @Nullable String recipe;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A training configuration of the UCD framework (YAML).")
    private @Nullable Path config;

    @Option(names = "--data", paramLabel = "DATASET", description = "Dataset in place of the one that --config names.")
    private @Nullable String data;

    @Option(
            names = "--init",
            paramLabel = "MODEL",
            description = "Model to start from (fine-tuning): a folder, a file, or hub:OWNER/NAME[@REVISION].")
    private @Nullable String init;

    @Option(
            names = "--encoder-weights",
            paramLabel = "FILE",
            description = "Pre-trained weights for the encoder: a file, or hub:OWNER/NAME[@REVISION].")
    private @Nullable String encoderWeights;

    @Option(names = "--freeze", paramLabel = "PART", description = "Keep the weights of a part: encoder.")
    private @Nullable String freeze;

    @Option(names = "--epochs", paramLabel = "N", description = "Same as --set epochs=N.")
    private @Nullable Integer epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Same as --set batch=N.")
    private @Nullable Integer batch;

    @Option(
            names = "--precision",
            paramLabel = "TYPE",
            description = "Numbers that layers multiply while learning: fp32 or bf16. Same as --set precision=TYPE.")
    private @Nullable String precision;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of the training, or an option of the network; may come several times.")
    private Map<String, String> settings = Map.of();

    @Option(
            names = "--variants",
            paramLabel = "NAME=VALUE",
            split = ",",
            description =
                    "Train as it is and once more with each of these settings, in folders of RUN_DIR, and compare.")
    private List<String> variants = List.of();

    @Option(names = "--ignore", paramLabel = "V", description = "Value of the labels that means not labelled.")
    private @Nullable Double ignore;

    /** What the training shall be repeated with; empty for one training. */
    List<String> variants() {
        return variants;
    }

    /** The training that the flags describe. */
    TrainSpec spec(HubPlaces places) throws BadInputException, CancelledException {
        return spec(places, Map.of());
    }

    /** The same with some settings changed. */
    TrainSpec spec(HubPlaces places, Map<String, String> changes) throws BadInputException, CancelledException {
        if (config != null) {
            return ofConfig(UcdConfig.read(config), places, changes);
        }
        if (dataset == null || network == null || data != null) {
            throw new BadInputException(
                    "A training needs a dataset and a network: palimpsest train DATASET -d NETWORK -o"
                            + " RUN_DIR; or --config FILE; to go on with one, palimpsest train -o RUN_DIR --resume.");
        }
        return spec(
                places,
                places.dataset(dataset),
                network,
                recipe == null ? Recipe.ofNetwork(network) : Recipe.named(recipe),
                changes);
    }

    private TrainSpec ofConfig(UcdConfig read, HubPlaces places, Map<String, String> changes)
            throws BadInputException, CancelledException {
        if (dataset != null || network != null || recipe != null) {
            throw new BadInputException(
                    "The configuration names network and recipe itself; beside --config give --data for"
                            + " the dataset, and no DATASET, -d or --recipe.");
        }
        String place = Optional.ofNullable(data)
                .or(read::dataset)
                .orElseThrow(() -> new BadInputException(
                        config + " names no dataset; give its folder or shards here with --data DIR."));
        return spec(places, places.dataset(place), read.network(), read.recipe(), changes);
    }

    private TrainSpec spec(HubPlaces places, Path place, String trained, Recipe chosen, Map<String, String> changes)
            throws BadInputException, CancelledException {
        if (freeze != null && !freeze.equals("encoder")) {
            throw new BadInputException(
                    "Only the encoder can be frozen: --freeze encoder, but was \"" + freeze + "\".");
        }
        Map<String, String> all = new LinkedHashMap<>(settings);
        if (epochs != null) {
            all.put("epochs", epochs.toString());
        }
        if (batch != null) {
            all.put("batch", batch.toString());
        }
        if (precision != null) {
            all.put("precision", precision);
        }
        all.putAll(changes);
        return TrainSpecs.of(
                place,
                new LabelRule(ignore == null ? OptionalDouble.empty() : OptionalDouble.of(ignore)),
                trained,
                chosen,
                all,
                init == null ? Optional.empty() : Optional.of(places.model(init)),
                encoderWeights == null ? Optional.empty() : Optional.of(places.weights(encoderWeights)),
                freeze != null);
    }

    /** Refuses every flag that would change a training that is resumed. */
    void refuseAll() throws BadInputException {
        List<Object> given = java.util.Arrays.asList(
                dataset, network, recipe, config, data, init, encoderWeights, freeze, epochs, batch, precision, ignore);
        if (!settings.isEmpty() || !variants.isEmpty() || given.stream().anyMatch(java.util.Objects::nonNull)) {
            throw new BadInputException(
                    "A resumed training goes on as it began; beside --resume give only -o, --device,"
                            + " --threads, --memory and --json.");
        }
    }
}
