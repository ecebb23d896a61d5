package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.JsonFields;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.engine.TileJournal;
import org.palimpsest.detect.engine.TilePlan;
import org.palimpsest.detect.engine.TileStore;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Window;

class GrowingScoreTest {
    private static final int[] BAND = {0};
    private static final Grid GRID =
            new Grid(200, 120, GeoTransform.northUp(500_000, 4_000_000, 10, 10), Optional.empty());
    private static final TilePlan PLAN = new TilePlan(GRID.window(), 64, 64);
    /** Values from 0 to 200 are scores from 0 to 1; losses count like gains. */
    private static final RunEvent.Fitted FITTED =
            new RunEvent.Fitted(new Statistic("length", "", true, new ScoreMap.Linear(0, 200)), GRID);

    @TempDir
    private Path output;

    private Path work;

    @BeforeEach
    void makeWorkFolder() throws Exception {
        work = Files.createDirectory(output.resolve(".palimpsest"));
    }

    @Test
    void tiles_showAsTheyAreFinished_andOnlyThose() throws Exception {
        JsonObject header = new JsonObject();
        PLAN.write(header);
        try (TileJournal journal = TileJournal.create(work, header);
                TileStore store = TileStore.open(work, PLAN, journal);
                GrowingScore score = GrowingScore.open(output, FITTED)) {
            assertFalse(score.refresh());
            assertEquals(0, score.read(GRID.window(), BAND).validPixels());
            store.write(1, constant(1, -50));
            assertEquals(0, score.read(GRID.window(), BAND).validPixels(), "not before the next look");
            assertTrue(score.refresh());
            PixelBlock block = score.read(GRID.window(), BAND);
            assertEquals(64 * 64, block.validPixels());
            assertEquals(0.25f, block.samples(0)[64]);
            assertFalse(block.valid()[63]);
            // The last column of tiles is 8 pixels wide.
            store.write(3, constant(3, 150));
            assertTrue(score.refresh());
            assertEquals(64 * 64 + 8 * 64, score.read(GRID.window(), BAND).validPixels());
            assertFalse(score.refresh());
        }
    }

    @Test
    void coarseLevel_holdsMeans_ofWhatWasObserved() throws Exception {
        JsonObject header = new JsonObject();
        PLAN.write(header);
        try (TileJournal journal = TileJournal.create(work, header);
                TileStore store = TileStore.open(work, PLAN, journal);
                GrowingScore score = GrowingScore.open(output, FITTED)) {
            float[] values = constant(0, 100);
            values[0] = 200;
            values[1] = Float.NaN;
            store.write(0, values);
            score.refresh();
            assertEquals(100, score.levels().get(1).width());
            PixelBlock block = score.read(1, new Window(0, 0, 40, 40), BAND);
            assertEquals((1 + 0.5f + 0.5f) / 3, block.samples(0)[0], 1e-6);
            assertEquals(0.5f, block.samples(0)[1]);
            assertEquals(32 * 32, block.validPixels());
        }
    }

    @Test
    void threshold_isThatOfTheRunsOwnRule_onWhatIsFinished() throws Exception {
        JsonObject header = new JsonObject();
        PLAN.write(header);
        try (TileJournal journal = TileJournal.create(work, header);
                TileStore store = TileStore.open(work, PLAN, journal);
                GrowingScore score = GrowingScore.open(output, FITTED)) {
            assertTrue(score.threshold("otsu").isEmpty(), "nothing is finished");
            float[] values = constant(0, 20);
            Arrays.fill(values, 0, 300, 180);
            store.write(0, values);
            score.refresh();
            double found = score.threshold("otsu").orElseThrow();
            assertTrue(found > 0.1 && found <= 0.9, "between the two values, but was " + found);
            assertEquals(0.4, score.threshold("80").orElseThrow(), 1e-9);
        }
    }

    @Test
    void endedRun_leavesNothingToShow_butNoError() throws Exception {
        assertThrows(BadInputException.class, () -> GrowingScore.open(output, FITTED));
        JsonObject header = new JsonObject();
        PLAN.write(header);
        GrowingScore score;
        try (TileJournal journal = TileJournal.create(work, header);
                TileStore store = TileStore.open(work, PLAN, journal)) {
            score = GrowingScore.open(output, FITTED);
            store.write(0, constant(0, 20));
            score.refresh();
        }
        Files.delete(work.resolve("statistic.tiles"));
        Files.delete(work.resolve("journal.txt"));
        assertEquals(0, score.read(GRID.window(), BAND).validPixels());
        assertThrows(BadInputException.class, score::refresh);
    }

    @Test
    void fittedEvent_survivesTheWayFromTheWorker() throws Exception {
        Grid utm = new Grid(
                200,
                120,
                new GeoTransform(500_000.25, 9.5, 0.5, 4_000_000, 0.25, -10),
                Optional.of(Crs.parse("EPSG:32633")));
        for (ScoreMap map :
                new ScoreMap[] {new ScoreMap.Linear(-1, 2.5), new ScoreMap.Saturating(3.25), new ScoreMap.ChiSquare(4)
                }) {
            RunEvent.Fitted sent = new RunEvent.Fitted(new Statistic("length", "m", true, map), utm);
            assertEquals(sent, RunEventJson.read(JsonFields.parse("The line", RunEventJson.toLine(sent))));
        }
        assertEquals(FITTED, RunEventJson.read(JsonFields.parse("The line", RunEventJson.toLine(FITTED))));
    }

    private static float[] constant(long tile, float value) {
        float[] values = new float[(int) PLAN.kept(tile).pixels()];
        Arrays.fill(values, value);
        return values;
    }
}
