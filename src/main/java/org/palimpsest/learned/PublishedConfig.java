package org.palimpsest.learned;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.zoo.NetworkRegistry;

/**
 * What a {@code config.json} beside published weights says: those of MaskCD and MineNetCD (in the hub's transformers form), of
 * the UCD framework, and of this program's own exports.
 *
 * <p>It tells the network's family and how images are scaled, and no more: sizes that stand in it are not always true, so the
 * weights decide ({@link CheckpointVariant}).
 *
 * @param networks ids in the zoo, one of which the weights are for
 * @param normalisation of images of 0 to 1
 * @param threshold on the probability of change
 */
record PublishedConfig(List<String> networks, Normalisation normalisation, double threshold) {
    /** The file's name, beside the weights. */
    static final String FILE = "config.json";

    private static final List<String> MINENETCD = List.of("minenetcd-resnet", "minenetcd-swin", "minenetcd-vmamba");

    private static final double HALF = 0.5;

    /** The configuration in a folder; empty where there is none. */
    static Optional<PublishedConfig> in(Path folder) throws BadInputException, IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    read(JsonParser.parseString(Files.readString(file)).getAsJsonObject(), file.toString()));
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            throw new BadInputException(file + " is not a configuration of a network: it is no JSON object.", e);
        }
    }

    /** @param name of the file, for messages */
    static PublishedConfig read(JsonObject json, String name) throws BadInputException {
        String model = text(json, "model_name");
        if (!model.isEmpty()) {
            return named(json, model, name);
        }
        String type = text(json, "model_type");
        String backbone = text(json, "Backbone_type");
        if (type.equals("mask2former") || type.equals("maskcd")) {
            return imageNet("maskcd");
        }
        if (backbone.startsWith("ResNet_Diff")) {
            return imageNet("minenetcd-resnet");
        }
        if (backbone.startsWith("Swin_Diff")) {
            return imageNet("minenetcd-swin");
        }
        if (backbone.startsWith("VSSM")) {
            return imageNet("minenetcd-vmamba");
        }
        throw new BadInputException(name + " describes "
                + (type.isEmpty() ? "nothing that is known here" : "a model of type \"" + type + "\"")
                + architectures(json)
                + ". Read are MaskCD (mask2former), MineNetCD (upernet with a Backbone_type), the UCD framework's networks and"
                + " this program's own exports.");
    }

    private static PublishedConfig named(JsonObject json, String model, String name) throws BadInputException {
        List<String> networks = UcdNames.isMineNetCd(model)
                ? MINENETCD
                : UcdNames.find(model)
                        .map(NetworkRegistry.Entry::id)
                        .map(List::of)
                        .orElse(List.of());
        if (networks.isEmpty()) {
            throw new BadInputException(
                    name + " is for the network " + model + ", which this version of Palimpsest does not have.");
        }
        double threshold = json.get("threshold") instanceof JsonPrimitive number && number.isNumber()
                ? number.getAsDouble()
                : HALF;
        return new PublishedConfig(networks, normalisation(json, name), threshold);
    }

    /** This program states mean and deviation; the UCD framework divides by 255 unless its configuration says "normalize". */
    private static Normalisation normalisation(JsonObject json, String name) throws BadInputException {
        if (json.get("image_mean") instanceof JsonArray mean && json.get("image_std") instanceof JsonArray deviation) {
            try {
                return new Normalisation(numbers(mean), numbers(deviation));
            } catch (IllegalArgumentException | UnsupportedOperationException | IllegalStateException e) {
                throw new BadInputException(name + ": " + e.getMessage(), e);
            }
        }
        boolean normalised = json.get("transform") instanceof JsonArray steps
                && steps.asList().stream()
                        .anyMatch(step ->
                                step.isJsonPrimitive() && step.getAsString().equals("normalize"));
        return normalised ? Normalisation.IMAGENET : Normalisation.UNIT;
    }

    private static double[] numbers(JsonArray array) {
        return array.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
    }

    private static PublishedConfig imageNet(String network) {
        return new PublishedConfig(List.of(network), Normalisation.IMAGENET, HALF);
    }

    private static String architectures(JsonObject json) {
        return json.get("architectures") instanceof JsonArray names
                        && !names.isEmpty()
                        && names.get(0).isJsonPrimitive()
                ? " (" + names.get(0).getAsString() + ")"
                : "";
    }

    private static String text(JsonObject json, String key) {
        return json.get(key) instanceof JsonPrimitive value && value.isString() ? value.getAsString() : "";
    }
}
