package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.base.Cancellation;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.DetectorRegistry;
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

/** What a quality mask hides has no part in anything that a run makes. */
class QualityMaskRunTest {
    private static final int SIDE = 300;

    @TempDir
    private Path folder;

    static List<String> classicalDetectors() {
        return DetectorRegistry.load().all().stream()
                .map(Detector::card)
                .filter(card -> card.kind() == DetectorCard.Kind.STATISTICAL)
                .map(DetectorCard::id)
                .toList();
    }

    /** Tells what each date holds below its mask. */
    @FunctionalInterface
    private interface Hidden {
        float sample(int x, int y, Random random);
    }

    private static Grid grid(int side, double shift, double pixel) throws Exception {
        return new Grid(
                side,
                side,
                GeoTransform.northUp(500_000 + shift, 5_000_000 - shift, pixel, pixel),
                Optional.of(Crs.parse("EPSG:32633")));
    }

    private static boolean cloud(int x, int y, int place) {
        return (x - place) * (x - place) + (y - place) * (y - place) < 40 * 40;
    }

    private Path date(String name, Grid grid, int bands, int place, boolean later, Hidden hidden) throws Exception {
        Path file = folder.resolve(name);
        List<String> names = new ArrayList<>();
        for (int band = 0; band < bands; band++) {
            names.add(List.of("blue", "green", "red", "nir").get(band));
        }
        Random random = new Random(later ? 5 : 4);
        Random under = new Random(99);
        float[][] samples = new float[bands][grid.width() * grid.height()];
        for (int i = 0; i < samples[0].length; i++) {
            int x = i % grid.width();
            int y = i / grid.width();
            boolean changed = later && x % 90 < 20 && y % 70 < 20;
            for (int band = 0; band < bands; band++) {
                int value =
                        400 + 100 * band + (x / 16 * 37 + y / 16 * 53) % 300 + random.nextInt(30) + (changed ? 500 : 0);
                samples[band][i] = cloud(x, y, place) ? hidden.sample(x, y, under) : value;
            }
        }
        GeoTiffFormat format = GeoTiffFormat.image(SampleType.UINT16, names, OptionalDouble.empty());
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, format)) {
            writer.write(grid.window(), samples);
            writer.finish();
        }
        return file;
    }

    private Path mask(String name, Grid grid, int place) throws Exception {
        Path file = folder.resolve(name);
        GeoTiffFormat format = GeoTiffFormat.image(SampleType.UINT16, List.of("class"), OptionalDouble.empty());
        float[] samples = new float[grid.width() * grid.height()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = cloud(i % grid.width(), i / grid.width(), place) ? 8 : 4;
        }
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, format)) {
            writer.write(grid.window(), new float[][] {samples});
            writer.finish();
        }
        return file;
    }

    private RunSpec spec(String id, String run, Hidden hidden) throws Exception {
        int bands = id.equals("surface-difference") ? 1 : 4;
        // The second date lies between the first one's pixels, so that resampling mixes neighbours.
        Grid first = grid(SIDE, 0, 10);
        Grid second = grid(SIDE, 3.7, 9.8);
        Path before = date(run + "-before.tif", first, bands, 90, false, hidden);
        Path after = date(run + "-after.tif", second, bands, 210, true, hidden);
        RunSpec spec = RunSpec.of(before.toString(), after.toString(), id, folder.resolve(run))
                .withInputs(
                        RunSpec.Input.of(before.toString())
                                .withMask(Optional.of(mask("before-mask.tif", first, 90) + ":values=8")),
                        RunSpec.Input.of(after.toString())
                                .withMask(Optional.of(mask("after-mask.tif", second, 210) + ":values=8,9")));
        return spec.withPreparation(spec.preparation().withResampling("cubic"))
                .withOutput(new RunSpec.Output(folder.resolve(run), List.of("geojson", "fgb"), false));
    }

    private void run(RunSpec spec) {
        Outcome outcome = new PairRunExecutor().execute(new RunRequest(spec, false), event -> {}, Cancellation.NEVER);
        assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
    }

    @ParameterizedTest
    @MethodSource("classicalDetectors")
    void valuesUnderTheMask_doNotAlterAByte_ofAnyDetectorsProducts(String id) throws Exception {
        run(spec(id, "usual", (x, y, random) -> 500 + random.nextInt(30)));
        run(spec(id, "absurd", (x, y, random) -> (x + y) % 2 == 0 ? 65_535 : random.nextInt(65_535)));
        for (String product : List.of("score.tif", "mask.tif", "changes.fgb", "changes.geojson")) {
            byte[] expected = Files.readAllBytes(folder.resolve("usual").resolve(product));
            byte[] found = Files.readAllBytes(folder.resolve("absurd").resolve(product));
            assertArrayEquals(withoutRunId(expected, "usual"), withoutRunId(found, "absurd"), product);
        }
        try (Raster mask = Rasters.open(folder.resolve("absurd/mask.tif").toString())) {
            PixelBlock block = mask.read(mask.grid().window(), new int[] {0});
            for (int i = 0; i < block.valid().length; i++) {
                if (cloud(i % SIDE, i / SIDE, 90)) {
                    assertTrue(!block.valid()[i], "pixel " + i + " is under the first date's cloud");
                }
            }
        }
        JsonObject record = JsonParser.parseString(Files.readString(folder.resolve("absurd/run.json")))
                .getAsJsonObject();
        long unobserved =
                record.getAsJsonObject("result").get("unobservedPixels").getAsLong();
        assertTrue(unobserved >= 9600 && unobserved < 10_200, unobserved + " pixels");
        assertEquals(
                2,
                record.getAsJsonArray("inputs").asList().stream()
                        .filter(input -> input.getAsJsonObject()
                                .get("role")
                                .getAsString()
                                .startsWith("mask-"))
                        .count());
    }

    /** The id of a run tells which files went in, so it differs. */
    private byte[] withoutRunId(byte[] product, String run) throws Exception {
        String id = JsonParser.parseString(Files.readString(folder.resolve(run).resolve("run.json")))
                .getAsJsonObject()
                .get("runId")
                .getAsString();
        return new String(product, java.nio.charset.StandardCharsets.ISO_8859_1)
                .replace(id, "")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** Where all that is seen changed by the same factor, the smoothed ratio is that factor up to the edge of the mask. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "lee", "refined-lee", "frost"})
    void aNeighbourhoodAtTheEdgeOfTheMask_takesInOnlyWhatWasSeen(String filter) throws Exception {
        Grid grid = grid(SIDE, 0, 10);
        Path before = constant("before.tif", grid, 100, 50_000);
        Path after = constant("after.tif", grid, 200, 3);
        RunSpec spec = RunSpec.of(before.toString(), after.toString(), "log-ratio", folder.resolve("out"));
        spec = spec.withInputs(
                        spec.before().withMask(Optional.of(mask("mask.tif", grid, 90) + ":values=8")), spec.after())
                .withDetection(spec.detection()
                        .withParameters(Map.of("speckle", filter))
                        .withThreshold(Optional.of("0.5")));
        run(spec);
        try (Raster score = Rasters.open(folder.resolve("out/score.tif").toString())) {
            PixelBlock block = score.read(grid.window(), new int[] {0});
            for (int i = 0; i < block.valid().length; i++) {
                boolean hidden = cloud(i % SIDE, i / SIDE, 90);
                assertEquals(!hidden, block.valid()[i], "pixel " + i);
                if (!hidden) {
                    // A doubling scores one half; one hundredth of the mean is added to both dates alike.
                    assertEquals(0.5, block.samples(0)[i], 1e-4, "pixel " + i);
                }
            }
        }
    }

    private Path constant(String name, Grid grid, int value, int hidden) throws Exception {
        Path file = folder.resolve(name);
        GeoTiffFormat format = GeoTiffFormat.image(SampleType.UINT16, List.of("amplitude"), OptionalDouble.empty());
        float[] samples = new float[grid.width() * grid.height()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = cloud(i % grid.width(), i / grid.width(), 90) ? hidden : value;
        }
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, format)) {
            writer.write(grid.window(), new float[][] {samples});
            writer.finish();
        }
        return file;
    }

    @Test
    void accuracy_tellsHowMuchOfTheTruthWasNotSeen() throws Exception {
        RunSpec spec = spec("difference", "measured", (x, y, random) -> 9);
        Path truth = mask("truth.tif", grid(SIDE, 0, 10), 90);
        List<RunEvent> events = new ArrayList<>();
        Outcome outcome = new PairRunExecutor()
                .execute(
                        new RunRequest(
                                spec.withReference(Optional.of(new RunSpec.Reference(truth, Optional.of(8.0)))), false),
                        events::add,
                        Cancellation.NEVER);
        assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        JsonObject accuracy = JsonParser.parseString(Files.readString(folder.resolve("measured/accuracy.json")))
                .getAsJsonObject();
        RunEvent.Observed observed = events.stream()
                .filter(RunEvent.Observed.class::isInstance)
                .map(RunEvent.Observed.class::cast)
                .findFirst()
                .orElseThrow();
        // Below the first date's cloud the truth has the value to ignore; what is left is the second date's cloud.
        long unseen = accuracy.get("unobservedPixels").getAsLong();
        assertEquals(observed.unobservedPixels() - 5013, unseen, 30);
        assertEquals(observed.observedPixels(), accuracy.get("pixels").getAsLong());
        assertEquals(100.0 * observed.unobservedPixels(), observed.unobservedSquareMetres(), 1000);
    }
}
