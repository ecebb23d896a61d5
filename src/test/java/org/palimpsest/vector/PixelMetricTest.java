package org.palimpsest.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.PolygonArea;
import net.sf.geographiclib.PolygonResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;

/** Areas and lengths of polygons, judged by GeographicLib's geodesic polygons. */
class PixelMetricTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "EPSG:4326, 10, 60, 0.0001, 0.0001",
        "EPSG:4326, -60, -8, 0.00081, 0.00081",
        "EPSG:4326, 100, 1, 0.02, 0.01",
        "EPSG:4326, 179.95, 50, 0.001, 0.001",
        "EPSG:32633, 700000, 5200000, 10, 10",
        "EPSG:32633, 300000, 1000000, 0.3, 0.3",
        "EPSG:32633, 500000, 8000000, 300, 300",
        "EPSG:3857, 1500000, 6500000, 30, 30",
        "EPSG:3035, 4000000, 3000000, 25, 25",
        "EPSG:3413, -1000000, -1000000, 100, 100",
        "EPSG:2263, 984250, 200000, 3, 3",
        "EPSG:27700, 400000, 300000, 5, 5"
    })
    void areaAndPerimeter_areThoseOfTheGeodesicPolygon(
            String code, double x, double y, double pixelWidth, double pixelHeight) throws Exception {
        Crs crs = Crs.parse(code);
        GeoTransform transform = GeoTransform.northUp(x, y, pixelWidth, pixelHeight);
        MaskText mask = MaskText.random(150, 130, 0.62, 3);
        Grid grid = new Grid(150, 130, transform, Optional.of(crs));
        int compared = 0;
        for (ChangePolygon polygon : mask.polygons(grid, new float[0], false, 64, folder)) {
            if (polygon.geometry().getNumPoints() < 40 && compared > 3) {
                continue;
            }
            compared++;
            double area = geodesic(polygon.geometry().getExteriorRing(), crs).area;
            double length = geodesic(polygon.geometry().getExteriorRing(), crs).perimeter;
            for (int hole = 0; hole < polygon.geometry().getNumInteriorRing(); hole++) {
                area -= geodesic(polygon.geometry().getInteriorRingN(hole), crs).area;
                length += geodesic(polygon.geometry().getInteriorRingN(hole), crs).perimeter;
            }
            assertEquals(1, polygon.areaSquareMetres() / area, 2e-6);
            assertEquals(1, polygon.perimeterMetres() / length, 2e-6);
        }
        assertEquals(true, compared > 4);
    }

    @Test
    void rotatedPixels_haveTheirTrueSize() throws Exception {
        Crs crs = Crs.parse("EPSG:32633");
        GeoTransform rotated = new GeoTransform(500000, 8.660254, 5, 5200000, 5, -8.660254);
        Grid grid = new Grid(40, 30, rotated, Optional.of(crs));
        MaskText mask = MaskText.random(40, 30, 1, 1);
        ChangePolygon polygon =
                mask.polygons(grid, new float[0], false, 30, folder).get(0);
        PolygonResult judge = geodesic(polygon.geometry().getExteriorRing(), crs);
        assertEquals(1, polygon.areaSquareMetres() / judge.area, 2e-6);
        assertEquals(1, polygon.perimeterMetres() / judge.perimeter, 2e-6);
    }

    @Test
    void pointOfAPolygon_liesInside_inDegrees() throws Exception {
        Crs crs = Crs.parse("EPSG:32633");
        Grid grid = new Grid(30, 30, GeoTransform.northUp(500000, 5200000, 10, 10), Optional.of(crs));
        for (ChangePolygon polygon : MaskText.random(30, 30, 0.6, 8).polygons(grid, new float[0], false, 30, folder)) {
            double[] point = {polygon.longitude(), polygon.latitude()};
            Crs.longitudeLatitude().mapTo(crs).apply(point);
            assertEquals(
                    true,
                    polygon.geometry()
                            .contains(polygon.geometry().getFactory().createPoint(new Coordinate(point[0], point[1]))));
        }
    }

    /** A ring with so many points on its edges that they follow the lines of the raster's system. */
    private static PolygonResult geodesic(LineString ring, Crs crs) throws Exception {
        Crs.CoordinateMap map = crs.mapTo(Crs.longitudeLatitude());
        PolygonArea area = new PolygonArea(Geodesic.WGS84, false);
        for (int i = 0; i + 1 < ring.getNumPoints(); i++) {
            Coordinate a = ring.getCoordinateN(i);
            Coordinate b = ring.getCoordinateN(i + 1);
            double[] ends = {a.x, a.y, b.x, b.y};
            map.apply(ends);
            double metres = Geodesic.WGS84.Inverse(ends[1], ends[0], ends[3], ends[2]).s12;
            int parts = (int) Math.ceil(metres / 50);
            for (int part = 0; part < parts; part++) {
                double t = (double) part / parts;
                double[] point = {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
                map.apply(point);
                area.AddPoint(point[1], point[0]);
            }
        }
        PolygonResult result = area.Compute(false, true);
        return new PolygonResult(result.num, result.perimeter, Math.abs(result.area));
    }
}
