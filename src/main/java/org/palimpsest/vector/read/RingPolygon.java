package org.palimpsest.vector.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/**
 * A polygon as plain numbers, for shapes of millions of points: what lies inside its shell and inside none of its holes.
 *
 * @param shell closed ring x0, y0, x1, y1, ..., in either direction
 * @param holes closed rings likewise
 */
@SuppressWarnings("ArrayRecordComponent") // Large; compared and changed by nobody.
public record RingPolygon(double[] shell, List<double[]> holes) {
    public RingPolygon {
        holes = List.copyOf(holes);
    }

    /** The ring with its first point once more at its end, where that is missing. */
    static double[] closed(double[] ring) {
        int last = ring.length - 2;
        if (last < 0 || ring[0] == ring[last] && ring[1] == ring[last + 1]) {
            return ring;
        }
        double[] closed = Arrays.copyOf(ring, ring.length + 2);
        closed[last + 2] = ring[0];
        closed[last + 3] = ring[1];
        return closed;
    }

    /** The polygons among the parts of a geometry. */
    static List<RingPolygon> of(Geometry geometry) {
        List<RingPolygon> polygons = new ArrayList<>();
        for (int i = 0; i < geometry.getNumGeometries(); i++) {
            Geometry part = geometry.getGeometryN(i);
            if (part instanceof Polygon polygon && !polygon.isEmpty()) {
                List<double[]> holes = new ArrayList<>();
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    holes.add(ring(polygon.getInteriorRingN(hole)));
                }
                polygons.add(new RingPolygon(ring(polygon.getExteriorRing()), holes));
            } else if (part instanceof GeometryCollection) {
                polygons.addAll(of(part));
            }
        }
        return polygons;
    }

    private static double[] ring(LineString line) {
        CoordinateSequence points = line.getCoordinateSequence();
        double[] ring = new double[2 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            ring[2 * i] = points.getX(i);
            ring[2 * i + 1] = points.getY(i);
        }
        return ring;
    }

    /** The shell first, then the holes. */
    public List<double[]> rings() {
        List<double[]> rings = new ArrayList<>();
        rings.add(shell);
        rings.addAll(holes);
        return rings;
    }
}
