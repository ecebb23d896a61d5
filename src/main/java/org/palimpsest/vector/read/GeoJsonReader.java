package org.palimpsest.vector.read;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;

/**
 * Reads the polygons of GeoJSON (RFC 7946), whatever wraps them: a collection of features, one feature or a bare geometry.
 *
 * <p>Coordinates are kept as numbers while they are read, so that a shape of millions of points needs no more than their
 * memory. The system that GeoJSON of before 2016 may name is heeded; otherwise coordinates are longitude before latitude.
 */
final class GeoJsonReader {
    private static final Pattern EPSG = Pattern.compile(".*EPSG:[\\d.]*:?(\\d+)");
    private static final String POLYGON = "Polygon";
    private static final String MULTI_POLYGON = "MultiPolygon";
    /** Deepest nesting that is followed: far more than any map needs, far less than what ends a thread's stack. */
    private static final int DEEPEST = 64;

    private final String name;
    private final List<PolygonFeature> features = new ArrayList<>();
    private Optional<String> system = Optional.empty();

    GeoJsonReader(String name) {
        this.name = name;
    }

    VectorLayer read(Reader text) throws BadInputException, IOException {
        // Not closed: the text is the caller's.
        JsonReader json = new JsonReader(text);
        try {
            Part root = object(json, 0);
            add(root, Map.of());
        } catch (EOFException e) {
            throw new BadInputException(name + " ends in the middle of its GeoJSON. Get the file again.", e);
        } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
            throw new BadInputException(name + " is not valid GeoJSON: " + e.getMessage(), e);
        } catch (com.google.gson.stream.MalformedJsonException e) {
            throw new BadInputException(name + " is not valid GeoJSON: " + e.getMessage(), e);
        }
        Crs crs = system.isPresent() ? Crs.parse("EPSG:" + system.get()) : Crs.longitudeLatitude();
        return new VectorLayer(features, Optional.of(crs));
    }

    /** A GeoJSON object whose members may come in any order. */
    private static final class Part {
        private String type = "";
        private @Nullable Object coordinates;
        private @Nullable Part geometry;
        private final List<Part> geometries = new ArrayList<>();
        private Map<String, Object> attributes = Map.of();
    }

    private Part object(JsonReader json, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new JsonParseException("Its objects are nested more than " + DEEPEST + " deep.");
        }
        Part part = new Part();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "type" -> part.type = json.nextString();
                case "coordinates" -> part.coordinates = coordinates(json, 0);
                case "geometry" -> part.geometry = json.peek() == JsonToken.NULL ? skip(json) : object(json, depth + 1);
                case "geometries" -> {
                    json.beginArray();
                    while (json.hasNext()) {
                        part.geometries.add(object(json, depth + 1));
                    }
                    json.endArray();
                }
                case "features" -> {
                    json.beginArray();
                    while (json.hasNext()) {
                        // Each is turned into plain arrays at once, so that only one is held as it was read.
                        Part feature = object(json, depth + 1);
                        add(feature, feature.attributes);
                    }
                    json.endArray();
                }
                case "properties" -> part.attributes = attributes(JsonParser.parseReader(json));
                case "crs" -> namedSystem(JsonParser.parseReader(json));
                default -> json.skipValue();
            }
        }
        json.endObject();
        if (part.type.isEmpty()) {
            throw new JsonParseException("An object has no type.");
        }
        return part;
    }

    private static @Nullable Part skip(JsonReader json) throws IOException {
        json.skipValue();
        return null;
    }

    private void add(Part part, Map<String, Object> attributes) {
        List<RingPolygon> polygons = new ArrayList<>();
        collect(part, polygons);
        if (!polygons.isEmpty()) {
            features.add(new PolygonFeature(polygons, attributes));
        }
    }

    private void collect(Part part, List<RingPolygon> polygons) {
        if (part.geometry != null) {
            collect(part.geometry, polygons);
        }
        part.geometries.forEach(inner -> collect(inner, polygons));
        if (part.type.equals(POLYGON)) {
            polygon(part.coordinates, polygons);
        } else if (part.type.equals(MULTI_POLYGON)) {
            list(part.coordinates).forEach(each -> polygon(each, polygons));
        }
    }

    private static void polygon(@Nullable Object coordinates, List<RingPolygon> polygons) {
        List<double[]> rings = new ArrayList<>();
        for (Object ring : list(coordinates)) {
            if (!(ring instanceof double[] points)) {
                throw new JsonParseException("A ring is not a list of positions.");
            }
            if (points.length < 8 || points[0] != points[points.length - 2] || points[1] != points[points.length - 1]) {
                throw new JsonParseException("A ring is not closed or has fewer than four points.");
            }
            rings.add(points);
        }
        if (!rings.isEmpty()) {
            polygons.add(new RingPolygon(rings.get(0), rings.subList(1, rings.size())));
        }
    }

    private static List<?> list(@Nullable Object coordinates) {
        if (coordinates instanceof List<?> list) {
            return list;
        }
        throw new JsonParseException("The coordinates of a polygon are not lists of rings.");
    }

    /** One position as itself, a list of positions as one array x0, y0, x1, y1, ..., and a list of anything else as a list. */
    private static Object coordinates(JsonReader json, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new JsonParseException("Its coordinates are nested more than " + DEEPEST + " deep.");
        }
        json.beginArray();
        if (json.peek() == JsonToken.NUMBER) {
            Position position = new Position(json.nextDouble(), json.nextDouble());
            while (json.hasNext()) {
                json.skipValue();
            }
            json.endArray();
            return position;
        }
        double[] points = new double[8];
        int count = 0;
        List<Object> inner = new ArrayList<>();
        while (json.hasNext()) {
            Object child = coordinates(json, depth + 1);
            if (child instanceof Position position) {
                if (count == points.length) {
                    points = Arrays.copyOf(points, 2 * count);
                }
                points[count++] = position.x;
                points[count++] = position.y;
            } else {
                inner.add(child);
            }
        }
        json.endArray();
        return count > 0 ? Arrays.copyOf(points, count) : inner;
    }

    private record Position(double x, double y) {}

    private static Map<String, Object> attributes(JsonElement properties) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        if (properties instanceof JsonObject object) {
            for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
                if (entry.getValue() instanceof JsonPrimitive value) {
                    attributes.put(
                            entry.getKey(), value.isNumber() ? (Object) value.getAsDouble() : value.getAsString());
                }
            }
        }
        return attributes;
    }

    private void namedSystem(JsonElement crs) {
        if (crs instanceof JsonObject object
                && object.get("properties") instanceof JsonObject properties
                && properties.get("name") instanceof JsonPrimitive name) {
            Matcher code = EPSG.matcher(name.getAsString());
            if (code.matches()) {
                system = Optional.of(code.group(1));
            }
        }
    }
}
