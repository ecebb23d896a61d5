package org.palimpsest.label;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.GdalTools;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Progress;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

class LabelFileTest {
    @TempDir
    Path folder;

    private static LabelMap labels(int width, int height) throws BadInputException {
        LabelMap map = LabelMap.blank(new Grid(
                width, height, GeoTransform.northUp(500_000, 5_000_000, 10, 10), Optional.of(Crs.parse("EPSG:32633"))));
        map = map.paint(new Stroke(250, 100, 270, 100, 5), LabelClass.CHANGED).apply(map);
        map = map.paint(new Stroke(20, 20, 20, 20, 5), LabelClass.UNCHANGED).apply(map);
        return map.paint(new Stroke(width - 1, height - 1, width - 1, height - 1, 5), LabelClass.IGNORE)
                .apply(map);
    }

    @Test
    void aSceneOfTenBillionPixelsTakesTheRoomOfItsLabels() throws Exception {
        LabelMap map = labels(100_000, 100_000);
        Path file = folder.resolve("labels.tif");
        LabelFile.write(file, map);
        assertTrue(Files.size(file) < 2_000_000, () -> file.toFile().length() + " bytes");
        LabelMap read = LabelFile.read(file);
        assertEquals(map.tiles().keySet(), read.tiles().keySet());
        for (int tile : map.tiles().keySet()) {
            assertArrayEquals(
                    map.tiles().get(tile).codes(), read.tiles().get(tile).codes());
        }
        assertEquals(map.grid(), read.grid());
    }

    @Test
    void gdalReadsTheSameLabels() throws Exception {
        LabelMap map = labels(600, 500);
        Path file = folder.resolve("labels.tif");
        LabelFile.write(file, map);
        String info = GdalTools.run("gdalinfo", file);
        assertTrue(info.contains("NoData Value=255"), info);
        Path raw = folder.resolve("labels.raw");
        GdalTools.run("gdal_translate", "-q", "-of", "ENVI", file, raw);
        assertArrayEquals(map.read(new Window(0, 0, 600, 500)), Files.readAllBytes(raw));
    }

    @Test
    void polygonsOfAnExportComeBackAsTheSameLabels() throws Exception {
        LabelMap map = labels(600, 500);
        for (String name : new String[] {"labels.gpkg", "labels.tif", "labels.geojson"}) {
            Path file = folder.resolve(name);
            LabelExport.write(file, map, Cancellation.NEVER);
            LabelMap blank = LabelMap.blank(map.grid());
            LabelMap back = LabelImport.file(blank, file, LabelImport.Zero.UNCHANGED, Progress.NONE, Cancellation.NEVER)
                    .apply(blank);
            assertArrayEquals(map.read(new Window(0, 0, 600, 500)), back.read(new Window(0, 0, 600, 500)), name);
        }
    }

    @Test
    void aReferenceOfAnotherGridIsBroughtOntoTheScene() throws Exception {
        // 20 m pixels beginning one of their pixels to the right: 2 x 2 pixels of 10 m each.
        Grid coarse =
                new Grid(2, 1, GeoTransform.northUp(500_020, 5_000_000, 20, 20), Optional.of(Crs.parse("EPSG:32633")));
        Path file = folder.resolve("reference.tif");
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, coarse, GeoTiffFormat.mask())) {
            writer.write(new Window(0, 0, 2, 1), new byte[] {1, 0});
            writer.finish();
        }
        LabelMap blank = LabelMap.blank(
                new Grid(8, 2, GeoTransform.northUp(500_000, 5_000_000, 10, 10), Optional.of(Crs.parse("EPSG:32633"))));
        LabelMap all = LabelImport.file(blank, file, LabelImport.Zero.UNCHANGED, Progress.NONE, Cancellation.NEVER)
                .apply(blank);
        assertArrayEquals(
                new byte[] {-1, -1, 1, 1, 0, 0, -1, -1, -1, -1, 1, 1, 0, 0, -1, -1}, all.read(new Window(0, 0, 8, 2)));
        LabelMap some = LabelImport.file(blank, file, LabelImport.Zero.NOTHING, Progress.NONE, Cancellation.NEVER)
                .apply(blank);
        assertEquals(4, some.count(LabelClass.CHANGED));
        assertEquals(0, some.count(LabelClass.UNCHANGED));
    }

    @Test
    void anotherRasterIsNotTakenForLabels() throws Exception {
        Path file = folder.resolve("mask.tif");
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, Grid.ofPixels(4, 4), GeoTiffFormat.mask())) {
            writer.write(new Window(0, 0, 4, 4), new byte[16]);
            writer.finish();
        }
        BadInputException fault = assertThrows(BadInputException.class, () -> LabelFile.read(file));
        assertTrue(fault.getMessage().contains("Import it instead"), fault.getMessage());
    }

    @Test
    void nothingLabelledIsNothingToExport() {
        LabelMap blank = LabelMap.blank(Grid.ofPixels(4, 4));
        assertThrows(
                BadInputException.class,
                () -> LabelExport.write(folder.resolve("labels.tif"), blank, Cancellation.NEVER));
    }
}
