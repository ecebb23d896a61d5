package org.palimpsest.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.io.WKTReader;
import org.palimpsest.GdalTools;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

/** Objects as multipolygons: outlines that were drawn by hand, and files as GDAL reads them. */
class MaskShapesTest {
    private static final Window BOUNDS = new Window(20, 30, 5, 4);
    /** A ring around a hole, and a pixel that touches it at a corner. */
    private static final MaskText MASK = MaskText.of("###..", "#.#..", "###..", "...#.");

    private static final String OUTLINE = "MULTIPOLYGON (((1040 940, 1070 940, 1070 910, 1040 910, 1040 940),"
            + " (1050 930, 1060 930, 1060 920, 1050 920, 1050 930)),"
            + " ((1070 910, 1080 910, 1080 900, 1070 900, 1070 910)))";

    @TempDir
    private Path folder;

    @Test
    void aMaskSomewhereInTheGrid_isTheMultipolygonThatIsDrawnByHand() throws Exception {
        Grid grid = new Grid(100, 100, GeoTransform.northUp(840, 1240, 10, 10), Optional.empty());
        MaskShapes.Shape shape = new MaskShapes(grid, grid.crs()).of(BOUNDS, MASK.values());
        assertTrue(shape.geometry().isValid());
        assertEquals(2, shape.geometry().getNumGeometries());
        assertTrue(shape.geometry().equalsTopo(new WKTReader().read(OUTLINE)), shape.geometry()::toText);
        assertEquals(9, shape.squareMetres(), 1e-9);
    }

    @Test
    void itsAreaIsWhatThePolygonizerCountsInTheWholeGrid() throws Exception {
        Grid grid =
                new Grid(100, 90, GeoTransform.northUp(500000, 5400000, 10, 10), Optional.of(Crs.parse("EPSG:32633")));
        byte[] whole = new byte[9000];
        for (int i = 0; i < 20; i++) {
            whole[(30 + i / 5) * 100 + 20 + i % 5] = MASK.values()[i];
        }
        double[] counted = new double[1];
        try (Polygonizer polygonizer = new Polygonizer(grid, false, folder)) {
            polygonizer.add(grid.window(), whole, new float[0]);
            polygonizer.<RuntimeException>finish(polygon -> counted[0] += polygon.areaSquareMetres());
        }
        assertEquals(
                counted[0],
                new MaskShapes(grid, grid.crs()).of(BOUNDS, MASK.values()).squareMetres(),
                1e-9);
    }

    @Test
    void inAnotherSystem_theCornersLieWhereTheyDo() throws Exception {
        Grid grid =
                new Grid(100, 90, GeoTransform.northUp(500000, 5400000, 10, 10), Optional.of(Crs.parse("EPSG:32633")));
        MaskShapes.Shape here = new MaskShapes(grid, grid.crs()).of(BOUNDS, MASK.values());
        MaskShapes.Shape there = new MaskShapes(grid, Optional.of(Crs.longitudeLatitude())).of(BOUNDS, MASK.values());
        assertEquals(here.squareMetres(), there.squareMetres(), 0);
        double[] corner = {500200, 5399700};
        grid.crs().orElseThrow().mapTo(Crs.longitudeLatitude()).apply(corner);
        // Rows and columns run a little askew of the parallels and meridians there.
        assertEquals(corner[0], there.geometry().getEnvelopeInternal().getMinX(), 1e-6);
        assertEquals(corner[1], there.geometry().getEnvelopeInternal().getMaxY(), 1e-6);
        assertTrue(there.geometry().isValid());
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatHoldsTheObject_asGdalReadsIt(PolygonFormat format) throws Exception {
        Optional<Crs> crs = Optional.of(Crs.parse("EPSG:32633"));
        Grid grid = new Grid(100, 90, GeoTransform.northUp(500000, 5400000, 10, 10), crs);
        MaskShapes.Shape shape = new MaskShapes(grid, grid.crs()).of(BOUNDS, MASK.values());
        Path file = folder.resolve("objects." + format.extension());
        LayerInfo layer = new LayerInfo(crs, Optional.of("2020-05-01"), Optional.empty(), "maskcd", "run-1");
        try (PolygonSink<ObjectPolygon> sink = format.createObjects(file, layer)) {
            sink.add(new ObjectPolygon(1, shape.geometry(), 12, 34, 1, 0.87654321, 0.75, shape.squareMetres(), true));
            sink.finish();
        }
        Path json = folder.resolve("read.json");
        GdalTools.run("ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:32633", "-lco", "RFC7946=NO", json, file);
        JsonArray features =
                JsonParser.parseString(Files.readString(json)).getAsJsonObject().getAsJsonArray("features");
        assertEquals(1, features.size());
        JsonObject feature = features.get(0).getAsJsonObject();
        JsonObject properties = feature.getAsJsonObject("properties");
        assertEquals(12, properties.get("window").getAsInt());
        assertEquals(34, properties.get("query").getAsInt());
        assertEquals(1, properties.get("class").getAsInt());
        // A shapefile's names end after ten letters.
        String score = format == PolygonFormat.SHAPEFILE ? "class_scor" : "class_score";
        assertEquals(0.876543, properties.get(score).getAsDouble());
        assertEquals(0.75, properties.get("mask_score").getAsDouble());
        assertEquals(shape.squareMetres(), properties.get("area_m2").getAsDouble(), 5.1e-5);
        assertEquals(1, properties.get("cut").getAsInt());
        assertEquals("maskcd", properties.get("detector").getAsString());
        JsonObject geometry = feature.getAsJsonObject("geometry");
        assertEquals("MultiPolygon", geometry.get("type").getAsString());
        JsonArray parts = geometry.getAsJsonArray("coordinates");
        assertEquals(2, parts.size());
        assertEquals(2, parts.get(0).getAsJsonArray().size());
        assertEquals(1, parts.get(1).getAsJsonArray().size());
        String summary = GdalTools.run("ogrinfo", "-so", "-al", file);
        assertTrue(summary.contains("Layer name: objects"), summary);
    }
}
