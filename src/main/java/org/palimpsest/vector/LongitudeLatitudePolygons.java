package org.palimpsest.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;

/**
 * Brings polygons of any system to WGS 84 longitude and latitude.
 *
 * <p>Long edges get points between their ends where a straight line of the one system is a curve in the other. A polygon that
 * crosses the antimeridian is cut there. Not safe from several threads.
 */
final class LongitudeLatitudePolygons {
    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    /** Edges shorter than this (about 500 m) bend by less than a centimetre in any usual system. */
    private static final double SHORT_EDGE_DEGREES = 0.005;

    /** How far an edge may be from its curve: about a centimetre. */
    private static final double TOLERANCE_DEGREES = 1e-7;

    private static final int MOST_HALVINGS = 12;

    private final boolean onEarth;
    private final Crs.@Nullable CoordinateMap map;

    /** @param crs of the polygons; without one they are left as they are */
    LongitudeLatitudePolygons(Optional<Crs> crs) throws BadInputException {
        onEarth = crs.isPresent();
        boolean same = crs.isEmpty() || crs.get().sameAs(Crs.longitudeLatitude());
        map = same ? null : crs.get().mapTo(Crs.longitudeLatitude());
    }

    /** A polygon or multipolygon in longitude and latitude; more polygons where one was cut. */
    MultiPolygon of(Geometry shape) {
        List<Polygon> parts = new ArrayList<>();
        for (int i = 0; i < shape.getNumGeometries(); i++) {
            add((Polygon) shape.getGeometryN(i), parts);
        }
        return GEOMETRIES.createMultiPolygon(parts.toArray(new Polygon[0]));
    }

    private void add(Polygon polygon, List<Polygon> parts) {
        List<LinearRing> rings = new ArrayList<>();
        LinearRing shell = ring(polygon.getExteriorRing(), Double.NaN);
        rings.add(shell);
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
            rings.add(ring(polygon.getInteriorRingN(hole), shell.getCoordinateN(0).x));
        }
        Polygon result = GEOMETRIES.createPolygon(
                rings.get(0), rings.subList(1, rings.size()).toArray(new LinearRing[0]));
        Envelope box = result.getEnvelopeInternal();
        if (onEarth && (box.getMaxX() > 180 || box.getMinX() < -180)) {
            cut(result, parts);
        } else {
            parts.add(result);
        }
    }

    /** @param near a longitude that the ring's first point must be within 180 degrees of; NaN for any */
    private LinearRing ring(LinearRing ring, double near) {
        CoordinateSequence source = ring.getCoordinateSequence();
        double[] points = new double[2 * source.size()];
        for (int i = 0; i < source.size(); i++) {
            points[2 * i] = source.getX(i);
            points[2 * i + 1] = source.getY(i);
        }
        if (map == null) {
            return linearRing(points, points.length / 2);
        }
        double[] mapped = points.clone();
        map.apply(mapped);
        unwrap(mapped, near);
        List<Coordinate> out = new ArrayList<>(source.size());
        for (int i = 0; i + 1 < source.size(); i++) {
            out.add(new Coordinate(mapped[2 * i], mapped[2 * i + 1]));
            bend(
                    new double[] {points[2 * i], points[2 * i + 1], points[2 * i + 2], points[2 * i + 3]},
                    new double[] {mapped[2 * i], mapped[2 * i + 1], mapped[2 * i + 2], mapped[2 * i + 3]},
                    MOST_HALVINGS,
                    out);
        }
        out.add(new Coordinate(out.get(0)));
        return GEOMETRIES.createLinearRing(out.toArray(new Coordinate[0]));
    }

    /** Adds the points between the ends of an edge that its curve needs. */
    private void bend(double[] edge, double[] mapped, int halvings, List<Coordinate> out) {
        if (map == null
                || halvings == 0
                || Math.abs(mapped[2] - mapped[0]) + Math.abs(mapped[3] - mapped[1]) < SHORT_EDGE_DEGREES) {
            return;
        }
        double[] middle = {(edge[0] + edge[2]) / 2, (edge[1] + edge[3]) / 2};
        double[] curve = middle.clone();
        map.apply(curve);
        curve[0] = mapped[0] + Math.IEEEremainder(curve[0] - mapped[0], 360);
        double off = Math.max(
                Math.abs(curve[0] - (mapped[0] + mapped[2]) / 2), Math.abs(curve[1] - (mapped[1] + mapped[3]) / 2));
        if (!(off > TOLERANCE_DEGREES)) {
            return;
        }
        bend(
                new double[] {edge[0], edge[1], middle[0], middle[1]},
                new double[] {mapped[0], mapped[1], curve[0], curve[1]},
                halvings - 1,
                out);
        out.add(new Coordinate(curve[0], curve[1]));
        bend(
                new double[] {middle[0], middle[1], edge[2], edge[3]},
                new double[] {curve[0], curve[1], mapped[2], mapped[3]},
                halvings - 1,
                out);
    }

    /** Lets longitudes run on over 180 degrees instead of jumping. */
    private static void unwrap(double[] points, double near) {
        if (!Double.isNaN(near)) {
            points[0] = near + Math.IEEEremainder(points[0] - near, 360);
        }
        for (int i = 2; i < points.length; i += 2) {
            points[i] = points[i - 2] + Math.IEEEremainder(points[i] - points[i - 2], 360);
        }
    }

    private static void cut(Polygon polygon, List<Polygon> parts) {
        for (int turn = -1; turn <= 1; turn++) {
            Geometry world = GEOMETRIES.toGeometry(new Envelope(-180 + 360 * turn, 180 + 360 * turn, -90, 90));
            // A copy, because the part may share its points with the polygon, which must not move with it.
            Geometry part = polygon.intersection(world).copy();
            part.apply(AffineTransformation.translationInstance(-360.0 * turn, 0));
            for (int i = 0; i < part.getNumGeometries(); i++) {
                if (part.getGeometryN(i) instanceof Polygon piece && !piece.isEmpty()) {
                    parts.add(piece);
                }
            }
        }
    }

    private static LinearRing linearRing(double[] points, int count) {
        Coordinate[] coordinates = new Coordinate[count];
        for (int i = 0; i < count; i++) {
            coordinates[i] = new Coordinate(points[2 * i], points[2 * i + 1]);
        }
        return GEOMETRIES.createLinearRing(coordinates);
    }
}
