package org.palimpsest.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.palimpsest.base.BadInputException;
import org.palimpsest.hub.HubReference;
import org.palimpsest.learned.UcdNames;
import org.palimpsest.zoo.NetworkRegistry;

/**
 * A training configuration of the UCD framework (YAML), as a network, a dataset and a recipe.
 *
 * @param network id in the zoo
 * @param dataset the dataset's place: a path, or {@code hub:OWNER/NAME} where the configuration says that it is on the hub
 * @param recipe what the file asks for on top of the framework's own ways
 */
public record UcdConfig(String network, Optional<String> dataset, Recipe recipe) {
    private static final Set<String> TOP = Set.of(
            "device",
            "model_name",
            "dataset_name",
            "data_type",
            "dataset_path",
            "input_nc",
            "num_classes",
            "push_to_hub",
            "transform",
            "model",
            "train",
            "eval",
            "test");
    private static final Set<String> TRAIN = Set.of(
            "epochs",
            "batch_size",
            "lr",
            "loss",
            "optim",
            "weight_decay",
            "lr_scheduler",
            "snapshots_dir",
            "save_intervals");

    /** Reads a configuration file; a key that the framework does not know is refused. */
    public static UcdConfig read(Path file) throws BadInputException {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new BadInputException("The configuration " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
        Map<String, Object> top = Yaml.parse(file.toString(), text);
        refuseUnknown(file, "", top.keySet(), TOP);
        Map<String, Object> train = map(file, top, "train");
        refuseUnknown(file, "train.", train.keySet(), TRAIN);
        String model = text(file, top, "model_name");
        NetworkRegistry.Entry entry = UcdNames.find(model)
                .orElseThrow(() ->
                        new BadInputException(file + ": the network " + model + " is not in this program's zoo."));
        Recipe usual = Recipe.named("ucd");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("epochs", text(file, train, "epochs"));
        settings.put("batch", text(file, train, "batch_size"));
        settings.put("learningRate", text(file, train, "lr"));
        settings.put("optimiser", optimiser(file, train));
        settings.put("weightDecay", train.containsKey("weight_decay") ? text(file, train, "weight_decay") : "0");
        settings.put("decayAll", "true");
        settings.put("schedule", train.containsKey("lr_scheduler") ? schedule(file, train) : "constant");
        if (train.containsKey("save_intervals")) {
            settings.put("validateEvery", text(file, train, "save_intervals"));
        }
        Object transform = top.get("transform");
        boolean normalised = transform instanceof List<?> list && list.contains("normalize");
        settings.put("normalisation", normalised ? "imagenet" : "unit");
        settings.putAll(loss(file, entry.id(), text(file, train, "loss")));
        Map<String, Object> options = new LinkedHashMap<>();
        if (entry.id().equals("snunet")) {
            // The framework's copy replaced the maximum of the channel attention by an average.
            options.put("pooling", "average");
        }
        Recipe recipe = new Recipe(
                file.getFileName().toString(),
                "A configuration of the UCD framework.",
                usual.with(settings).settings(),
                options,
                usual.sides(),
                usual.encoder());
        return new UcdConfig(entry.id(), dataset(top), recipe);
    }

    private static Optional<String> dataset(Map<String, Object> top) {
        boolean local = "local".equals(top.get("data_type"));
        return top.get("dataset_path") instanceof String path && !path.isBlank()
                ? Optional.of(local ? path : HubReference.SCHEME + path)
                : Optional.empty();
    }

    private static Map<String, String> loss(Path file, String network, String loss) throws BadInputException {
        return switch (loss) {
            case "BCE", "CrossEntropy" -> Map.of("bce", "1");
            case "Dice" -> Map.of("bce", "1", "dice", "1", "diceOver", "image");
            case "DiceFocal" ->
                Map.of(
                        "bce",
                        "0",
                        "focal",
                        "1",
                        "focalGamma",
                        "0.5",
                        "focalFixed",
                        "true",
                        "dice",
                        "1",
                        "diceOver",
                        "classes");
            case "integrated" -> {
                Map<String, String> own = Recipe.ofNetwork(network).settings();
                Map<String, String> losses = new LinkedHashMap<>();
                for (String name :
                        List.of("bce", "dice", "diceOver", "iou", "focal", "focalGamma", "focalFixed", "contrastive")) {
                    if (own.containsKey(name)) {
                        losses.put(name, own.get(name));
                    }
                }
                losses.put("deepSupervision", "1");
                yield losses;
            }
            default ->
                throw new BadInputException(
                        file + ": train.loss is BCE, CrossEntropy, Dice, DiceFocal or integrated, but was \"" + loss
                                + "\".");
        };
    }

    private static String optimiser(Path file, Map<String, Object> train) throws BadInputException {
        String name = text(file, train, "optim");
        return switch (name) {
            case "Adam" -> "adam";
            case "AdamW" -> "adamw";
            default -> throw new BadInputException(file + ": train.optim is Adam or AdamW, but was \"" + name + "\".");
        };
    }

    private static String schedule(Path file, Map<String, Object> train) throws BadInputException {
        String name = text(file, train, "lr_scheduler");
        return switch (name) {
            case "cosine" -> "cosine";
            case "", "none", "None", "null" -> "constant";
            default ->
                throw new BadInputException(
                        file + ": train.lr_scheduler is cosine or left out, but was \"" + name + "\".");
        };
    }

    private static void refuseUnknown(Path file, String prefix, Set<String> keys, Set<String> known)
            throws BadInputException {
        for (String key : keys) {
            if (!known.contains(key)) {
                throw new BadInputException(file + ": the key " + prefix + key + " is not one of the UCD framework's.");
            }
        }
    }

    private static String text(Path file, Map<String, Object> map, String key) throws BadInputException {
        if (map.get(key) instanceof String text) {
            return text;
        }
        throw new BadInputException(file + " needs a value for " + key + ".");
    }

    @SuppressWarnings("unchecked") // Keys of YAML's maps are texts.
    private static Map<String, Object> map(Path file, Map<String, Object> top, String key) throws BadInputException {
        if (top.get(key) instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new BadInputException(file + " needs a section " + key + ".");
    }
}
