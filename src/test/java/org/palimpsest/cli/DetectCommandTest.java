package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run from the shell: its products, its record, its accuracy, judged by GDAL where it is installed. */
class DetectCommandTest {
    private static final int SIZE = 160;
    private static final List<String> PRODUCTS = List.of(
            "mask.tif",
            "score.tif",
            "changes.shp",
            "changes.dbf",
            "changes.shx",
            "changes.prj",
            "changes.gpkg",
            "changes.geojson",
            "changes.fgb",
            "mask.qml",
            "score.qml",
            "changes.qml",
            "preview.png",
            "run.json",
            "accuracy.json");

    @TempDir
    private static Path folder;

    private static Path out;
    private static ShellRun run;

    @BeforeAll
    static void detectOnce() throws Exception {
        // A blank and letters of three scripts, because each has broken a program before.
        Path place = Files.createDirectory(folder.resolve("données 变化 ß"));
        out = place.resolve("résultat 1");
        run = ShellRun.of(
                "detect",
                TestScene.utm(SIZE, 3).before(place.resolve("avant é.tif")).toString(),
                TestScene.utm(SIZE, 3).after(place.resolve("après 后.tif")).toString(),
                "-d",
                "cva",
                "-o",
                out.toString(),
                "--reference",
                TestScene.utm(SIZE, 1).reference(place.resolve("vérité.tif")).toString(),
                "--bands",
                "3,1",
                "--threshold",
                "otsu",
                "--min-area",
                "20px",
                "--date-before",
                "2020-05-01",
                "--date-after",
                "2021-05-01");
    }

    @Test
    void everyProduct_isThereAndNamed() {
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        for (String product : PRODUCTS) {
            assertTrue(Files.exists(out.resolve(product)), product);
        }
        assertTrue(run.out().contains("mask: " + out.resolve("mask.tif")), run.out());
        assertFalse(run.out().contains("%"), "No progress bar off a terminal: " + run.out());
    }

    @Test
    void nothingUnfinished_isLeft() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(
                    List.of(),
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("."))
                            .toList());
        }
    }

    @Test
    void accuracy_holdsTheSixMeasures_nearOneForAnObviousSquare() throws IOException {
        JsonObject accuracy = json("accuracy.json");
        for (String key : List.of("precision", "recall", "f1", "iou", "oa", "kappa")) {
            assertTrue(accuracy.get(key).getAsDouble() > 0.98, key + " in " + accuracy);
        }
    }

    @Test
    void runJson_repeatsTheRunToTheSameBytes() throws IOException {
        Path again = folder.resolve("again");
        ShellRun repeated = ShellRun.of("run", out.resolve("run.json").toString(), "-o", again.toString(), "--json");
        assertEquals(ExitCode.DONE, repeated.exitCode(), repeated.err());
        for (String product : List.of("mask.tif", "score.tif", "changes.geojson")) {
            assertEquals(-1, Files.mismatch(out.resolve(product), again.resolve(product)), product);
        }
        List<String> lines = repeated.out().lines().toList();
        assertEquals(
                "finished",
                JsonParser.parseString(lines.get(lines.size() - 1))
                        .getAsJsonObject()
                        .get("event")
                        .getAsString());
    }

    @Test
    void overwrite_replacesTheProducts() {
        assertEquals(
                ExitCode.DONE,
                ShellRun.of("run", out.resolve("run.json").toString(), "--overwrite")
                        .exitCode());
    }

    @Test
    void gdal_opensMaskAndScore() throws Exception {
        String mask = Judge.run("gdalinfo", "-checksum", out.resolve("mask.tif").toString());
        assertTrue(mask.contains("ID[\"EPSG\",32633]"), mask);
        assertTrue(mask.contains("Size is " + SIZE + ", " + SIZE), mask);
        assertTrue(mask.contains("Type=Byte") && mask.contains("NoData Value=255"), mask);
        assertTrue(mask.contains("Color Table"), mask);
        assertTrue(mask.contains("COMPRESSION=DEFLATE"), mask);
        assertFalse(mask.contains("ERROR") || mask.contains("Warning"), mask);
        String score =
                Judge.run("gdalinfo", "-checksum", out.resolve("score.tif").toString());
        assertTrue(score.contains("Type=Float32") && score.contains("NoData Value=nan"), score);
        assertFalse(score.contains("ERROR") || score.contains("Warning"), score);
    }

    @Test
    void ogr_opensEveryVectorFormat_withTheSameAttributes() throws Exception {
        for (String format : List.of("shp", "gpkg", "geojson", "fgb")) {
            String layer = Judge.run(
                    "ogrinfo",
                    "-al",
                    "-geom=SUMMARY",
                    out.resolve("changes." + format).toString());
            for (String attribute : List.of(
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
                    "note")) {
                assertTrue(layer.contains(attribute + " ("), format + " lacks " + attribute + ": " + layer);
            }
            assertTrue(layer.contains("Feature Count: 1"), layer);
            assertTrue(layer.contains("2020") && layer.contains("cva"), layer);
            assertFalse(layer.contains("ERROR") || layer.contains("Warning"), layer);
        }
    }

    @Test
    void warnings_areToldWhenTheRunEndsWell() throws Exception {
        TestScene scene = TestScene.utm(SIZE, 1).withoutCrs();
        ShellRun bare = ShellRun.of(
                "detect",
                scene.before(folder.resolve("a.tif")).toString(),
                scene.after(folder.resolve("b.tif")).toString(),
                "-d",
                "cva",
                "--formats",
                "none",
                "-o",
                folder.resolve("bare").toString());
        assertEquals(ExitCode.DONE, bare.exitCode(), bare.err());
        assertTrue(bare.err().startsWith("Warning: "), bare.err());
    }

    private static JsonObject json(String name) throws IOException {
        return JsonParser.parseString(Files.readString(out.resolve(name))).getAsJsonObject();
    }
}
