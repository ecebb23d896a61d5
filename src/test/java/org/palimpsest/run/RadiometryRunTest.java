package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Notice;
import org.palimpsest.detect.Preparation;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.SampleType;

/** Declared units and radiometry, from the run document to the products. */
class RadiometryRunTest {
    private static final int SIDE = 300;

    @TempDir
    private Path folder;

    /** Two bands of power 0.05 to 0.5 in some other unit; a square in the middle is four times as strong when asked for. */
    private Path write(String name, SampleType type, boolean changed, DoubleUnaryOperator unit) throws Exception {
        Grid grid = new Grid(
                SIDE, SIDE, GeoTransform.northUp(500_000, 5_000_000, 10, 10), Optional.of(Crs.parse("EPSG:32633")));
        Path file = folder.resolve(name);
        Random random = new Random(11);
        float[][] samples = new float[2][SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int x = i % SIDE;
            int y = i / SIDE;
            boolean inside = changed && x >= 140 && x < 180 && y >= 140 && y < 180;
            for (float[] band : samples) {
                double power = (0.05 + 0.45 * random.nextDouble()) * (inside ? 4 : 1);
                band[i] = (float) unit.applyAsDouble(power);
            }
        }
        GeoTiffFormat format = GeoTiffFormat.image(type, List.of("VV", "VH"), OptionalDouble.empty());
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, format)) {
            writer.write(grid.window(), samples);
            writer.finish();
        }
        return file;
    }

    private Outcome.Done run(RunSpec spec) {
        Outcome outcome = new PairRunExecutor().execute(new RunRequest(spec, false), event -> {}, Cancellation.NEVER);
        return assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
    }

    private JsonObject decided(Path out) throws Exception {
        return JsonParser.parseString(Files.readString(out.resolve("run.json")))
                .getAsJsonObject()
                .getAsJsonObject("decided");
    }

    @Test
    void decibelsAndScaledAmplitude_areComparedAsIntensity() throws Exception {
        Path before = write("db.tif", SampleType.FLOAT32, false, power -> 10 * Math.log10(power));
        Path after = write("amplitude.tif", SampleType.UINT16, true, power -> Math.rint(Math.sqrt(power) * 20_000));
        Path out = folder.resolve("out");
        RunSpec spec = RunSpec.of(before.toString(), after.toString(), "log-ratio", out)
                .withInputs(
                        RunSpec.Input.of(before.toString()).withUnit(Optional.of("db")),
                        RunSpec.Input.of(after.toString()).withUnit(Optional.of("amplitude:scale=0.00005")));
        spec = spec.withDetection(
                spec.detection().withParameters(Map.of("sigma", "0")).withThreshold(Optional.of("1.0")));
        Outcome.Done done = run(spec);
        assertEquals(List.of(), done.warnings());
        assertEquals("intensity", decided(out).get("unit").getAsString());
        try (Raster mask = Rasters.open(out.resolve("mask.tif").toString())) {
            PixelBlock block = mask.read(mask.grid().window(), new int[] {0});
            for (int i = 0; i < SIDE * SIDE; i++) {
                int x = i % SIDE;
                int y = i / SIDE;
                boolean inside = x >= 140 && x < 180 && y >= 140 && y < 180;
                assertEquals(inside ? 1 : 0, block.samples(0)[i], x + ", " + y);
            }
        }
    }

    @Test
    void pseudoInvariantPixels_takeGainAndOffsetAway_forAnyThreadsAndTiles() throws Exception {
        Path before = write("before.tif", SampleType.FLOAT32, false, power -> 1000 * power);
        Path after = write("after.tif", SampleType.FLOAT32, true, power -> 1700 * power + 400);
        RunSpec plain = RunSpec.of(before.toString(), after.toString(), "difference", folder.resolve("plain"));
        RunSpec matched = plain.withPreparation(Preparation.STANDARD.withRadiometry("pseudo-invariant"))
                .withOutput(new RunSpec.Output(folder.resolve("matched"), List.of(), false));
        assertTrue(
                run(plain).warnings().stream()
                        .anyMatch(warning -> warning.message().contains("different levels")),
                "levels differ by 400 and more");
        assertTrue(
                run(matched).warnings().stream()
                        .noneMatch(warning -> warning.message().contains("different levels")),
                "levels are the same now");
        JsonObject radiometry = decided(folder.resolve("matched")).getAsJsonObject("radiometry");
        JsonObject band = radiometry.getAsJsonArray("bands").get(0).getAsJsonObject();
        assertEquals(1000.0 / 1700, band.get("gain").getAsDouble(), 1e-3);
        assertEquals(-400 * 1000.0 / 1700, band.get("offset").getAsDouble(), 0.5);
        RunSpec other = matched.withOutput(new RunSpec.Output(folder.resolve("other"), List.of(), false))
                .withResources(new RunSpec.Resources("cpu", 128L << 20, 1));
        run(other);
        for (String product : List.of("score.tif", "mask.tif")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("matched").resolve(product)),
                    Files.readAllBytes(folder.resolve("other").resolve(product)),
                    product);
        }
        try (Raster score = Rasters.open(folder.resolve("matched/score.tif").toString())) {
            float[] scores = score.read(score.grid().window(), new int[] {0}).samples(0);
            // The detector takes the scene's mean change off, to which the square adds.
            assertEquals(0, scores[5 * SIDE + 5], 0.1);
            assertTrue(scores[160 * SIDE + 160] > 0.3, scores[160 * SIDE + 160] + "");
        }
    }

    @Test
    void formatAndSeason_areWarnedOf() throws Exception {
        Path before = write("before.tif", SampleType.UINT8, false, power -> Math.rint(400 * power));
        Path after = write("after.tif", SampleType.UINT16, false, power -> Math.rint(400 * power));
        RunSpec spec = RunSpec.of(before.toString(), after.toString(), "difference", folder.resolve("out"))
                .withInputs(
                        RunSpec.Input.of(before.toString()).withDate(Optional.of("2020-07-01")),
                        RunSpec.Input.of(after.toString()).withDate(Optional.of("2021-01-01")));
        List<String> warnings =
                run(spec).warnings().stream().map(Notice::message).toList();
        assertTrue(warnings.stream().anyMatch(w -> w.contains("Byte before, UInt16 after")), warnings.toString());
        assertTrue(warnings.stream().anyMatch(w -> w.contains("summer and winter")), warnings.toString());
    }
}
