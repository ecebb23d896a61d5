package org.palimpsest.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Location;
import org.palimpsest.GdalTools;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

class PolygonizerTest {
    @TempDir
    Path folder;

    @Test
    void maskWithoutChange_givesNoPolygon() throws Exception {
        assertEquals(List.of(), MaskText.of("...", "..?", "...").polygons(folder));
    }

    @Test
    void maskOfChangeOnly_isOneRectangle() throws Exception {
        List<ChangePolygon> polygons = MaskText.of("####", "####", "####").polygons(folder);
        assertEquals(1, polygons.size());
        assertEquals("POLYGON ((0 -3, 0 0, 4 0, 4 -3, 0 -3))", normalised(polygons.get(0)));
        assertEquals(12, polygons.get(0).areaSquareMetres());
        assertEquals(14, polygons.get(0).perimeterMetres());
    }

    @Test
    void pixelsThatTouchAtACorner_areTwoPolygons() throws Exception {
        List<ChangePolygon> polygons = MaskText.of(".#", "#.").polygons(folder);
        assertEquals(2, polygons.size());
        assertEquals("POLYGON ((1 -1, 1 0, 2 0, 2 -1, 1 -1))", normalised(polygons.get(0)));
        assertEquals("POLYGON ((0 -2, 0 -1, 1 -1, 1 -2, 0 -2))", normalised(polygons.get(1)));
    }

    @Test
    void checkerboard_isOnePolygonAPixel() throws Exception {
        assertEquals(
                8, MaskText.of("#.#.", ".#.#", "#.#.", ".#.#").polygons(folder).size());
    }

    @Test
    void spiralOfOnePixelsWidth_isOneValidPolygon() throws Exception {
        List<ChangePolygon> polygons = MaskText.of(
                        "#######", "......#", "#####.#", "#...#.#", "#.###.#", "#.....#", "#######")
                .polygons(folder);
        assertEquals(1, polygons.size());
        assertTrue(polygons.get(0).geometry().isValid());
        assertEquals(0, polygons.get(0).geometry().getNumInteriorRing());
    }

    @Test
    void islandInAHole_isAPolygonOfItsOwn() throws Exception {
        List<ChangePolygon> polygons = MaskText.of(
                        "#######", "#.....#", "#.###.#", "#.#.#.#", "#.###.#", "#.....#", "#######")
                .polygons(folder);
        assertEquals(2, polygons.size());
        assertEquals(1, polygons.get(0).geometry().getNumInteriorRing());
        assertEquals(1, polygons.get(1).geometry().getNumInteriorRing());
        assertEquals(24, polygons.get(0).geometry().getArea());
        assertEquals(8, polygons.get(1).geometry().getArea());
    }

    @Test
    void ringClosedOverACorner_hasAHoleThatTouchesItsOutline() throws Exception {
        // The two ends meet at a corner only; the inside is a hole that touches the outer ring there.
        List<ChangePolygon> polygons =
                MaskText.of(".####", "#...#", "#...#", "#####").polygons(folder);
        assertEquals(1, polygons.size());
        assertTrue(polygons.get(0).geometry().isValid());
        assertEquals(1, polygons.get(0).geometry().getNumInteriorRing());
        assertEquals(13, polygons.get(0).geometry().getArea());
    }

    @Test
    void holesThatTouchAtACorner_areTwoHoles() throws Exception {
        List<ChangePolygon> polygons =
                MaskText.of("####", "#.##", "##.#", "####").polygons(folder);
        assertEquals(1, polygons.size());
        assertTrue(polygons.get(0).geometry().isValid());
        assertEquals(2, polygons.get(0).geometry().getNumInteriorRing());
    }

    @Test
    void nodata_endsAnAreaLikeNoChange() throws Exception {
        List<ChangePolygon> polygons = MaskText.of("##?##").polygons(folder);
        assertEquals(2, polygons.size());
    }

    @ParameterizedTest
    @CsvSource({"0.1", "0.3", "0.5", "0.6", "0.7", "0.9"})
    void randomMasks_giveValidPolygonsOfExactlyTheirPixels(double share) throws Exception {
        for (int seed = 0; seed < 40; seed++) {
            MaskText mask = MaskText.random(23, 31, share, seed);
            List<ChangePolygon> polygons = mask.polygons(folder);
            List<Integer> sizes = mask.groups(MaskSource.CHANGED, false);
            assertEquals(sizes.size(), polygons.size());
            byte[] painted = new byte[mask.values().length];
            for (ChangePolygon polygon : polygons) {
                assertTrue(polygon.geometry().isValid(), mask.text());
                assertEquals(
                        (int) sizes.get((int) polygon.id() - 1),
                        polygon.geometry().getArea());
                assertEquals(polygon.geometry().getArea(), polygon.areaSquareMetres(), 1e-9);
                assertEquals(polygon.geometry().getLength(), polygon.perimeterMetres(), 1e-9);
                paint(polygon, mask, painted);
            }
            byte[] expected = mask.values().clone();
            for (int i = 0; i < expected.length; i++) {
                expected[i] = expected[i] == MaskSource.CHANGED ? (byte) 1 : 0;
            }
            assertTrue(Arrays.equals(expected, painted), mask.text());
        }
    }

