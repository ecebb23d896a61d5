package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.SampleFolder;
import org.palimpsest.detect.Preparation;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.Window;

/** Two copies of one picture, the second of which says that it lies elsewhere than it does: all change is made by the shift. */
class ShiftedRunTest {
    private static final Window PART = new Window(100, 100, 420, 400);
    private static final double DX = 1.4;
    private static final double DY = -0.8;

    @TempDir
    private static Path scenes;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeScene() throws Exception {
        try (Raster picture = Rasters.open(SampleFolder.find().before().toString())) {
            PixelBlock block = picture.read(PART, new int[] {0, 1, 2});
            Grid grid = picture.grid().part(PART);
            write(scenes.resolve("before.tif"), grid, block);
            // A file that says that its corner lies to the left of where it lies moves its content to the left.
            Grid moved = new Grid(grid.width(), grid.height(), grid.transform().translate(DX, DY), grid.crs());
            write(scenes.resolve("after.tif"), moved, block);
        }
    }

    private static void write(Path file, Grid grid, PixelBlock block) throws Exception {
        GeoTiffFormat format = GeoTiffFormat.image(SampleType.UINT16, List.of("a", "b", "c"), OptionalDouble.empty());
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, format)) {
            writer.write(grid.window(), new float[][] {block.samples(0), block.samples(1), block.samples(2)});
            writer.finish();
        }
    }

    private JsonObject run(String name, String correction, int threads) throws Exception {
        Path out = folder.resolve(name);
        RunSpec spec = RunSpec.of(
                        scenes.resolve("before.tif").toString(),
                        scenes.resolve("after.tif").toString(),
                        "cva",
                        out)
                .withDetection(RunSpec.Detection.of("cva").withThreshold(Optional.of("0.5")))
                .withPreparation(Preparation.STANDARD.withResampling("cubic").withCorrection(correction))
                .withResources(new RunSpec.Resources("cpu", 256L << 20, threads))
                .withOutput(new RunSpec.Output(out, List.of("geojson"), false));
        Outcome outcome = new PairRunExecutor().execute(new RunRequest(spec, false), event -> {}, Cancellation.NEVER);
        assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        return JsonParser.parseString(Files.readString(out.resolve("run.json"))).getAsJsonObject();
    }

    private static JsonObject shift(JsonObject record) {
        return record.getAsJsonObject("decided").getAsJsonObject("shift");
    }

    private static long changed(JsonObject record) {
        return record.getAsJsonObject("result").get("changedPixels").getAsLong();
    }

    @Test
    void withoutCorrection_theShiftIsMeasuredWarnedOfAndNoted_withItMostPhantomsAreGone() throws Exception {
        JsonObject none = run("none", "none", 2);
        JsonObject measured = shift(none).getAsJsonObject("measured");
        assertEquals(DX, measured.get("dx").getAsDouble(), 0.1);
        assertEquals(DY, measured.get("dy").getAsDouble(), 0.1);
        assertTrue(none.getAsJsonArray("warnings").toString().contains("pixels off the first one"), none.toString());
        assertTrue(Files.readString(folder.resolve("none/changes.geojson")).contains("lie 1.6 pixels apart here"));
        assertFalse(Files.exists(folder.resolve("none/shift.geojson")));

        for (String correction : List.of("translation", "affine", "local")) {
            JsonObject corrected = run(correction, correction, 2);
            assertEquals(correction, shift(corrected).get("applied").getAsString());
            assertTrue(shift(corrected).getAsJsonObject("left").get("rmse").getAsDouble() < 0.1, corrected.toString());
            assertTrue(
                    changed(corrected) < changed(none) / 5,
                    correction + ": " + changed(corrected) + " of " + changed(none));
            assertFalse(corrected.getAsJsonArray("warnings").toString().contains("pixels off"));
            assertFalse(Files.readString(folder.resolve(correction + "/changes.geojson"))
                    .contains("apart here"));
            assertTrue(Files.readString(folder.resolve(correction + "/shift.geojson"))
                    .contains("LineString"));
        }
    }

    @Test
    void localCorrection_givesTheSameBytes_forOneAndTwoThreads() throws Exception {
        run("one", "local", 1);
        run("two", "local", 2);
        for (String product : List.of("mask.tif", "score.tif", "shift.geojson")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("one").resolve(product)),
                    Files.readAllBytes(folder.resolve("two").resolve(product)),
                    product);
        }
    }
}
