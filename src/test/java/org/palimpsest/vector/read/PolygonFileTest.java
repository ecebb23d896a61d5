package org.palimpsest.vector.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.GdalTools;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.AreaOfInterest;
import org.palimpsest.vector.PolygonRaster;

class PolygonFileTest {
    private static final String STATED_SYSTEM =
            "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::32633\"}},";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"geojson", "shp", "gpkg"})
    void everyFormat_coversThePixelsThatGdalBurns(String ending) throws Exception {
        Path json = folder.resolve("in.geojson");
        Files.writeString(
                json, collection(STATED_SYSTEM, star(400_000, 5_000_000, 900, 40, 0.6), ring(400_500, 5_000_400, 80)));
        Path file = folder.resolve("polygons." + ending);
        if (!ending.equals("geojson")) {
            GdalTools.run("ogr2ogr", file, json);
        } else {
            Files.copy(json, file);
        }
        Path burnt = folder.resolve("burnt.tif");
        GdalTools.run(
                "gdal_rasterize",
                "-q",
                "-burn",
                "1",
                "-ot",
                "Byte",
                "-te",
                "398900",
                "4998900",
                "401300",
                "5001100",
                "-tr",
                "10",
                "10",
                json,
                burnt);
        Grid grid = new Grid(
                240, 220, GeoTransform.northUp(398_900, 5_001_100, 10, 10), Optional.of(Crs.parse("EPSG:32633")));
        PolygonRaster area = AreaOfInterest.parse(file.toString(), grid);
        try (Raster expected = Rasters.open(burnt.toString())) {
            PixelBlock block = expected.read(grid.window(), new int[] {0});
            int wrong = 0;
            int inside = 0;
            boolean[] pixels = area.inside(grid.window());
            for (int i = 0; i < pixels.length; i++) {
                wrong += pixels[i] != (block.samples(0)[i] == 1) ? 1 : 0;
                inside += pixels[i] ? 1 : 0;
            }
            assertTrue(inside > 5000, inside + " pixels are inside");
            assertEquals(0, wrong, "pixels that differ from GDAL's");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shp", "gpkg"})
    void attributes_comeBackAsNumbersAndTexts(String ending) throws Exception {
        Path json = folder.resolve("in.geojson");
        Files.writeString(
                json,
                """
                {"type":"FeatureCollection","features":[
                {"type":"Feature","properties":{"name":"Größe 変化","size":12.5,"count":7},"geometry":{"type":"Polygon",
                "coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[4,4],[4,6],[6,6],[6,4],[4,4]]]}},
                {"type":"Feature","properties":{"name":null,"size":1,"count":8},"geometry":{"type":"Polygon",
                "coordinates":[[[20,0],[30,0],[30,10],[20,0]]]}}]}
                """);
        Path file = folder.resolve("named." + ending);
        if (ending.equals("shp")) {
            GdalTools.run("ogr2ogr", "-lco", "ENCODING=UTF-8", file, json);
        } else {
            GdalTools.run("ogr2ogr", file, json);
        }
        VectorLayer layer = PolygonFile.read(file.toString());
        assertEquals(2, layer.features().size());
        PolygonFeature first = layer.features().get(0);
        assertEquals("Größe 変化", first.attributes().get("name"));
        assertEquals(12.5, first.attributes().get("size"));
        assertEquals(7.0, first.attributes().get("count"));
        assertEquals(1, first.polygons().get(0).holes().size());
        assertTrue(layer.features().get(1).attributes().get("name") == null);
        assertTrue(layer.crs().orElseThrow().sameAs(Crs.longitudeLatitude()));
    }

    @Test
    void aGeoPackageOfSeveralLayers_asksWhichOne() throws Exception {
        Path json = folder.resolve("in.geojson");
        Files.writeString(json, collection("", ring(10, 10, 1)));
        Path file = folder.resolve("two.gpkg");
        GdalTools.run("ogr2ogr", "-nln", "lakes", file, json);
        GdalTools.run("ogr2ogr", "-update", "-nln", "clouds", file, json);
        assertEquals(List.of("clouds", "lakes"), PolygonFile.layers(file));
        BadInputException e = assertThrows(BadInputException.class, () -> PolygonFile.read(file.toString()));
        assertTrue(
                e.getMessage().contains("clouds, lakes") && e.getMessage().contains("|layername=clouds"),
                e.getMessage());
        assertEquals(
                1, PolygonFile.read(PolygonFile.spec(file, "lakes")).features().size());
    }

    @Test
    void aGeoPackageOfAnotherSystem_liesWhereGdalPutsIt() throws Exception {
        Path json = folder.resolve("in.geojson");
        Files.writeString(json, collection("", ring(15.01, 48.01, 0.004)));
        Path file = folder.resolve("lambert.gpkg");
        GdalTools.run("ogr2ogr", "-t_srs", "EPSG:3035", file, json);
        Grid grid = new Grid(
                200, 200, GeoTransform.northUp(500_000, 5_318_500, 10, 10), Optional.of(Crs.parse("EPSG:32633")));
        Window direct = AreaOfInterest.parse(json.toString(), grid).window().orElseThrow();
        Window there = AreaOfInterest.parse(file.toString(), grid).window().orElseThrow();
        assertTrue(direct.width() > 50, direct.toString());
        assertTrue(
                Math.abs(direct.x() - there.x()) <= 1 && Math.abs(direct.endY() - there.endY()) <= 1,
                direct + " " + there);
    }

    @Test
    void aPolygonAroundTheWholeEarth_coversTheGrid() throws Exception {
        Grid grid = new Grid(
                50, 50, GeoTransform.northUp(500_000, 5_318_500, 10, 10), Optional.of(Crs.parse("EPSG:32633")));
        PolygonRaster all = AreaOfInterest.parse("POLYGON((-180 -90, 180 -90, 180 90, -180 90, -180 -90))", grid);
        boolean[] inside = all.inside(grid.window());
        boolean[] expected = new boolean[inside.length];
        Arrays.fill(expected, true);
        assertArrayEquals(expected, inside);
    }

    @Test
    void overlappingPolygons_coverTheirUnion_andHolesOfOneDoNotCutAnother() throws Exception {
        Grid grid = Grid.ofPixels(10, 1);
        PolygonRaster area = AreaOfInterest.parse(
                List.of(
                        "SRID=0;POLYGON((0 0, 6 0, 6 -1, 0 -1, 0 0), (2 0, 4 0, 4 -1, 2 -1, 2 0))",
                        "SRID=0;MULTIPOLYGON(((3 0, 8 0, 8 -1, 3 -1, 3 0)), ((7 0, 9 0, 9 -1, 7 -1, 7 0)))"),
                grid);
        StringBuilder picture = new StringBuilder();
        for (boolean inside : area.inside(grid.window())) {
            picture.append(inside ? '#' : '.');
        }
        assertEquals("##.######.", picture.toString());
    }

    @Test
    void aShapeOfAMillionPoints_isReadAndLaidOutInSeconds() throws Exception {
        Path file = folder.resolve("huge.geojson");
        Files.writeString(file, collection(STATED_SYSTEM, star(400_000, 5_000_000, 20_000, 1_000_000, 0.002)));
        Grid grid = new Grid(
                4000, 4000, GeoTransform.northUp(380_000, 5_020_000, 10, 10), Optional.of(Crs.parse("EPSG:32633")));
        long start = System.nanoTime();
        PolygonRaster area = AreaOfInterest.parse(file.toString(), grid);
        long inside = 0;
        for (int y = 0; y < 4000; y += 500) {
            for (int x = 0; x < 4000; x += 500) {
                for (boolean pixel : area.inside(new Window(x, y, 500, 500))) {
                    inside += pixel ? 1 : 0;
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        assertTrue(inside > 1_000_000, inside + " pixels");
        assertTrue(seconds < 20, seconds + " s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a.geojson;{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",;ends in the middle",
                "b.geojson;{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1]]]};not closed",
                "c.geojson;{\"type\":\"Polygon\",\"coordinates\":[0,1]};not lists of rings",
                "d.geojson;{\"kind\":7};has no type",
                "e.wkt;POLYGON((0 0, 1 1, 1 0);not valid well-known text",
                "f.txt;Dear all,;neither GeoJSON nor well-known text",
                "g.gpkg;SQLite format 3;neither GeoJSON",
                "h.prj;PROJCS[];part of a shapefile"
            })
    void damagedFiles_areOneSentenceThatNamesThem(String name, String content, String expected) throws Exception {
        Path file = folder.resolve(name);
        Files.writeString(file, content);
        BadInputException e = assertThrows(BadInputException.class, () -> PolygonFile.read(file.toString()));
        assertTrue(e.getMessage().contains(name) && e.getMessage().contains(expected), e.getMessage());
    }

    @Test
    void aCutShapefile_andACutGeoPackage_areOneSentence() throws Exception {
        Path json = folder.resolve("in.geojson");
        Files.writeString(json, collection("", star(10, 10, 1, 2000, 0.3)));
        for (String ending : List.of("shp", "gpkg")) {
            Path file = folder.resolve("whole." + ending);
            GdalTools.run("ogr2ogr", file, json);
            byte[] bytes = Files.readAllBytes(file);
            for (int cut : new int[] {18, 101, 120, bytes.length / 2, bytes.length - 7}) {
                Path part = folder.resolve("cut" + cut + "." + ending);
                Files.write(part, Arrays.copyOf(bytes, cut));
                BadInputException e = assertThrows(BadInputException.class, () -> PolygonFile.read(part.toString()));
                assertTrue(e.getMessage().contains("cut" + cut), e.getMessage());
            }
        }
    }

    @Test
    void shapefileRings_areNestedByTheirDirection_orByTheirPlace() {
        double[] outer = {0, 0, 0, 10, 10, 10, 10, 0, 0, 0};
        double[] hole = {2, 2, 8, 2, 8, 8, 2, 8, 2, 2};
        double[] island = {4, 4, 4, 6, 6, 6, 6, 4, 4, 4};
        List<RingPolygon> proper = RingNesting.polygons(List.of(hole, island, outer));
        assertEquals(2, proper.size());
        assertEquals(
                1,
                proper.stream()
                        .filter(p -> p.shell() == outer && p.holes().contains(hole))
                        .count());
        List<RingPolygon> careless = RingNesting.polygons(List.of(reversed(island), hole, reversed(outer)));
        assertEquals(2, careless.size());
        assertEquals(1, careless.stream().filter(p -> p.holes().contains(hole)).count());
    }

    private static double[] reversed(double[] ring) {
        double[] reversed = new double[ring.length];
        for (int i = 0; i < ring.length; i += 2) {
            reversed[i] = ring[ring.length - 2 - i];
            reversed[i + 1] = ring[ring.length - 1 - i];
        }
        return reversed;
    }

    private static String collection(String system, String... polygons) {
        StringBuilder text = new StringBuilder("{\"type\":\"FeatureCollection\"," + system + "\"features\":[");
        for (int i = 0; i < polygons.length; i++) {
            text.append(i == 0 ? "" : ",")
                    .append(
                            "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":")
                    .append(polygons[i])
                    .append("}}");
        }
        return text.append("]}").toString();
    }

    /** A disc with an edge of many uneven spikes with a hole in its middle. */
    private static String star(double x, double y, double radius, int points, double depth) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder("[[");
        String first = "";
        for (int i = 0; i < points; i++) {
            double angle = 2 * Math.PI * i / points;
            double r = radius * (1 - depth * random.nextDouble());
            String point = String.format(Locale.ROOT, "[%.7f,%.7f]", x + r * Math.cos(angle), y + r * Math.sin(angle));
            first = i == 0 ? point : first;
            text.append(point).append(',');
        }
        String hole = ring(x, y, 0.2 * radius);
        return text.append(first)
                .append("],")
                .append(hole, 1, hole.length() - 1)
                .append(']')
                .toString();
    }

    private static String ring(double x, double y, double radius) {
        return String.format(
                Locale.ROOT,
                "[[[%1$.7f,%3$.7f],[%1$.7f,%4$.7f],[%2$.7f,%4$.7f],[%2$.7f,%3$.7f],[%1$.7f,%3$.7f]]]",
                x - radius,
                x + 0.83 * radius,
                y - 0.91 * radius,
                y + radius);
    }

    @Test
    void aTextOfAnotherEncoding_isNotTakenForPolygons() throws Exception {
        Path file = folder.resolve("latin.csv");
        Files.write(file, "Größe;1".getBytes(StandardCharsets.ISO_8859_1));
        BadInputException e = assertThrows(BadInputException.class, () -> PolygonFile.read(file.toString()));
        assertTrue(e.getMessage().contains("ogr2ogr"), e.getMessage());
    }
}
