package org.palimpsest.zoo;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.base.BadInputException;

/**
 * One case of a parity fixture's {@code cases.json}: which weights and inputs a network gets, and how near its outputs must
 * come to the original's.
 *
 * @param multiply factors for whole entries, after filling
 * @param add what is added after that, by entry name, or by {@code name[index]} for one element
 */
record ParityCase(
        String name,
        Path inputs,
        Path reference,
        List<StateEntry> state,
        NetworkOptions options,
        Map<String, Double> multiply,
        Map<String, Double> add,
        Map<String, Limit> tolerance) {

    /** What one output is judged by: the largest absolute difference, or the share of equal elements. */
    record Limit(boolean equalShare, double value) {}

    /**
     * One entry of the original's state.
     *
     * @param filled whether its values come from {@code ParameterFill}; otherwise the network's own are kept
     * @param fillShape the shape that the filled values are computed for
     */
    record StateEntry(String name, List<Long> shape, boolean filled, double scale, List<Long> fillShape) {}

    /** The name of the network that a fixture folder is for. */
    static String network(Path folder) throws IOException, BadInputException {
        return read(
                folder.resolve("cases.json"),
                json -> json.getAsJsonObject().get("network").getAsString());
    }

    static List<ParityCase> read(Path folder) throws IOException, BadInputException {
        List<JsonObject> objects = read(folder.resolve("cases.json"), json -> {
            List<JsonObject> cases = new ArrayList<>();
            json.getAsJsonObject().getAsJsonArray("cases").forEach(item -> cases.add(item.getAsJsonObject()));
            return cases;
        });
        List<ParityCase> cases = new ArrayList<>();
        for (JsonObject object : objects) {
            List<StateEntry> state = read(folder.resolve(text(folder, object, "state")), ParityCase::stateEntries);
            cases.add(checked(folder.resolve("cases.json"), () -> parse(folder, object, state)));
        }
        return cases;
    }

    private static ParityCase parse(Path folder, JsonObject object, List<StateEntry> state) {
        Map<String, Object> options = new LinkedHashMap<>();
        object.getAsJsonObject("options").asMap().forEach((key, value) -> options.put(key, plain(value)));
        Map<String, Limit> tolerance = new LinkedHashMap<>();
        object.getAsJsonObject("tolerance").asMap().forEach((key, value) -> tolerance.put(key, limit(value)));
        return new ParityCase(
                object.get("name").getAsString(),
                folder.resolve(object.get("inputs").getAsString()),
                folder.resolve(object.get("reference").getAsString()),
                state,
                new NetworkOptions(options),
                numbers(object.getAsJsonObject("multiply")),
                numbers(object.getAsJsonObject("add")),
                tolerance);
    }

    private static Limit limit(JsonElement json) {
        JsonObject object = json.getAsJsonObject();
        return object.has("absolute")
                ? new Limit(false, object.get("absolute").getAsDouble())
                : new Limit(true, object.get("equal_share").getAsDouble());
    }

    private static Object plain(JsonElement json) {
        JsonPrimitive value = json.getAsJsonPrimitive();
        if (value.isBoolean()) {
            return value.getAsBoolean();
        }
        return value.isNumber() ? (Object) value.getAsDouble() : value.getAsString();
    }

    private static Map<String, Double> numbers(JsonObject object) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        object.asMap().forEach((key, value) -> numbers.put(key, value.getAsDouble()));
        return numbers;
    }

    private static List<StateEntry> stateEntries(JsonElement json) {
        List<StateEntry> entries = new ArrayList<>();
        for (JsonElement item : json.getAsJsonArray()) {
            JsonObject object = item.getAsJsonObject();
            List<Long> shape = longs(object.getAsJsonArray("shape"));
            entries.add(new StateEntry(
                    object.get("name").getAsString(),
                    shape,
                    object.get("filled").getAsBoolean(),
                    object.has("scale") ? object.get("scale").getAsDouble() : 1,
                    object.has("fill_as") ? longs(object.getAsJsonArray("fill_as")) : shape));
        }
        return entries;
    }

    private static List<Long> longs(JsonArray array) {
        List<Long> values = new ArrayList<>();
        array.forEach(item -> values.add(item.getAsLong()));
        return values;
    }

    private static String text(Path folder, JsonObject object, String key) throws BadInputException {
        return checked(folder.resolve("cases.json"), () -> object.get(key).getAsString());
    }

    private interface Reading<T> {
        T from(JsonElement json);
    }

    private interface Step<T> {
        T run();
    }

    private static <T> T read(Path file, Reading<T> reading) throws IOException, BadInputException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new BadInputException("There is no " + file.getFileName() + " in " + file.getParent() + ".", e);
        }
        return checked(file, () -> reading.from(JsonParser.parseString(text)));
    }

    private static <T> T checked(Path file, Step<T> step) throws BadInputException {
        try {
            return step.run();
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | UnsupportedOperationException
                | NullPointerException
                | ClassCastException e) {
            throw new BadInputException(file + " is not what a parity fixture holds under that name.", e);
        }
    }
}
