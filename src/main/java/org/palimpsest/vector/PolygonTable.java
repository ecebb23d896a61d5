package org.palimpsest.vector;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.locationtech.jts.geom.Geometry;
import org.palimpsest.raster.Crs;

/**
 * What every format writes of a kind of polygons: the layer's name and system, and for each polygon its shape and attributes.
 *
 * @param name of the layer, in every format that names layers
 * @param crs the system of the coordinates; empty for coordinates in pixels
 * @param several whether a shape is a multipolygon, else one polygon
 * @param shape of a polygon, valid
 * @param attributes the columns, in their order
 */
record PolygonTable<P>(
        String name,
        Optional<Crs> crs,
        boolean several,
        Function<P, ? extends Geometry> shape,
        List<Attribute<P>> attributes) {
    /** The areas of change, each with what is known about it and about the run. */
    static PolygonTable<ChangePolygon> changes(LayerInfo layer) {
        return new PolygonTable<>(
                LayerInfo.NAME,
                layer.crs(),
                false,
                ChangePolygon::geometry,
                List.of(
                        Attribute.integer("id", 18, ChangePolygon::id),
                        Attribute.real("area_m2", 20, 4, ChangePolygon::areaSquareMetres),
                        Attribute.real("perim_m", 20, 4, ChangePolygon::perimeterMetres),
                        Attribute.real("score_mean", 12, 6, ChangePolygon::scoreMean),
                        Attribute.real("score_max", 12, 6, ChangePolygon::scoreMax),
                        Attribute.text("direction", 4, p -> p.direction().text()),
                        Attribute.real("lon", 13, 7, ChangePolygon::longitude),
                        Attribute.real("lat", 12, 7, ChangePolygon::latitude),
                        Attribute.text("date_from", 32, p -> layer.dateFrom().orElse(null)),
                        Attribute.text("date_to", 32, p -> layer.dateTo().orElse(null)),
                        Attribute.text("detector", 64, p -> layer.detector()),
                        Attribute.text("run_id", 64, p -> layer.runId()),
                        Attribute.text("status", 16, ChangePolygon::status),
                        Attribute.text("note", 254, ChangePolygon::note)));
    }

    /** The objects that a network of masks found. */
    static PolygonTable<ObjectPolygon> objects(LayerInfo layer) {
        return new PolygonTable<>(
                ObjectPolygon.LAYER,
                layer.crs(),
                true,
                ObjectPolygon::geometry,
                List.of(
                        Attribute.integer("id", 18, ObjectPolygon::id),
                        Attribute.integer("window", 18, ObjectPolygon::window),
                        Attribute.integer("query", 9, ObjectPolygon::query),
                        Attribute.integer("class", 9, ObjectPolygon::objectClass),
                        Attribute.real("class_score", 12, 6, ObjectPolygon::classScore),
                        Attribute.real("mask_score", 12, 6, ObjectPolygon::maskScore),
                        Attribute.real("area_m2", 20, 4, ObjectPolygon::areaSquareMetres),
                        Attribute.integer("cut", 1, p -> p.cut() ? 1 : 0),
                        Attribute.text("date_from", 32, p -> layer.dateFrom().orElse(null)),
                        Attribute.text("date_to", 32, p -> layer.dateTo().orElse(null)),
                        Attribute.text("detector", 64, p -> layer.detector()),
                        Attribute.text("run_id", 64, p -> layer.runId())));
    }
}
