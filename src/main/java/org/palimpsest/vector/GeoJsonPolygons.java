package org.palimpsest.vector;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.palimpsest.raster.Crs;

/** Collects the polygons of a GeoJSON text, whatever it wraps them in; other geometries are passed over. */
final class GeoJsonPolygons {
    private static final Pattern EPSG = Pattern.compile(".*EPSG:[\\d.]*:?(\\d+)");
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private GeoJsonPolygons() {}

    /** All polygons as one multipolygon, and the code of their system. */
    record Content(String crs, Geometry polygons) {}

    /** Throws {@link JsonParseException} or {@link IllegalStateException} where the text is no GeoJSON. */
    static Content parse(String text) {
        JsonObject root = JsonParser.parseString(text).getAsJsonObject();
        List<Polygon> polygons = new ArrayList<>();
        collect(root, polygons);
        return new Content(crs(root), FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new)));
    }

    /** The system that GeoJSON of before RFC 7946 may name; longitude and latitude otherwise. */
    private static String crs(JsonObject root) {
        if (root.get("crs") instanceof JsonObject crs && crs.get("properties") instanceof JsonObject properties) {
            JsonElement name = properties.get("name");
            if (name != null && name.isJsonPrimitive()) {
                Matcher code = EPSG.matcher(name.getAsString());
                if (code.matches()) {
                    return "EPSG:" + code.group(1);
                }
            }
        }
        return Crs.LONGITUDE_LATITUDE_CODE;
    }

    private static void collect(JsonObject object, List<Polygon> polygons) {
        JsonElement type = object.get("type");
        if (type == null) {
            throw new JsonParseException("An object has no type.");
        }
        switch (type.getAsString()) {
            case "FeatureCollection" ->
                object.getAsJsonArray("features").forEach(feature -> collect(feature.getAsJsonObject(), polygons));
            case "GeometryCollection" ->
                object.getAsJsonArray("geometries").forEach(geometry -> collect(geometry.getAsJsonObject(), polygons));
            case "Feature" -> {
                if (object.get("geometry") instanceof JsonObject geometry) {
                    collect(geometry, polygons);
                }
            }
            case "Polygon" -> polygons.add(polygon(object.getAsJsonArray("coordinates")));
            case "MultiPolygon" ->
                object.getAsJsonArray("coordinates").forEach(rings -> polygons.add(polygon(rings.getAsJsonArray())));
            default -> {
                // Points and lines cover no area.
            }
        }
    }

    private static Polygon polygon(JsonArray rings) {
        LinearRing shell = ring(rings.get(0).getAsJsonArray());
        LinearRing[] holes = new LinearRing[rings.size() - 1];
        for (int i = 0; i < holes.length; i++) {
            holes[i] = ring(rings.get(i + 1).getAsJsonArray());
        }
        return FACTORY.createPolygon(shell, holes);
    }

    private static LinearRing ring(JsonArray positions) {
        Coordinate[] points = new Coordinate[positions.size()];
        for (int i = 0; i < points.length; i++) {
            JsonArray position = positions.get(i).getAsJsonArray();
            points[i] = new Coordinate(
                    position.get(0).getAsDouble(), position.get(1).getAsDouble());
        }
        try {
            return FACTORY.createLinearRing(points);
        } catch (IllegalArgumentException e) {
            throw new JsonParseException("A ring is not closed or has fewer than four points.", e);
        }
    }
}
