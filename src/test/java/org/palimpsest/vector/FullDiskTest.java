package org.palimpsest.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.Grid;

/** What is left and what is said when the disk fills up; the device /dev/full plays the disk without space. */
class FullDiskTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path folder;

    @BeforeEach
    void needsTheDevice() {
        Assumptions.assumeTrue(Files.exists(FULL), "this system has no /dev/full");
    }

    @ParameterizedTest
    @CsvSource({
        "SHAPEFILE, .part-changes.shp",
        "SHAPEFILE, .part-changes.shx",
        "SHAPEFILE, .part-changes.dbf",
        "GEOJSON, .part-changes.geojson",
        "FLATGEOBUF, .part-changes.fgb.features",
        "FLATGEOBUF, .part-changes.fgb"
    })
    void vectorFile_isNotLeftHalfWritten(PolygonFormat format, String fullPart) throws Exception {
        Path file = folder.resolve("changes." + format.extension());
        Files.writeString(file, "older");
        Files.createSymbolicLink(folder.resolve(fullPart), FULL);
        List<ChangePolygon> polygons = MaskText.random(30, 30, 0.4, 1).polygons(Files.createTempDirectory("scratch"));
        LayerInfo layer = new LayerInfo(Optional.empty(), Optional.empty(), Optional.empty(), "cva", "r");
        BadInputException e = assertThrows(BadInputException.class, () -> {
            try (PolygonSink<ChangePolygon> sink = format.create(file, layer)) {
                for (ChangePolygon polygon : polygons) {
                    sink.add(polygon);
                }
                sink.finish();
            }
        });
        assertTrue(e.getMessage().contains("the disk is full"), e.getMessage());
        assertEquals("older", Files.readString(file));
        assertOnly("changes." + format.extension());
    }

    @ParameterizedTest
    @CsvSource({".part-mask.tif", ".part-mask.tif.tiles"})
    void raster_isNotLeftHalfWritten(String fullPart) throws Exception {
        Path file = folder.resolve("mask.tif");
        Files.writeString(file, "older");
        Files.createSymbolicLink(folder.resolve(fullPart), FULL);
        Grid grid = Grid.ofPixels(2000, 2000);
        byte[] noise = new byte[4_000_000];
        new Random(1).nextBytes(noise);
        BadInputException e = assertThrows(BadInputException.class, () -> {
            try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, GeoTiffFormat.mask())) {
                writer.write(grid.window(), noise);
                writer.finish();
            }
        });
        assertTrue(e.getMessage().contains("the disk is full"), e.getMessage());
        assertEquals("older", Files.readString(file));
        assertOnly("mask.tif");
    }

    @Test
    void folderThatMayNotBeWritten_isNamed() throws Exception {
        folder.toFile().setWritable(false);
        Assumptions.assumeFalse(Files.isWritable(folder), "this user may write everywhere");
        for (PolygonFormat format : PolygonFormat.values()) {
            LayerInfo layer = new LayerInfo(Optional.empty(), Optional.empty(), Optional.empty(), "cva", "r");
            BadInputException e = assertThrows(
                    BadInputException.class,
                    () -> format.create(folder.resolve("changes." + format.extension()), layer));
            assertTrue(e.getMessage().contains("may not be written to"), e.getMessage());
        }
    }

    private void assertOnly(String name) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of(name),
                    files.map(path -> path.getFileName().toString()).toList());
        }
    }
}
