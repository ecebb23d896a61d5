package org.palimpsest.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.palimpsest.GdalTools;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;

/** Every vector format, judged by GDAL: counts, systems, attributes and geometry. */
class PolygonFormatTest {
    private static final String NOTE = "Überflutung – 洪水 \"quoted\" <&> 'x', line\ttab";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void attributesAndGeometry_readBackExactly(PolygonFormat format) throws Exception {
        List<ChangePolygon> polygons = utmPolygons();
        Path file = write(format, polygons, layer("EPSG:32633"));
        List<JsonObject> features = features(file);
        assertEquals(polygons.size(), features.size());
        for (int i = 0; i < polygons.size(); i++) {
            ChangePolygon polygon = polygons.get(i);
            JsonObject properties = features.get(i).getAsJsonObject("properties");
            List<String> names = new ArrayList<>(List.of(
                    "id",
                    "area_m2",
                    "perim_m",
                    "score_mean",
                    "score_max",
                    "direction",
                    "lon",
                    "lat",
                    "date_from",
                    "date_to",
                    "detector",
                    "run_id",
                    "status",
                    "note"));
            if (format == PolygonFormat.FLATGEOBUF) {
                // The format leaves unknown values out, and GDAL's converter leaves them out of its output.
                names.removeAll(List.of("score_max", "date_to"));
            }
            assertEquals(names, new ArrayList<>(properties.keySet()));
            assertEquals(polygon.id(), properties.get("id").getAsLong());
            assertEquals(polygon.areaSquareMetres(), properties.get("area_m2").getAsDouble(), 5.1e-5);
            assertEquals(polygon.perimeterMetres(), properties.get("perim_m").getAsDouble(), 5.1e-5);
            assertEquals(0.123457, properties.get("score_mean").getAsDouble());
            assertTrue(
                    !properties.has("score_max") || properties.get("score_max").isJsonNull());
            assertEquals("gain", properties.get("direction").getAsString());
            assertEquals(polygon.longitude(), properties.get("lon").getAsDouble(), 5.1e-8);
            assertEquals(polygon.latitude(), properties.get("lat").getAsDouble(), 5.1e-8);
            assertEquals("2020-05-01", properties.get("date_from").getAsString());
            assertTrue(!properties.has("date_to") || properties.get("date_to").isJsonNull());
            assertEquals("cva", properties.get("detector").getAsString());
            assertEquals("run-1", properties.get("run_id").getAsString());
            assertEquals("open", properties.get("status").getAsString());
            assertEquals(NOTE, properties.get("note").getAsString());
            JsonArray rings = features.get(i).getAsJsonObject("geometry").getAsJsonArray("coordinates");
            assertEquals(1 + polygon.geometry().getNumInteriorRing(), rings.size());
            double x = format == PolygonFormat.GEOJSON ? 15.0 : 500000;
            double tolerance = format == PolygonFormat.GEOJSON ? 0.01 : 1000;
            assertEquals(
                    x,
                    rings.get(0).getAsJsonArray().get(0).getAsJsonArray().get(0).getAsDouble(),
                    tolerance);
        }
    }

