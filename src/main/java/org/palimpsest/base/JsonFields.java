package org.palimpsest.base;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a JSON object key by key and names the key that is missing, of the wrong kind or unknown.
 *
 * <p>Each getter marks its key as known; {@link #end()} then refuses every key that nobody asked for, so that a misspelt
 * key is an error and never silently ignored. Not safe for several threads.
 */
public final class JsonFields {
    private final String source;
    private final String prefix;
    private final JsonObject object;
    private final Set<String> known = new LinkedHashSet<>();

    private JsonFields(String source, String prefix, JsonObject object) {
        this.source = source;
        this.prefix = prefix;
        this.object = object;
    }

    /**
     * Parses a text that must be one JSON object.
     *
     * @param source how messages call the text: a file's path, say
     */
    public static JsonFields parse(String source, String text) throws BadInputException {
        JsonElement element;
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            element = JsonParser.parseReader(reader);
        } catch (JsonParseException | java.io.IOException e) {
            throw new BadInputException(source + " is not valid JSON: " + firstLine(e) + ".", e);
        }
        if (!element.isJsonObject()) {
            throw new BadInputException(source + " must be a JSON object, { ... }.");
        }
        return new JsonFields(source, "", element.getAsJsonObject());
    }

    /** Reads an object that is already parsed. */
    public static JsonFields of(String source, JsonObject object) {
        return new JsonFields(source, "", object);
    }

    /** Tells whether the key is there with a value that is not null. */
    public boolean has(String key) {
        known.add(key);
        JsonElement value = object.get(key);
        return value != null && !value.isJsonNull();
    }

    /** The text under a key that must be there. */
    public String text(String key) throws BadInputException {
        return optionalText(key).orElseThrow(() -> missing(key));
    }

    /** The text under a key that may be left out. */
    public Optional<String> optionalText(String key) throws BadInputException {
        if (!has(key)) {
            return Optional.empty();
        }
        JsonElement value = object.get(key);
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw wrong(key, "text in quotes");
        }
        return Optional.of(value.getAsString());
    }

    /** Whether text stands under a key, not a number or anything else. */
    public boolean isText(String key) {
        return has(key) && object.get(key) instanceof JsonPrimitive value && value.isString();
    }

    /** The number under a key that may be left out. */
    public Optional<Double> optionalNumber(String key) throws BadInputException {
        if (!has(key)) {
            return Optional.empty();
        }
        return Optional.of(number(key, object.get(key)));
    }

    /** The number under a key that must be there. */
    public double number(String key) throws BadInputException {
        return optionalNumber(key).orElseThrow(() -> missing(key));
    }

    /** The whole number under a key, or {@code otherwise} where it is left out. */
    public long whole(String key, long otherwise) throws BadInputException {
        return has(key) ? whole(key, object.get(key)) : otherwise;
    }

    /** Yes or no under a key, or {@code otherwise} where it is left out. */
    public boolean flag(String key, boolean otherwise) throws BadInputException {
        if (!has(key)) {
            return otherwise;
        }
        JsonElement value = object.get(key);
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
            throw wrong(key, "true or false");
        }
        return value.getAsBoolean();
    }

    /** The object under a key that must be there. */
    public JsonFields object(String key) throws BadInputException {
        return optionalObject(key).orElseThrow(() -> missing(key));
    }

    /** The object under a key that may be left out. */
    public Optional<JsonFields> optionalObject(String key) throws BadInputException {
        if (!has(key)) {
            return Optional.empty();
        }
        JsonElement value = object.get(key);
        if (!value.isJsonObject()) {
            throw wrong(key, "an object, { ... }");
        }
        return Optional.of(new JsonFields(source, prefix + key + ".", value.getAsJsonObject()));
    }

    /** The list of objects under a key; an empty list where it is left out. */
    public List<JsonFields> objects(String key) throws BadInputException {
        List<JsonFields> objects = new ArrayList<>();
        if (has(key)) {
            for (JsonElement item : array(key)) {
                if (!item.isJsonObject()) {
                    throw wrong(key, "a list of objects, { ... }");
                }
                objects.add(new JsonFields(source, prefix + key + "[" + objects.size() + "].", item.getAsJsonObject()));
            }
        }
        return objects;
    }

    /** The list of numbers under a key that must be there. */
    public List<Double> numbers(String key) throws BadInputException {
        if (!has(key)) {
            throw missing(key);
        }
        List<Double> numbers = new ArrayList<>();
        for (JsonElement item : array(key)) {
            numbers.add(number(key, item));
        }
        return numbers;
    }

    /** The keys that no getter was asked for so far, with the place of this object before each. */
    public List<String> unknownKeys() {
        return object.keySet().stream()
                .filter(key -> !known.contains(key))
                .map(key -> prefix + key)
                .toList();
    }

    /** The list of texts under a key that may be left out. */
    public Optional<List<String>> optionalTexts(String key) throws BadInputException {
        if (!has(key)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (JsonElement item : array(key)) {
            if (!item.isJsonPrimitive() || !item.getAsJsonPrimitive().isString()) {
                throw wrong(key, "a list of texts in quotes");
            }
            texts.add(item.getAsString());
        }
        return Optional.of(texts);
    }

    /** The list of whole numbers under a key that may be left out. */
    public Optional<List<Long>> optionalWholes(String key) throws BadInputException {
        if (!has(key)) {
            return Optional.empty();
        }
        List<Long> numbers = new ArrayList<>();
        for (JsonElement item : array(key)) {
            numbers.add(whole(key, item));
        }
        return Optional.of(numbers);
    }

    /** All keys of this object with their values, which must be texts, numbers or true/false, in the order of the file. */
    public Map<String, String> allTexts() throws BadInputException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
            if (!entry.getValue().isJsonPrimitive()) {
                throw wrong(entry.getKey(), "a text, a number, true or false");
            }
            known.add(entry.getKey());
            texts.put(entry.getKey(), entry.getValue().getAsString());
        }
        return texts;
    }

    /** Refuses the object if it holds a key that no getter was asked for. */
    public void end() throws BadInputException {
        for (String key : object.keySet()) {
            if (!known.contains(key)) {
                throw new BadInputException(source + ": the key \"" + prefix + key + "\" is not known. Known here: "
                        + String.join(", ", known) + ".");
            }
        }
    }

    private JsonArray array(String key) throws BadInputException {
        JsonElement value = object.get(key);
        if (!value.isJsonArray()) {
            throw wrong(key, "a list, [ ... ]");
        }
        return value.getAsJsonArray();
    }

    private double number(String key, JsonElement value) throws BadInputException {
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) {
            double number = value.getAsDouble();
            if (Double.isFinite(number)) {
                return number;
            }
        }
        throw wrong(key, "a number");
    }

    private long whole(String key, JsonElement value) throws BadInputException {
        double number = number(key, value);
        if (number != Math.rint(number) || Math.abs(number) > 1L << 53) {
            throw wrong(key, "a whole number");
        }
        return (long) number;
    }

    private BadInputException missing(String key) {
        return new BadInputException(source + ": the key \"" + prefix + key + "\" is missing.");
    }

    private BadInputException wrong(String key, String wanted) {
        return new BadInputException(source + ": the key \"" + prefix + key + "\" must be " + wanted + ".");
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message.replaceFirst("^[\\w.]*Exception: ", "").replaceFirst("\\.$", "");
    }
}
