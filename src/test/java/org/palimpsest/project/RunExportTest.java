package org.palimpsest.project;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.GdalTools;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.SampleFolder;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.run.Outcome;
import org.palimpsest.run.PairRunExecutor;
import org.palimpsest.run.RunRequest;
import org.palimpsest.vector.AreaLimit;
import org.palimpsest.vector.PolygonFormat;

/** Products of a real run on the sample scene are exported; GDAL is the judge of what was written. */
class RunExportTest {
    @TempDir
    static Path folder;

    private static Path run;

    @BeforeAll
    static void detect() throws Exception {
        SampleFolder sample = SampleFolder.find();
        run = folder.resolve("run");
        RunSpec spec = RunSpec.of(sample.before().toString(), sample.after().toString(), "difference", run)
                .withCleanUp(new RunSpec.CleanUp(new AreaLimit(100, false), AreaLimit.NONE));
        Outcome outcome = new PairRunExecutor().execute(new RunRequest(spec, false), event -> {}, Cancellation.NEVER);
        assertTrue(outcome instanceof Outcome.Done, outcome.toString());
    }

    @Test
    void withoutReview_everyFileIsTheRuns() throws Exception {
        Path target = folder.resolve("all");
        RunExport export = new RunExport(run);
        export.write(target, export.everything(), Map.of());
        for (String name : List.of("mask.tif", "score.tif", "changes.gpkg", "changes.shp", "changes.dbf", "run.json")) {
            assertArrayEquals(Files.readAllBytes(run.resolve(name)), Files.readAllBytes(target.resolve(name)), name);
        }
        assertTrue(Files.exists(target.resolve("palimpsest.qgz")));
        assertThrows(BadInputException.class, () -> export.write(target, export.everything(), Map.of()));
    }

    @Test
    void review_becomesAttributes_andRejectedPolygonsStayBehind_inEveryFormat() throws Exception {
        Path target = folder.resolve("reviewed");
        RunExport export = new RunExport(run);
        Map<Long, ReviewMark> marks = Map.of(
                1L, new ReviewMark(ReviewMark.Decision.REJECTED, "a shadow"),
                2L, new ReviewMark(ReviewMark.Decision.ACCEPTED, "a new roof, 新屋顶"));
        export.write(target, export.everything(), marks);
        long all = count(run.resolve("changes.gpkg"));
        for (PolygonFormat format : PolygonFormat.values()) {
            Path file = target.resolve("changes." + format.extension());
            assertEquals(all - 1, count(file), format.toString());
            String second = GdalTools.run("ogrinfo", "-ro", "-al", "-where", "id = 2", file);
            assertTrue(second.contains("status (String) = accepted"), second);
            assertTrue(second.contains("note (String) = a new roof, 新屋顶"), second);
            String before = GdalTools.run("ogrinfo", "-ro", "-al", "-where", "id = 2", run.resolve(file.getFileName()));
            assertEquals(last(before, "area_m2"), last(second, "area_m2"));
            assertEquals(last(before, "run_id"), last(second, "run_id"));
            assertEquals(last(before, "POLYGON"), last(second, "POLYGON"), "the same coordinates in " + format);
        }
    }

    @Test
    void onlyWhatIsTicked_isWritten_alsoInFormatsThatTheRunDidNotWrite() throws Exception {
        Path other = Files.createDirectories(folder.resolve("gpkg-only"));
        for (String name : List.of("mask.tif", "score.tif", "changes.gpkg", "run.json")) {
            Files.copy(run.resolve(name), other.resolve(name));
        }
        for (String name : List.of("objects.gpkg", "objects.fgb", "objects.qml")) {
            Files.writeString(other.resolve(name), "as they are");
        }
        RunExport export = new RunExport(other);
        assertEquals(Set.of(PolygonFormat.GEOPACKAGE), export.everything().formats());
        Path target = folder.resolve("few");
        export.write(
                target,
                new RunExport.Choice(Set.of("mask"), EnumSet.of(PolygonFormat.FLATGEOBUF), true, false),
                Map.of(1L, new ReviewMark(ReviewMark.Decision.REJECTED, "")));
        try (Stream<Path> files = Files.list(target)) {
            assertEquals(
                    List.of("changes.fgb", "mask.tif", "objects.fgb", "objects.qml", "run.json"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertEquals(count(run.resolve("changes.gpkg")), count(target.resolve("changes.fgb")));
    }

    @Test
    void reviewOfARunWithoutGeoPackage_isRefused_beforeAnythingIsWritten() throws Exception {
        Path other = Files.createDirectories(folder.resolve("geojson-only"));
        Files.copy(run.resolve("changes.geojson"), other.resolve("changes.geojson"));
        RunExport export = new RunExport(other);
        Path target = folder.resolve("refused");
        BadInputException e = assertThrows(
                BadInputException.class,
                () -> export.write(
                        target, export.everything(), Map.of(1L, new ReviewMark(ReviewMark.Decision.OPEN, "x"))));
        assertTrue(e.getMessage().contains("GPKG"), e.getMessage());
        assertFalse(Files.exists(target));
    }

    private static long count(Path file) throws Exception {
        String text = GdalTools.run("ogrinfo", "-ro", "-so", "-al", file);
        return Long.parseLong(text.lines()
                .filter(line -> line.startsWith("Feature Count: "))
                .findFirst()
                .orElseThrow()
                .substring(15));
    }

    /** The last line that holds a word. */
    private static String last(String text, String word) {
        return text.lines()
                .filter(line -> line.contains(word))
                .reduce((a, b) -> b)
                .orElseThrow();
    }
}
