package org.palimpsest.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.palimpsest.raster.Crs;

class LongitudeLatitudePolygonsTest {
    @Test
    void aRaggedPolygonAcrossTheAntimeridian_isCutIntoValidParts_thatHoldAllOfIt() throws Exception {
        // Steps of 20 m around a block of 800 x 400 m, the middle of which lies on the antimeridian at 17 degrees
        // north.
        Crs utm = Crs.parse("EPSG:32660");
        double[] middle = {180, 17};
        Crs.longitudeLatitude().mapTo(utm).apply(middle);
        List<Coordinate> ring = new ArrayList<>();
        // It begins in the east, at a negative longitude.
        for (int i = 0; i < 40; i++) {
            ring.add(new Coordinate(middle[0] + 400 - 20 * i, middle[1] - 200 - 20 * (i % 2)));
            ring.add(new Coordinate(middle[0] + 380 - 20 * i, middle[1] - 200 - 20 * (i % 2)));
        }
        for (int i = 0; i < 40; i++) {
            ring.add(new Coordinate(middle[0] - 400 + 20 * i, middle[1] + 200 + 20 * (i % 2)));
            ring.add(new Coordinate(middle[0] - 380 + 20 * i, middle[1] + 200 + 20 * (i % 2)));
        }
        ring.add(ring.get(0).copy());
        Polygon polygon = new GeometryFactory().createPolygon(ring.toArray(new Coordinate[0]));
        MultiPolygon parts = new LongitudeLatitudePolygons(Optional.of(utm)).of(polygon);
        assertEquals(2, parts.getNumGeometries());
        assertTrue(parts.isValid());
        Envelope box = parts.getEnvelopeInternal();
        assertEquals(-180, box.getMinX());
        assertEquals(180, box.getMaxX());
        double metres = 111_320 * Math.cos(Math.toRadians(17)) * 110_662;
        assertEquals(polygon.getArea(), parts.getArea() * metres, 0.005 * polygon.getArea());
    }
}