    @Test
    void polygons_doNotDependOnTheStrips() throws Exception {
        MaskText mask = MaskText.random(57, 64, 0.55, 9);
        float[] scores = new float[mask.values().length];
        Random random = new Random(1);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = 2 * random.nextFloat() - 1;
        }
        Grid grid = Grid.ofPixels(57, 64);
        List<ChangePolygon> expected = mask.polygons(grid, scores, true, 64, folder);
        for (int rows : new int[] {1, 2, 13}) {
            assertEquals(
                    expected.toString(),
                    mask.polygons(grid, scores, true, rows, folder).toString());
        }
    }

    @Test
    void scoresAndDirections_areThoseOfTheAreasPixels() throws Exception {
        MaskText mask = MaskText.of("##.#", "....", "##.#");
        float[] scores = {0.5f, 0.75f, 0.9f, -0.25f, 0, 0, 0, 0, -0.5f, 0.5f, 0, Float.NaN};
        List<ChangePolygon> polygons = mask.polygons(Grid.ofPixels(4, 3), scores, true, 3, folder);
        assertEquals(0.625, polygons.get(0).scoreMean());
        assertEquals(0.75, polygons.get(0).scoreMax());
        assertEquals(Direction.GAIN, polygons.get(0).direction());
        assertEquals(0.25, polygons.get(1).scoreMean());
        assertEquals(Direction.LOSS, polygons.get(1).direction());
        assertEquals(0.5, polygons.get(2).scoreMean());
        assertEquals(Direction.BOTH, polygons.get(2).direction());
        assertTrue(Double.isNaN(polygons.get(3).scoreMean()));
        assertEquals(Direction.BOTH, polygons.get(3).direction());
    }

    @Test
    void unsignedScores_tellNoDirection() throws Exception {
        List<ChangePolygon> polygons =
                MaskText.of("#").polygons(Grid.ofPixels(1, 1), new float[] {0.5f}, false, 1, folder);
        assertEquals(Direction.BOTH, polygons.get(0).direction());
    }

    @Test
    void gdalPolygonize_findsTheSamePolygons() throws Exception {
        MaskText mask = MaskText.random(200, 150, 0.6, 17);
        Grid grid = new Grid(200, 150, GeoTransform.northUp(1000, 2000, 2, 2), Optional.empty());
        Path tif = folder.resolve("mask.tif");
        try (GeoTiffWriter writer = GeoTiffWriter.create(tif, grid, GeoTiffFormat.mask())) {
            writer.write(grid.window(), mask.values());
            writer.finish();
        }
        Path json = folder.resolve("gdal.geojson");
        GdalTools.run("gdal_polygonize.py", "-q", tif, "-f", "GeoJSON", json, "changes", "DN");
        List<String> expected = new ArrayList<>();
        org.locationtech.jts.geom.GeometryFactory factory = new org.locationtech.jts.geom.GeometryFactory();
        for (JsonElement feature :
                JsonParser.parseString(Files.readString(json)).getAsJsonObject().getAsJsonArray("features")) {
            if (feature.getAsJsonObject()
                            .getAsJsonObject("properties")
                            .get("DN")
                            .getAsInt()
                    == 1) {
                List<org.locationtech.jts.geom.LinearRing> rings = new ArrayList<>();
                for (JsonElement ring :
                        feature.getAsJsonObject().getAsJsonObject("geometry").getAsJsonArray("coordinates")) {
                    List<Coordinate> coordinates = new ArrayList<>();
                    ring.getAsJsonArray()
                            .forEach(c -> coordinates.add(new Coordinate(
                                    c.getAsJsonArray().get(0).getAsDouble(),
                                    c.getAsJsonArray().get(1).getAsDouble())));
                    rings.add(factory.createLinearRing(coordinates.toArray(new Coordinate[0])));
                }
                org.locationtech.jts.geom.Polygon polygon = factory.createPolygon(
                        rings.get(0),
                        rings.subList(1, rings.size()).toArray(new org.locationtech.jts.geom.LinearRing[0]));
                expected.add(polygon.getArea() + " " + polygon.getEnvelopeInternal());
            }
        }
        List<String> found = new ArrayList<>();
        for (ChangePolygon polygon : mask.polygons(grid, new float[0], false, 50, folder)) {
            found.add(polygon.geometry().getArea() + " " + polygon.geometry().getEnvelopeInternal());
        }
        expected.sort(null);
        found.sort(null);
        assertEquals(expected, found);
    }

    @Test
    void stripsOutOfOrder_andMissingRows_areRefused() throws Exception {
        try (Polygonizer polygonizer = new Polygonizer(Grid.ofPixels(4, 4), false, folder)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> polygonizer.add(new Window(0, 1, 4, 1), new byte[4], new float[0]));
            polygonizer.add(new Window(0, 0, 4, 2), new byte[8], new float[0]);
            assertThrows(IllegalStateException.class, () -> polygonizer.<RuntimeException>finish(p -> {}));
        }
    }

    @Test
    void scratchFile_isGoneAfterClose_andAMissingFolderIsNamed() throws Exception {
        MaskText.random(50, 50, 0.5, 1).polygons(folder);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
        BadInputException e = assertThrows(
                BadInputException.class, () -> new Polygonizer(Grid.ofPixels(1, 1), false, folder.resolve("nowhere")));
        assertTrue(e.getMessage().contains("nowhere"), e.getMessage());
        assertFalse(Files.exists(folder.resolve("nowhere")));
    }

    private static void paint(ChangePolygon polygon, MaskText mask, byte[] painted) {
        SimplePointInAreaLocator locator = new SimplePointInAreaLocator(polygon.geometry());
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                if (locator.locate(new Coordinate(x + 0.5, -y - 0.5)) == Location.INTERIOR) {
                    painted[y * mask.width() + x]++;
                }
            }
        }
    }

    private static String normalised(ChangePolygon polygon) {
        return polygon.geometry().norm().toText();
    }
}
