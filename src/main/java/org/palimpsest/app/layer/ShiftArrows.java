package org.palimpsest.app.layer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.base.BadInputException;

/** The lines of a run's {@code shift.geojson}, which show how far the dates lay apart, as outlines of arrows. */
final class ShiftArrows {
    /** The name of the product. */
    static final String FILE = "shift.geojson";

    /** Parts of an arrow's length. */
    private static final double SHAFT = 0.04;

    private static final double HEAD = 0.35;
    private static final double HEAD_WIDTH = 0.14;

    private static final double LARGEST_LONGITUDE = 180;
    private static final double LARGEST_LATITUDE = 90;

    private ShiftArrows() {}

    /** Reads all arrows; places without a shift have none. */
    static List<Feature> read(Path file) throws BadInputException {
        try {
            JsonObject collection = JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            List<Feature> arrows = new ArrayList<>();
            for (JsonElement each : collection.getAsJsonArray("features")) {
                JsonObject feature = each.getAsJsonObject();
                double[][] rings = rings(feature.getAsJsonObject("geometry"));
                if (rings.length > 0) {
                    arrows.add(new Feature(arrows.size() + 1L, rings, numbers(feature.getAsJsonObject("properties"))));
                }
            }
            return arrows;
        } catch (IOException e) {
            throw new BadInputException(file + " cannot be read. Check its permissions.", e);
        } catch (JsonParseException
                | IllegalStateException
                | ClassCastException
                | NullPointerException
                | NumberFormatException
                | IndexOutOfBoundsException e) {
            throw new BadInputException(file + " does not hold the arrows of a run's shift.", e);
        }
    }

    private static Map<String, Object> numbers(JsonObject properties) {
        Map<String, Object> numbers = new HashMap<>();
        properties
                .entrySet()
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().getAsDouble()));
        return numbers;
    }

    private static double[][] rings(JsonObject geometry) {
        JsonArray coordinates = geometry.getAsJsonArray("coordinates");
        List<double[]> rings = new ArrayList<>();
        if (geometry.get("type").getAsString().equals("LineString")) {
            add(coordinates, rings);
        } else {
            coordinates.forEach(line -> add(line.getAsJsonArray(), rings));
        }
        return rings.toArray(double[][]::new);
    }

    private static void add(JsonArray line, List<double[]> rings) {
        JsonArray start = line.get(0).getAsJsonArray();
        JsonArray end = line.get(line.size() - 1).getAsJsonArray();
        double[] arrow = outline(
                start.get(0).getAsDouble(),
                start.get(1).getAsDouble(),
                end.get(0).getAsDouble(),
                end.get(1).getAsDouble());
        if (arrow.length > 0) {
            rings.add(arrow);
        }
    }

    /** The closed outline of an arrow; empty for one without length. */
    static double[] outline(double x, double y, double toX, double toY) {
        // Degrees of longitude are shorter than those of latitude, which would bend the head.
        boolean degrees = Math.max(Math.abs(x), Math.abs(toX)) <= LARGEST_LONGITUDE
                && Math.max(Math.abs(y), Math.abs(toY)) < LARGEST_LATITUDE;
        double narrow = degrees ? Math.cos(Math.toRadians(y)) : 1;
        double dx = (toX - x) * narrow;
        double dy = toY - y;
        if (Math.hypot(dx, dy) == 0) {
            return new double[0];
        }
        double[][] corners = {
            {0, SHAFT},
            {1 - HEAD, SHAFT},
            {1 - HEAD, HEAD_WIDTH},
            {1, 0},
            {1 - HEAD, -HEAD_WIDTH},
            {1 - HEAD, -SHAFT},
            {0, -SHAFT},
            {0, SHAFT}
        };
        double[] ring = new double[2 * corners.length];
        for (int i = 0; i < corners.length; i++) {
            ring[2 * i] = x + (corners[i][0] * dx - corners[i][1] * dy) / narrow;
            ring[2 * i + 1] = y + corners[i][0] * dy + corners[i][1] * dx;
        }
        return ring;
    }
}
