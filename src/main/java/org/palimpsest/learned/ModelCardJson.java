package org.palimpsest.learned;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.palimpsest.base.BadInputException;
import org.palimpsest.zoo.NetworkOptions;

/** {@link ModelCard} as JSON text; a key that is not known is an error, because ignoring it could change the result. */
final class ModelCardJson {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private static final int FORMAT = 1;
    private static final Set<String> KEYS = Set.of(
            "format",
            "network",
            "options",
            "bands",
            "normalisation",
            "ground_sample_distance",
            "window",
            "size_multiple",
            "halo",
            "threshold",
            "classes",
            "licence",
            "training",
            "weights_sha256");

    private ModelCardJson() {}

    static String write(ModelCard card, int sizeMultiple) {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("network", card.network());
        json.add("options", GSON.toJsonTree(card.options().values()));
        json.add("bands", GSON.toJsonTree(card.bands()));
        JsonObject normalisation = new JsonObject();
        normalisation.add("mean", GSON.toJsonTree(card.normalisation().mean()));
        normalisation.add("deviation", GSON.toJsonTree(card.normalisation().deviation()));
        json.add("normalisation", normalisation);
        if (card.groundSampleDistance().isPresent()) {
            json.addProperty(
                    "ground_sample_distance", card.groundSampleDistance().getAsDouble());
        }
        json.addProperty("window", card.window());
        json.addProperty("size_multiple", sizeMultiple);
        json.addProperty("halo", card.halo());
        json.addProperty("threshold", card.threshold());
        json.add("classes", GSON.toJsonTree(card.classes()));
        json.addProperty("licence", card.licence());
        json.add("training", GSON.toJsonTree(card.training()));
        json.addProperty("weights_sha256", card.weightsSha256());
        return GSON.toJson(json) + "\n";
    }

    /** @param name of the file, for messages */
    static ModelCard read(String text, String name) throws BadInputException {
        try {
            return read(JsonParser.parseString(text).getAsJsonObject());
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException e) {
            throw new BadInputException(
                    name + " is not a model description that this program can read: " + e.getMessage(), e);
        }
    }

    private static ModelCard read(JsonObject json) {
        for (String key : json.keySet()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("the key \"" + key + "\" is not known.");
            }
        }
        int format = json.get("format").getAsInt();
        if (format != FORMAT) {
            throw new IllegalArgumentException("its format is " + format + ", and this version knows " + FORMAT + ".");
        }
        Map<String, Object> options = new LinkedHashMap<>();
        json.getAsJsonObject("options").asMap().forEach((key, value) -> options.put(key, plain(value)));
        Map<String, String> training = new LinkedHashMap<>();
        json.getAsJsonObject("training").asMap().forEach((key, value) -> training.put(key, value.getAsString()));
        JsonObject normalisation = json.getAsJsonObject("normalisation");
        return new ModelCard(
                json.get("network").getAsString(),
                new NetworkOptions(options),
                texts(json.getAsJsonArray("bands")),
                new Normalisation(
                        numbers(normalisation.getAsJsonArray("mean")),
                        numbers(normalisation.getAsJsonArray("deviation"))),
                json.has("ground_sample_distance")
                        ? OptionalDouble.of(json.get("ground_sample_distance").getAsDouble())
                        : OptionalDouble.empty(),
                json.get("window").getAsInt(),
                json.get("halo").getAsInt(),
                json.get("threshold").getAsDouble(),
                texts(json.getAsJsonArray("classes")),
                json.get("licence").getAsString(),
                training,
                json.get("weights_sha256").getAsString());
    }

    private static Object plain(JsonElement json) {
        JsonPrimitive value = json.getAsJsonPrimitive();
        if (value.isBoolean()) {
            return value.getAsBoolean();
        }
        return value.isNumber() ? (Object) value.getAsDouble() : value.getAsString();
    }

    private static List<String> texts(JsonArray array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.getAsString()));
        return texts;
    }

    private static double[] numbers(JsonArray array) {
        return array.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
    }
}
