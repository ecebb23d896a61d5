package org.palimpsest.vector;

import java.util.List;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;
import org.locationtech.jts.geom.impl.PackedCoordinateSequenceFactory;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;

/**
 * Turns rings along pixel edges into polygons in a grid's coordinates, or in those of another system.
 *
 * @param transform from columns and rows of the grid
 * @param firstColumn of the grid, which the rings count as 0
 * @param firstRow of the grid, which the rings count as 0
 * @param map from the grid's coordinates to those that are wanted
 */
record GridPolygons(GeoTransform transform, int firstColumn, int firstRow, Crs.CoordinateMap map) {
    private static final GeometryFactory GEOMETRIES =
            new GeometryFactory(PackedCoordinateSequenceFactory.DOUBLE_FACTORY);

    /** @param rings the outer one first, then holes */
    Polygon polygon(List<PixelRing> rings) {
        LinearRing[] holes = new LinearRing[rings.size() - 1];
        for (int i = 0; i < holes.length; i++) {
            holes[i] = ring(rings.get(i + 1));
        }
        return GEOMETRIES.createPolygon(ring(rings.get(0)), holes);
    }

    /** All together, as they are. */
    static MultiPolygon together(List<Polygon> polygons) {
        return GEOMETRIES.createMultiPolygon(polygons.toArray(new Polygon[0]));
    }

    private LinearRing ring(PixelRing ring) {
        double[] ordinates = new double[2 * (ring.size() + 1)];
        for (int i = 0; i <= ring.size(); i++) {
            int corner = i == ring.size() ? 0 : i;
            double column = firstColumn + ring.x(corner);
            double row = firstRow + ring.y(corner);
            ordinates[2 * i] = transform.x(column, row);
            ordinates[2 * i + 1] = transform.y(column, row);
        }
        map.apply(ordinates);
        CoordinateSequence sequence = new PackedCoordinateSequence.Double(ordinates, 2, 0);
        return GEOMETRIES.createLinearRing(sequence);
    }
}
