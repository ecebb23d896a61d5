package org.palimpsest.vector;

import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One column of the polygons' attribute table, the same in every format.
 *
 * @param name at most 10 characters, which is what shapefiles allow
 * @param type of its values
 * @param width characters in a shapefile's table
 * @param decimals digits after the point; values are rounded to them in every format, so that all hold the same number
 * @param getter the value of a polygon, or null where nothing is known
 */
record Attribute(
        String name,
        Type type,
        int width,
        int decimals,
        BiFunction<ChangePolygon, LayerInfo, @Nullable Object> getter) {
    /** All columns, in their order. */
    static final List<Attribute> ALL = List.of(
            new Attribute("id", Type.INTEGER, 18, 0, (p, layer) -> p.id()),
            real("area_m2", 20, 4, ChangePolygon::areaSquareMetres),
            real("perim_m", 20, 4, ChangePolygon::perimeterMetres),
            real("score_mean", 12, 6, ChangePolygon::scoreMean),
            real("score_max", 12, 6, ChangePolygon::scoreMax),
            new Attribute(
                    "direction", Type.TEXT, 4, 0, (p, layer) -> p.direction().text()),
            real("lon", 13, 7, ChangePolygon::longitude),
            real("lat", 12, 7, ChangePolygon::latitude),
            new Attribute("date_from", Type.TEXT, 32, 0, (p, layer) -> layer.dateFrom()
                    .orElse(null)),
            new Attribute(
                    "date_to", Type.TEXT, 32, 0, (p, layer) -> layer.dateTo().orElse(null)),
            new Attribute("detector", Type.TEXT, 64, 0, (p, layer) -> layer.detector()),
            new Attribute("run_id", Type.TEXT, 64, 0, (p, layer) -> layer.runId()),
            new Attribute("status", Type.TEXT, 16, 0, (p, layer) -> p.status()),
            new Attribute("note", Type.TEXT, 254, 0, (p, layer) -> p.note()));

    /** What a column holds. */
    enum Type {
        /** Long. */
        INTEGER,
        /** Double. */
        REAL,
        /** String. */
        TEXT
    }

    /** The value of a polygon: a Long, Double or String, or null where nothing is known. */
    @Nullable
    Object value(ChangePolygon polygon, LayerInfo layer) {
        return getter.apply(polygon, layer);
    }

    private static Attribute real(
            String name, int width, int decimals, java.util.function.ToDoubleFunction<ChangePolygon> getter) {
        return new Attribute(name, Type.REAL, width, decimals, (p, layer) -> {
            double value = getter.applyAsDouble(p);
            return Double.isFinite(value) ? (Object) rounded(value, decimals) : null;
        });
    }

    private static double rounded(double value, int decimals) {
        double scale = Math.pow(10, decimals);
        double scaled = value * scale;
        // Beyond 2^52 a double has no digits after the point to round.
        return Math.abs(scaled) < 1L << 52 ? Math.rint(scaled) / scale : value;
    }
}