    @ParameterizedTest
    @EnumSource
    void layer_hasItsNameTypeCountAndSystem(PolygonFormat format) throws Exception {
        Path file = write(format, utmPolygons(), layer("EPSG:32633"));
        String summary = GdalTools.run("ogrinfo", "-so", "-al", file);
        assertTrue(summary.contains("Layer name: changes"), summary);
        assertTrue(summary.contains("Geometry: Polygon"), summary);
        assertTrue(summary.contains("Feature Count: 3"), summary);
        String system = format == PolygonFormat.GEOJSON ? "ID[\"EPSG\",4326]]" : "ID[\"EPSG\",32633]]";
        assertTrue(summary.contains(system), summary);
        if (format != PolygonFormat.GEOJSON) {
            assertTrue(
                    summary.contains("Extent: (500000.000000, 5399970.000000) - (500050.000000, 5400000.000000)"),
                    summary);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noPolygons_isAValidFile(PolygonFormat format) throws Exception {
        Path file = write(format, List.of(), layer("EPSG:32633"));
        String summary = GdalTools.run("ogrinfo", "-so", "-al", file);
        assertTrue(summary.contains("Layer name: changes"), summary);
        assertTrue(summary.contains("Feature Count: 0"), summary);
    }

    @ParameterizedTest
    @EnumSource
    void noSystem_isStatedAsSuch(PolygonFormat format) throws Exception {
        LayerInfo layer = new LayerInfo(Optional.empty(), Optional.empty(), Optional.empty(), "cva", "r");
        Files.writeString(folder.resolve("changes.prj"), "of an older run");
        List<ChangePolygon> polygons = MaskText.of("##", ".#").polygons(folder);
        Path file = folder.resolve("changes." + format.extension());
        List<String> warnings;
        try (PolygonSink<ChangePolygon> sink = format.create(file, layer)) {
            for (ChangePolygon polygon : polygons) {
                sink.add(polygon);
            }
            warnings = sink.finish().stream().map(Notice::message).toList();
        }
        String summary = GdalTools.run("ogrinfo", "-so", "-al", file);
        assertTrue(summary.contains("Feature Count: 1"), summary);
        if (format == PolygonFormat.GEOJSON) {
            assertTrue(warnings.get(0).contains("pixels"), warnings.toString());
        } else {
            assertEquals(List.of(), warnings);
            assertFalse(summary.contains("PROJCRS") || summary.contains("GEOGCRS"), summary);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "EPSG:4326;10;50",
                "EPSG:3035;4321000;3210000",
                "EPSG:3857;1000000;6000000",
                "EPSG:2154;700000;6600000",
                "EPSG:27700;400000;300000",
                "EPSG:31467;3500000;5500000",
                "EPSG:3413;100000;-900000",
                "EPSG:3031;100000;900000",
                "EPSG:32761;2000000;1500000",
                "EPSG:5070;100000;1900000",
                "EPSG:2056;2600000;1200000",
                "EPSG:28992;155000;463000",
                "EPSG:2263;984250;200000",
                "EPSG:26915;500000;4000000",
                "EPSG:3395;1000000;6000000",
                "EPSG:2193;1600000;5500000",
                "EPSG:29873;590000;500000",
                "EPSG:32633;500000;5400000",
                "EPSG:3978;100000;100000",
                "EPSG:27572;600000;2200000",
                "EPSG:5514;-740000;-1040000"
            })
    void esriText_putsPointsWhereTheCodeDoes(String code, double x, double y) throws Exception {
        Path prj = folder.resolve("a.prj");
        Files.writeString(prj, org.palimpsest.raster.EsriWkt.of(Crs.parse(code)));
        double[] expected = toLongitudeLatitude(code, x, y);
        double[] found = toLongitudeLatitude("ESRI::" + prj, x, y);
        assertArrayEquals(expected, found, 1e-8);
    }

    @ParameterizedTest
    @EnumSource
    void systemWithoutCode_keepsItsMeaning(PolygonFormat format) throws Exception {
        Crs crs = Crs.parse(
                "PROJCS[\"mine\",GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]],"
                        + "PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],"
                        + "PARAMETER[\"latitude_of_origin\",1.5],PARAMETER[\"central_meridian\",7.25],"
                        + "PARAMETER[\"scale_factor\",0.9999],PARAMETER[\"false_easting\",12345],"
                        + "PARAMETER[\"false_northing\",-678],UNIT[\"metre\",1]]");
        MaskText mask = MaskText.of("#");
        Grid grid = new Grid(1, 1, GeoTransform.northUp(12345, -678, 10, 10), Optional.of(crs));
        Path file = write(
                format,
                mask.polygons(grid, new float[0], false, 1, folder),
                new LayerInfo(Optional.of(crs), Optional.empty(), Optional.empty(), "cva", "r"));
        Path json = folder.resolve("out.geojson");
        GdalTools.run("ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:4326", json, file);
        JsonArray corner = JsonParser.parseString(Files.readString(json))
                .getAsJsonObject()
                .getAsJsonArray("features")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("geometry")
                .getAsJsonArray("coordinates")
                .get(0)
                .getAsJsonArray()
                .get(1)
                .getAsJsonArray();
        assertEquals(7.25, corner.get(0).getAsDouble(), 2e-4);
        assertEquals(1.5, corner.get(1).getAsDouble(), 2e-4);
    }

    @Test
    void geoJson_obeysTheRightHandRule_andHasSevenDecimals() throws Exception {
        Path file = write(PolygonFormat.GEOJSON, utmPolygons(), layer("EPSG:32633"));
        String text = Files.readString(file);
        JsonObject collection = JsonParser.parseString(text).getAsJsonObject();
        assertFalse(collection.has("crs"));
        for (JsonElement feature : collection.getAsJsonArray("features")) {
            JsonArray rings =
                    feature.getAsJsonObject().getAsJsonObject("geometry").getAsJsonArray("coordinates");
            for (int i = 0; i < rings.size(); i++) {
                assertEquals(i == 0, signedArea(rings.get(i).getAsJsonArray()) > 0);
            }
        }
        assertFalse(text.matches("(?s).*\\d\\.\\d{8,}.*"), text);
    }

    @Test
    void geoJson_cutsAPolygonAtTheAntimeridian() throws Exception {
        Grid grid = new Grid(4, 2, GeoTransform.northUp(179, 10, 0.5, 0.5), Optional.of(Crs.parse("EPSG:4326")));
        MaskText mask = MaskText.of("####", "####");
        Path file =
                write(PolygonFormat.GEOJSON, mask.polygons(grid, new float[0], false, 2, folder), layer("EPSG:4326"));
        JsonObject geometry = JsonParser.parseString(Files.readString(file))
                .getAsJsonObject()
                .getAsJsonArray("features")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("geometry");
        assertEquals("MultiPolygon", geometry.get("type").getAsString());
        assertEquals(2, geometry.getAsJsonArray("coordinates").size());
        assertTrue(geometry.toString().contains("-179"), geometry.toString());
        assertFalse(geometry.toString().contains("181"), geometry.toString());
    }

    @Test
    void shapefile_isRefusedWhenItWouldGrowTooLarge() throws Exception {
        Path file = folder.resolve("changes.shp");
        try (PolygonSink<ChangePolygon> sink =
                ShapefileSink.create(file, PolygonTable.changes(layer("EPSG:32633")), 2500)) {
            BadInputException e = assertThrows(BadInputException.class, () -> {
                for (int i = 0; i < 10; i++) {
                    sink.add(utmPolygons().get(0));
                }
            });
            assertTrue(e.getMessage().contains("gpkg"), e.getMessage());
        }
        assertNothingIn(folder);
    }

    @Test
    void shapefile_cutsALongNoteBetweenCharacters_andSaysSo() throws Exception {
        Path file = folder.resolve("changes.shp");
        ChangePolygon p = utmPolygons().get(0);
        try (PolygonSink<ChangePolygon> sink = PolygonFormat.SHAPEFILE.create(file, layer("EPSG:32633"))) {
            sink.add(withNote(p, "é".repeat(200)));
            assertEquals(1, sink.finish().size());
        }
        assertEquals(
                "é".repeat(127),
                features(file).get(0).getAsJsonObject("properties").get("note").getAsString());
    }

    @ParameterizedTest
    @EnumSource
    void closingWithoutFinish_leavesTheOlderFileAsItWas(PolygonFormat format) throws Exception {
        Path file = folder.resolve("changes." + format.extension());
        Files.writeString(file, "older");
        try (PolygonSink<ChangePolygon> sink = format.create(file, layer("EPSG:32633"))) {
            sink.add(utmPolygons().get(0));
        }
        assertEquals("older", Files.readString(file));
        Files.delete(file);
        assertNothingIn(folder);
    }

    @ParameterizedTest
    @EnumSource
    void missingFolder_isNamed(PolygonFormat format) throws Exception {
        LayerInfo layer = layer("EPSG:32633");
        BadInputException e = assertThrows(
                BadInputException.class,
                () -> format.create(folder.resolve("nowhere").resolve("changes." + format.extension()), layer));
        assertTrue(e.getMessage().contains("there is no folder"), e.getMessage());
    }

    @Test
    void geoPackage_andFlatGeobuf_answerWindowsFromTheirIndex() throws Exception {
        for (PolygonFormat format : List.of(PolygonFormat.GEOPACKAGE, PolygonFormat.FLATGEOBUF)) {
            MaskText mask = MaskText.random(120, 120, 0.4, 5);
            Grid grid = new Grid(
                    120, 120, GeoTransform.northUp(500000, 5400000, 10, 10), Optional.of(Crs.parse("EPSG:32633")));
            List<ChangePolygon> polygons = mask.polygons(grid, new float[0], false, 120, folder);
            Path file = write(format, polygons, layer("EPSG:32633"));
            String found = GdalTools.run("ogrinfo", "-so", "-al", "-spat", 500301, 5399401, 500599, 5399699, file);
            long expected = polygons.stream()
                    .filter(p -> p.geometry()
                            .intersects(p.geometry()
                                    .getFactory()
                                    .toGeometry(
                                            new org.locationtech.jts.geom.Envelope(500301, 500599, 5399401, 5399699))))
                    .count();
            assertTrue(found.contains("Feature Count: " + expected), expected + "\n" + found);
        }
    }

    private List<ChangePolygon> utmPolygons() throws BadInputException {
        Grid grid = new Grid(5, 3, GeoTransform.northUp(500000, 5400000, 10, 10), Optional.of(Crs.parse("EPSG:32633")));
        float[] scores = new float[15];
        java.util.Arrays.fill(scores, 0.12345678f);
        List<ChangePolygon> polygons = new ArrayList<>();
        for (ChangePolygon p : MaskText.of("###.#", "#.#..", "###.#").polygons(grid, scores, true, 3, folder)) {
            polygons.add(new ChangePolygon(
                    p.id(),
                    p.geometry(),
                    p.areaSquareMetres(),
                    p.perimeterMetres(),
                    p.scoreMean(),
                    Double.NaN,
                    p.direction(),
                    p.longitude(),
                    p.latitude(),
                    p.status(),
                    NOTE));
        }
        return polygons;
    }

    private static ChangePolygon withNote(ChangePolygon p, String note) {
        return new ChangePolygon(
                p.id(),
                p.geometry(),
                p.areaSquareMetres(),
                p.perimeterMetres(),
                p.scoreMean(),
                p.scoreMax(),
                p.direction(),
                p.longitude(),
                p.latitude(),
                p.status(),
                note);
    }

    private static LayerInfo layer(String code) throws BadInputException {
        return new LayerInfo(Optional.of(Crs.parse(code)), Optional.of("2020-05-01"), Optional.empty(), "cva", "run-1");
    }

    private Path write(PolygonFormat format, List<ChangePolygon> polygons, LayerInfo layer) throws BadInputException {
        Path file = folder.resolve("changes." + format.extension());
        try (PolygonSink<ChangePolygon> sink = format.create(file, layer)) {
            for (ChangePolygon polygon : polygons) {
                sink.add(polygon);
            }
            assertEquals(List.of(), sink.finish());
        }
        return file;
    }

    /** What GDAL reads, in the order of ids. */
    private List<JsonObject> features(Path file) throws Exception {
        Path json = folder.resolve("out.geojson");
        Files.deleteIfExists(json);
        GdalTools.run(
                "ogr2ogr",
                "-f",
                "GeoJSON",
                "-lco",
                "RFC7946=NO",
                "-lco",
                "WRITE_NAME=NO",
                "-a_srs",
                "EPSG:32633",
                json,
                file);
        TreeMap<Long, JsonObject> byId = new TreeMap<>();
        for (JsonElement feature :
                JsonParser.parseString(Files.readString(json)).getAsJsonObject().getAsJsonArray("features")) {
            JsonObject object = feature.getAsJsonObject();
            byId.put(object.getAsJsonObject("properties").get("id").getAsLong(), object);
        }
        return new ArrayList<>(byId.values());
    }

    private static double[] toLongitudeLatitude(String system, double x, double y) throws Exception {
        String out = GdalTools.runWithInput(
                x + " " + y, "gdaltransform", "-s_srs", system, "-t_srs", "EPSG:4326", "-output_xy");
        String[] parts = out.trim().split(" ");
        return new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
    }

    private static double signedArea(JsonArray ring) {
        double area = 0;
        for (int i = 0; i + 1 < ring.size(); i++) {
            JsonArray a = ring.get(i).getAsJsonArray();
            JsonArray b = ring.get(i + 1).getAsJsonArray();
            area += a.get(0).getAsDouble() * b.get(1).getAsDouble()
                    - b.get(0).getAsDouble() * a.get(1).getAsDouble();
        }
        return area;
    }

    private static void assertNothingIn(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }
}
