package org.palimpsest.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

class AreaOfInterestTest {
    private static final Grid PIXELS = Grid.ofPixels(100, 100);

    @TempDir
    private Path folder;

    @Test
    void aPixel_isInside_whereItsCentreIs_andHolesAreOutside() throws Exception {
        // Columns 2.4 to 7.6 hold the centres of 2 to 7; rows 1 to 5 those of 1 to 4; the hole those of 4 and 5 in rows
        // 2 and 3.
        PolygonRaster area = AreaOfInterest.parse(
                "SRID=0;POLYGON((2.4 -1, 7.6 -1, 7.6 -5, 2.4 -5, 2.4 -1), (4 -2, 6 -2, 6 -4, 4 -4, 4 -2))", PIXELS);
        assertEquals(Optional.of(new Window(2, 1, 6, 4)), area.window());
        assertEquals(
                """
                ..........
                ..######..
                ..##..##..
                ..##..##..
                ..######..
                ..........
                """,
                picture(area, new Window(0, 0, 10, 6)));
        assertEquals(
                """
                #..##
                #..##
                """,
                picture(area, new Window(3, 2, 5, 2)));
    }

    @Test
    void polygonsThatShareAnEdge_coverEachPixelOnce() throws Exception {
        String left = "SRID=0;POLYGON((0 0, 5.5 0, 2.5 -10, 0 -10, 0 0))";
        String right = "SRID=0;POLYGON((5.5 0, 10 0, 10 -10, 2.5 -10, 5.5 0))";
        Window window = new Window(0, 0, 10, 10);
        boolean[] a = AreaOfInterest.parse(left, PIXELS).inside(window);
        boolean[] b = AreaOfInterest.parse(right, PIXELS).inside(window);
        for (int i = 0; i < a.length; i++) {
            assertTrue(a[i] != b[i], "pixel " + i);
        }
    }

    @Test
    void longitudeAndLatitude_areLaidOntoAProjectedGrid() throws Exception {
        // At 15° E, the central meridian of zone 33, x is 500 000 m exactly; the equator is y = 0.
        Grid grid =
                new Grid(100, 100, GeoTransform.northUp(499_000, 1_000, 20, 20), Optional.of(Crs.parse("EPSG:32633")));
        PolygonRaster area = AreaOfInterest.parse("POLYGON((15 0, 16 0, 16 1, 15 1, 15 0))", grid);
        Window window = area.window().orElseThrow();
        assertEquals(50, window.x());
        assertEquals(50, window.endY());
        assertTrue(area.inside(new Window(50, 49, 1, 1))[0]);
        assertTrue(!area.inside(new Window(49, 49, 1, 1))[0]);
        assertTrue(!area.inside(new Window(50, 50, 1, 1))[0]);
    }

    @Test
    void geoJsonAndTextFiles_areRead() throws Exception {
        Path json = folder.resolve("area.geojson");
        Files.writeString(
                json,
                """
                {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32633"}},
                 "features": [
                  {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [0, 0]}},
                  {"type": "Feature", "properties": {}, "geometry": {"type": "MultiPolygon", "coordinates": [
                   [[[499000, 1000], [499100, 1000], [499100, 900], [499000, 900], [499000, 1000]]]]}}]}
                """);
        Grid grid =
                new Grid(100, 100, GeoTransform.northUp(499_000, 1_000, 20, 20), Optional.of(Crs.parse("EPSG:32633")));
        assertEquals(
                Optional.of(new Window(0, 0, 5, 5)),
                AreaOfInterest.parse(json.toString(), grid).window());
        Path text = folder.resolve("area.wkt");
        Files.writeString(
                text, "SRID=32633;POLYGON((499000 1000, 499100 1000, 499100 900, 499000 900, 499000 1000))\n");
        assertEquals(
                Optional.of(new Window(0, 0, 5, 5)),
                AreaOfInterest.parse(text.toString(), grid).window());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POLYGON((0 0, 1 1))",
                "POLYGON((0 0, 1 1, 1 0, 0 0)",
                "no-such-file.geojson",
                "SRID=0;LINESTRING(0 0, 1 1)",
                "SRID=99999999;POLYGON((0 0, 1 1, 1 0, 0 0))",
                "POLYGON((0 0, 1 1, 1 0, 0 0))",
                "POLYGON EMPTY"
            })
    void whatIsNoArea_orHasNoPlace_isOneSentence(String text) {
        BadInputException e = assertThrows(BadInputException.class, () -> AreaOfInterest.parse(text, PIXELS));
        assertTrue(e.getMessage().length() > 20, e.getMessage());
    }

    private static String picture(PolygonRaster area, Window window) {
        boolean[] inside = area.inside(window);
        StringBuilder picture = new StringBuilder();
        for (int i = 0; i < inside.length; i++) {
            picture.append(inside[i] ? '#' : '.');
            if (i % window.width() == window.width() - 1) {
                picture.append('\n');
            }
        }
        return picture.toString();
    }
}
