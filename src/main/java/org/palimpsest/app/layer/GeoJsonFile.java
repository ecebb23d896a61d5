package org.palimpsest.app.layer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.base.BadInputException;

/**
 * Reads the polygons of a GeoJSON file (RFC 7946), feature by feature, so that only one is held as text at a time.
 *
 * <p>Coordinates come back as they are in the file: longitude before latitude. Points and lines are passed over.
 */
public final class GeoJsonFile {
    private GeoJsonFile() {}

    /** Reads all polygons of {@code file}. */
    public static List<Feature> read(Path file) throws BadInputException {
        List<Feature> features = new ArrayList<>();
        try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                JsonReader reader = new JsonReader(text)) {
            reader.beginObject();
            while (reader.hasNext()) {
                if (reader.nextName().equals("features")) {
                    readFeatures(reader, features);
                } else {
                    reader.skipValue();
                }
            }
        } catch (IOException | IllegalStateException | JsonParseException | ClassCastException e) {
            throw new BadInputException(
                    file + " cannot be read as GeoJSON. Check that it is complete and holds a FeatureCollection.", e);
        }
        return features;
    }

    private static void readFeatures(JsonReader reader, List<Feature> features) throws IOException {
        reader.beginArray();
        while (reader.peek() != JsonToken.END_ARRAY) {
            JsonObject object = JsonParser.parseReader(reader).getAsJsonObject();
            double[][] rings = rings(object.get("geometry"));
            if (rings.length > 0) {
                Map<String, Object> attributes = attributes(object.get("properties"));
                long id = attributes.get("id") instanceof Double number ? number.longValue() : features.size() + 1L;
                features.add(new Feature(id, rings, attributes));
            }
        }
        reader.endArray();
    }

    private static double[][] rings(JsonElement geometry) {
        List<double[]> rings = new ArrayList<>();
        if (geometry != null && geometry.isJsonObject()) {
            JsonObject object = geometry.getAsJsonObject();
            String type = object.get("type").getAsString();
            if (type.equals("Polygon")) {
                addRings(object.getAsJsonArray("coordinates"), rings);
            } else if (type.equals("MultiPolygon")) {
                for (JsonElement polygon : object.getAsJsonArray("coordinates")) {
                    addRings(polygon.getAsJsonArray(), rings);
                }
            }
        }
        return rings.toArray(new double[0][]);
    }

    private static void addRings(JsonArray polygon, List<double[]> rings) {
        for (JsonElement element : polygon) {
            JsonArray points = element.getAsJsonArray();
            double[] ring = new double[points.size() * 2];
            for (int i = 0; i < points.size(); i++) {
                JsonArray point = points.get(i).getAsJsonArray();
                ring[2 * i] = point.get(0).getAsDouble();
                ring[2 * i + 1] = point.get(1).getAsDouble();
            }
            if (ring.length >= 6) {
                rings.add(ring);
            }
        }
    }

    private static Map<String, Object> attributes(JsonElement properties) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        if (properties != null && properties.isJsonObject()) {
            for (Map.Entry<String, JsonElement> entry :
                    properties.getAsJsonObject().entrySet()) {
                if (entry.getValue() instanceof JsonPrimitive value) {
                    attributes.put(
                            entry.getKey(), value.isNumber() ? (Object) value.getAsDouble() : value.getAsString());
                }
            }
        }
        return attributes;
    }
}
