package org.palimpsest.raster.scene;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.palimpsest.base.BadInputException;

/** The facts in a Landsat metadata file, {@code *_MTL.txt} or {@code *_MTL.json}, by group and name. */
final class LandsatMetadata {
    private static final long MAX_BYTES = 1 << 22;

    private final Map<String, String> values = new HashMap<>();

    private LandsatMetadata() {}

    static LandsatMetadata read(Path file) throws BadInputException {
        LandsatMetadata metadata = new LandsatMetadata();
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new BadInputException(file + " is too long for the metadata of a scene. Get the scene again.");
            }
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            if (file.toString().endsWith(".json")) {
                metadata.readJson("", JsonParser.parseString(text).getAsJsonObject());
            } else {
                metadata.readText(text);
            }
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new BadInputException(file + " is damaged: it cannot be read as Landsat metadata. Get it again.", e);
        }
        return metadata;
    }

    private void readJson(String group, JsonObject object) {
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
            if (entry.getValue().isJsonObject()) {
                readJson(entry.getKey(), entry.getValue().getAsJsonObject());
            } else if (entry.getValue().isJsonPrimitive()) {
                values.put(group + "/" + entry.getKey(), entry.getValue().getAsString());
            }
        }
    }

    private void readText(String text) {
        Deque<String> groups = new ArrayDeque<>();
        for (String line : text.split("\\R")) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                continue;
            }
            String name = line.substring(0, equals).strip();
            String value = line.substring(equals + 1).strip();
            switch (name) {
                case "GROUP" -> groups.push(value);
                case "END_GROUP" -> groups.poll();
                default -> {
                    String group = groups.isEmpty() ? "" : groups.peek();
                    values.put(group + "/" + name, value.replaceAll("^\"|\"$", ""));
                }
            }
        }
    }

    /** A fact of a group. */
    Optional<String> text(String group, String name) {
        return Optional.ofNullable(values.get(group + "/" + name)).filter(value -> !value.isBlank());
    }

    /** A number of a group. */
    OptionalDouble number(String group, String name) {
        try {
            return text(group, name)
                    .map(value -> OptionalDouble.of(Double.parseDouble(value)))
                    .orElse(OptionalDouble.empty());
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
