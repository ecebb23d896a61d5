package org.palimpsest.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/** Encodes polygons as GeoPackage blobs: a header with the envelope, then well-known binary, all little-endian. */
final class GeoPackageGeometry {
    private static final int HEADER_BYTES = 8 + 4 * Double.BYTES;

    /** Little-endian, with an envelope of x and y. */
    private static final byte FLAGS = 0b0000_0011;

    private static final int WKB_POLYGON = 3;
    private static final int WKB_MULTIPOLYGON = 6;

    private GeoPackageGeometry() {}

    /** @param shape a polygon or multipolygon */
    static byte[] encode(Geometry shape, int srsId) {
        boolean several = shape instanceof MultiPolygon;
        int bytes = Math.addExact(HEADER_BYTES + (several ? 9 : 0), Math.multiplyExact(16, shape.getNumPoints()));
        for (int i = 0; i < shape.getNumGeometries(); i++) {
            bytes = Math.addExact(bytes, 9 + 4 * (1 + ((Polygon) shape.getGeometryN(i)).getNumInteriorRing()));
        }
        ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Envelope box = shape.getEnvelopeInternal();
        out.put((byte) 'G').put((byte) 'P').put((byte) 0).put(FLAGS).putInt(srsId);
        out.putDouble(box.getMinX())
                .putDouble(box.getMaxX())
                .putDouble(box.getMinY())
                .putDouble(box.getMaxY());
        if (several) {
            out.put((byte) 1).putInt(WKB_MULTIPOLYGON).putInt(shape.getNumGeometries());
        }
        for (int i = 0; i < shape.getNumGeometries(); i++) {
            put(out, (Polygon) shape.getGeometryN(i));
        }
        return out.array();
    }

    private static void put(ByteBuffer out, Polygon polygon) {
        out.put((byte) 1).putInt(WKB_POLYGON).putInt(1 + polygon.getNumInteriorRing());
        put(out, polygon.getExteriorRing());
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
            put(out, polygon.getInteriorRingN(hole));
        }
    }

    private static void put(ByteBuffer out, LinearRing ring) {
        CoordinateSequence points = ring.getCoordinateSequence();
        out.putInt(points.size());
        for (int i = 0; i < points.size(); i++) {
            out.putDouble(points.getX(i)).putDouble(points.getY(i));
        }
    }
}
