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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.GdalTools;
import org.palimpsest.SharedData;
import org.palimpsest.base.Cancellation;
import org.palimpsest.detect.Preparation;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;

/** Dates that are compared on another grid than the first one's, judged by a run over what gdalwarp makes of the files. */
class OtherGridRunTest {
    private static final String SCENE = "data/georeferenced/oscd-sentinel2/rennes/";

    @TempDir
    private Path folder;

    private JsonObject run(String name, Path before, Path after, Preparation preparation, int threads)
            throws Exception {
        Path out = folder.resolve(name);
        RunSpec spec = RunSpec.of(before.toString(), after.toString(), "difference", out)
                .withDetection(RunSpec.Detection.of("difference")
                        .withParameters(Map.of("level", "false"))
                        .withThreshold(Optional.of("500")))
                .withPreparation(preparation)
                .withResources(new RunSpec.Resources("cpu", 256L << 20, threads))
                .withOutput(new RunSpec.Output(out, List.of("gpkg"), false));
        Outcome outcome = new PairRunExecutor().execute(new RunRequest(spec, false), event -> {}, Cancellation.NEVER);
        assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        return JsonParser.parseString(Files.readString(out.resolve("run.json"))).getAsJsonObject();
    }

    private static float[] scores(Path folder) throws Exception {
        try (Raster score = Rasters.open(folder.resolve("score.tif").toString())) {
            PixelBlock block = score.read(score.grid().window(), new int[] {0});
            float[] values = block.samples(0);
            for (int i = 0; i < values.length; i++) {
                values[i] = block.valid()[i] ? values[i] : Float.NaN;
            }
            return values;
        }
    }

    @Test
    void resultsReturnToTheFirstDatesPixels_andAreWhatGdalwarpsFilesGive() throws Exception {
        Path before = SharedData.get(SCENE + "before.tif");
        Path after = SharedData.get(SCENE + "after.tif");
        Preparation utm = Preparation.STANDARD.withGrid("EPSG:32630@10m");
        JsonObject record = run("utm", before, after, utm, 2);
        JsonObject analysis = record.getAsJsonObject("decided").getAsJsonObject("analysisGrid");
        assertEquals("EPSG:32630", analysis.get("crs").getAsString());
        try (Raster first = Rasters.open(before.toString());
                Raster mask = Rasters.open(folder.resolve("utm/mask.tif").toString())) {
            assertEquals(first.grid(), mask.grid());
        }

        // The judge: both dates warped by gdalwarp, compared there, the score warped back by gdalwarp.
        double x = analysis.getAsJsonArray("transform").get(0).getAsDouble();
        double y = analysis.getAsJsonArray("transform").get(3).getAsDouble();
        int width = analysis.get("width").getAsInt();
        int height = analysis.get("height").getAsInt();
        for (String date : List.of("before", "after")) {
            GdalTools.run(
                    "gdalwarp",
                    "-q",
                    "-t_srs",
                    "EPSG:32630",
                    "-r",
                    "bilinear",
                    "-et",
                    "0",
                    "-ot",
                    "Float32",
                    "-dstnodata",
                    "nan",
                    "-tr",
                    "10",
                    "10",
                    "-te",
                    x,
                    y - 10 * height,
                    x + 10 * width,
                    y,
                    SharedData.get(SCENE + date + ".tif"),
                    folder.resolve(date + ".tif"));
        }
        run("judge", folder.resolve("before.tif"), folder.resolve("after.tif"), Preparation.STANDARD, 2);
        Path back = Files.createDirectory(folder.resolve("back"));
        try (Raster first = Rasters.open(before.toString())) {
            var g = first.grid().transform();
            GdalTools.run(
                    "gdalwarp",
                    "-q",
                    "-t_srs",
                    "EPSG:4326",
                    "-r",
                    "bilinear",
                    "-et",
                    "0",
                    "-ts",
                    first.grid().width(),
                    first.grid().height(),
                    "-te",
                    g.originX(),
                    g.y(0, first.grid().height()),
                    g.x(first.grid().width(), 0),
                    g.originY(),
                    folder.resolve("judge/score.tif"),
                    back.resolve("score.tif"));
        }
        float[] ours = scores(folder.resolve("utm"));
        float[] theirs = scores(back);
        double difference = 0;
        double level = 0;
        int both = 0;
        int inOne = 0;
        for (int i = 0; i < ours.length; i++) {
            if (!Float.isNaN(ours[i]) && !Float.isNaN(theirs[i])) {
                both++;
                difference += Math.abs(ours[i] - theirs[i]);
                level += theirs[i];
            } else if (Float.isNaN(ours[i]) != Float.isNaN(theirs[i])) {
                inOne++;
            }
        }
        assertTrue(both > 185_000, "observed in both: " + both);
        assertTrue(inOne < 0.01 * both, "observed in one: " + inOne);
        assertTrue(difference < 0.03 * level, "mean difference " + difference / both + " of " + level / both);
    }

    @Test
    void oneAndTwoThreads_giveTheSameBytes_withALocalCorrectionToo() throws Exception {
        Path before = SharedData.get(SCENE + "before.tif");
        Path after = SharedData.get(SCENE + "after.tif");
        Preparation preparation = Preparation.STANDARD.withGrid("auto-utm@30m").withCorrection("local");
        run("one", before, after, preparation, 1);
        run("two", before, after, preparation, 2);
        for (String product : List.of("mask.tif", "score.tif", "changes.gpkg")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("one").resolve(product)),
                    Files.readAllBytes(folder.resolve("two").resolve(product)),
                    product);
        }
    }
}
