package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.Cancellation;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;

class PairRunTest {
    private static final int WIDTH = 700;
    private static final int HEIGHT = 600;

    @TempDir
    private static Path scenes;

    private static ScenePair scene;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeScene() throws Exception {
        scene = ScenePair.write(scenes, WIDTH, HEIGHT, 2);
    }

    @Test
    void squaresOfTheSecondDate_areTheMask_andNothingElse() throws Exception {
        Path out = folder.resolve("out");
        List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
        Outcome outcome = new PairRunExecutor()
                .execute(new RunRequest(scene.spec("difference", out), false), events::add, Cancellation.NEVER);
        assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        assertFalse(Files.exists(out.resolve(RunFolder.WORK_FOLDER)));
        assertEquals(new RunEvent.Finished(outcome), events.get(events.size() - 1));
        assertEquals(4, events.stream().filter(RunEvent.Tile.class::isInstance).count());

        for (String name : List.of("changes.shp", "changes.gpkg", "changes.geojson", "changes.fgb", "score.tif")) {
            assertTrue(Files.size(out.resolve(name)) > 0, name);
        }
        long changed = 0;
        try (Raster mask = Rasters.open(out.resolve("mask.tif").toString())) {
            assertEquals(scene.grid(), mask.grid());
            PixelBlock block = mask.read(mask.grid().window(), new int[] {0});
            for (int i = 0; i < WIDTH * HEIGHT; i++) {
                int x = i % WIDTH;
                int y = i / WIDTH;
                boolean square = x % 256 >= 100 && x % 256 < 140 && y % 256 >= 100 && y % 256 < 140;
                assertEquals(x >= ScenePair.NODATA_COLUMNS, block.valid()[i], "observed at " + x + ", " + y);
                assertEquals(square ? 1 : 0, block.samples(0)[i], "class at " + x + ", " + y);
                changed += square ? 1 : 0;
            }
        }
        JsonObject record = JsonParser.parseString(Files.readString(out.resolve("run.json")))
                .getAsJsonObject();
        JsonObject result = record.getAsJsonObject("result");
        assertEquals(changed, result.get("changedPixels").getAsLong());
        // Three squares across and two down.
        assertEquals(6, result.get("polygons").getAsLong());
        assertEquals(10L * HEIGHT, result.get("unobservedPixels").getAsLong());
        assertTrue(record.getAsJsonObject("decided")
                        .getAsJsonObject("threshold")
                        .get("value")
                        .getAsDouble()
                > 20);
    }

    @Test
    void aBandStack_isARunsInput_andEachOfItsFilesIsRecorded() throws Exception {
        Path out = folder.resolve("stack");
        RunSpec spec = RunSpec.of(
                        scene.before() + "," + scene.before(), scene.after() + "," + scene.after(), "difference", out)
                .withOutput(new RunSpec.Output(out, List.of(), false));
        Outcome outcome = new PairRunExecutor().execute(new RunRequest(spec, false), event -> {}, Cancellation.NEVER);
        assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        JsonObject record = JsonParser.parseString(Files.readString(out.resolve("run.json")))
                .getAsJsonObject();
        assertEquals(4, record.getAsJsonArray("inputs").size());
    }
}
