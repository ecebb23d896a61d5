package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.Cancellation;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.Window;

class RegionTest {
    @TempDir
    private Path folder;

    /** The area is 400 x 300 pixels from the corner, without 50 x 60 pixels in one file and 20 x 10 in another. */
    @Test
    void whatIsOutsideTheAreaOrExcluded_isNotObserved_andItsFilesAreRecorded() throws Exception {
        ScenePair scene = ScenePair.write(folder, 500, 400, 1);
        Path area = wkt("area.wkt", 0, 0, 400, 300);
        Path lake = wkt("lake.wkt", 100, 100, 150, 160);
        Path cloud = wkt("cloud.wkt", 300, 20, 320, 30);
        Path out = folder.resolve("out");
        RunSpec spec = scene.spec("difference", out)
                .withRegion(RunSpec.Region.OVERLAP
                        .withArea(Optional.of(area.toString()))
                        .withExclude(List.of(lake.toString(), cloud.toString())));
        Outcome outcome = new PairRunExecutor().execute(new RunRequest(spec, false), event -> {}, Cancellation.NEVER);
        assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        try (Raster mask = Rasters.open(out.resolve("mask.tif").toString());
                Raster score = Rasters.open(out.resolve("score.tif").toString())) {
            PixelBlock classes = mask.read(mask.grid().window(), new int[] {0});
            PixelBlock scores = score.read(mask.grid().window(), new int[] {0});
            for (int i = 0; i < classes.valid().length; i++) {
                int x = i % 500;
                int y = i / 500;
                boolean excluded =
                        x >= 100 && x < 150 && y >= 100 && y < 160 || x >= 300 && x < 320 && y >= 20 && y < 30;
                boolean observed = x >= ScenePair.NODATA_COLUMNS && x < 400 && y < 300 && !excluded;
                assertEquals(observed, classes.valid()[i], x + ", " + y);
                assertEquals(observed, scores.valid()[i], x + ", " + y);
            }
        }
        JsonObject record = JsonParser.parseString(Files.readString(out.resolve("run.json")))
                .getAsJsonObject();
        long unobserved = 300L * ScenePair.NODATA_COLUMNS + 50 * 60 + 20 * 10;
        assertEquals(
                unobserved,
                record.getAsJsonObject("result").get("unobservedPixels").getAsLong());
        assertEquals(
                List.of("before", "after", "area", "exclude", "exclude"),
                record.getAsJsonArray("inputs").asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .map(input -> input.get("role").getAsString())
                        .toList());
        assertEquals(
                List.of(),
                Verification.of(out).inputs(Cancellation.NEVER).stream()
                        .filter(finding -> finding.difference().isPresent())
                        .toList());
        Files.writeString(lake, "SRID=32633;POLYGON EMPTY");
        assertTrue(Verification.of(out).inputs(Cancellation.NEVER).stream()
                .anyMatch(finding ->
                        finding.role().equals("exclude") && finding.difference().isPresent()));
    }

    /** The difference of a pixel needs no surroundings, so both runs agree where both have pixels. */
    @Test
    void croppedProducts_endAtTheBoxOfTheArea_andSayTheSameThere() throws Exception {
        ScenePair scene = ScenePair.write(folder, 500, 400, 1);
        Path area = wkt("area.wkt", 120, 40, 320, 190);
        RunSpec.Region region = RunSpec.Region.OVERLAP.withArea(Optional.of(area.toString()));
        Path whole = folder.resolve("whole");
        Path box = folder.resolve("box");
        for (RunSpec spec : List.of(
                scene.spec("difference", whole).withRegion(region),
                scene.spec("difference", box).withRegion(region.withCrop(true)))) {
            Outcome outcome =
                    new PairRunExecutor().execute(new RunRequest(spec, false), event -> {}, Cancellation.NEVER);
            assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        }
        for (String product : List.of("score.tif", "mask.tif")) {
            try (Raster all = Rasters.open(whole.resolve(product).toString());
                    Raster part = Rasters.open(box.resolve(product).toString())) {
                Window here = new Window(120, 40, 200, 150);
                assertEquals(all.grid().part(here), part.grid());
                PixelBlock expected = all.read(here, new int[] {0});
                PixelBlock actual = part.read(part.grid().window(), new int[] {0});
                assertArrayEquals(expected.valid(), actual.valid());
                assertArrayEquals(expected.samples(0), actual.samples(0));
            }
        }
    }

    private Path wkt(String name, int left, int top, int right, int bottom) throws Exception {
        int x0 = 500_000 + 10 * left;
        int x1 = 500_000 + 10 * right;
        int y0 = 5_000_000 - 10 * top;
        int y1 = 5_000_000 - 10 * bottom;
        return Files.writeString(
                folder.resolve(name),
                "SRID=32633;POLYGON((" + x0 + " " + y0 + ", " + x1 + " " + y0 + ", " + x1 + " " + y1 + ", " + x0 + " "
                        + y1 + ", " + x0 + " " + y0 + "))");
    }
}
