package org.palimpsest.detect.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.Cancellation;
import org.palimpsest.detect.Tiling;
import org.palimpsest.raster.Window;

/** How the results of neighbouring tiles fade into each other across their border. */
class FeatherTest {
    private static final int TILE = 32;
    private static final int FEATHER = 8;
    private static final Window EXTENT = new Window(10, 20, 75, 50);
    private static final TilePlan PLAN = new TilePlan(EXTENT, TILE, TILE, FEATHER);

    @TempDir
    private Path folder;

    /** What a test's tiles hold. */
    private interface Values {
        float at(long tile, int x, int y);
    }

    @Test
    void aConstant_staysExactlyThatConstant() throws Exception {
        float[] values = stored((tile, x, y) -> 0.1f, EXTENT);
        for (float value : values) {
            assertEquals(0.1f, value);
        }
    }

    @Test
    void twoTilesOfDifferentConstants_fadeInAStraightLine() throws Exception {
        Window row = new Window(10, 30, 50, 1);
        float[] values = stored((tile, x, y) -> PLAN.core(tile).x() < 32 ? 0 : 1, row);
        // The border lies between columns 31 and 32; the band is columns 24 to 39.
        for (int i = 0; i < values.length; i++) {
            double expected = Math.min(1, Math.max(0, (row.x() + i + 0.5 - 24) / 16));
            assertEquals(expected, values[i], 1e-6, "column " + (row.x() + i));
        }
    }

    @Test
    void disagreementOfNeighbours_isMeasuredWhereTheyOverlap() throws Exception {
        stored((tile, x, y) -> PLAN.core(tile).x() < 32 ? 0.2f : 0.5f, EXTENT);
        try (TileJournal journal = TileJournal.open(folder).orElseThrow();
                TileStore store = TileStore.open(folder, PLAN, journal)) {
            Seams seams = Seams.measure(store, Cancellation.NEVER).orElseThrow();
            assertEquals(0.3, seams.largest(), 1e-6);
            // Of the borders only those at column 32 have a difference, so the mean lies between none and that.
            assertTrue(seams.mean() > 0.02 && seams.mean() < 0.25, "mean " + seams.mean());
        }
    }

    @Test
    void tilesThatAgree_haveNoSeams() throws Exception {
        stored((tile, x, y) -> x * 0.1f + y, EXTENT);
        try (TileJournal journal = TileJournal.open(folder).orElseThrow();
                TileStore store = TileStore.open(folder, PLAN, journal)) {
            assertEquals(
                    0, Seams.measure(store, Cancellation.NEVER).orElseThrow().largest());
        }
    }

    @Test
    void sharesOfAllTiles_addUpToOneAtEveryPixel() {
        for (int y = EXTENT.y(); y < EXTENT.endY(); y++) {
            for (int x = EXTENT.x(); x < EXTENT.endX(); x++) {
                double sum = 0;
                for (long tile = 0; tile < PLAN.count(); tile++) {
                    if (PLAN.kept(tile).contains(new Window(x, y, 1, 1))) {
                        sum += PLAN.share(PLAN.core(tile), x, y);
                    }
                }
                assertEquals(1, sum, 1e-12, "at " + x + ", " + y);
            }
        }
    }

    @Test
    void aPixel_hasTheSameValueInWhateverWindowItIsRead() throws Exception {
        Values values = (tile, x, y) -> (float) Math.sin(tile * 3 + x * 0.7 + y * 1.3);
        float[] whole = stored(values, EXTENT);
        try (TileJournal journal = TileJournal.open(folder).orElseThrow();
                TileStore store = TileStore.open(folder, PLAN, journal)) {
            for (int y = EXTENT.y(); y < EXTENT.endY(); y += 7) {
                for (int x = EXTENT.x(); x < EXTENT.endX(); x += 5) {
                    float[] one = store.read(new Window(x, y, 1, 1));
                    assertEquals(whole[(y - EXTENT.y()) * EXTENT.width() + x - EXTENT.x()], one[0]);
                }
            }
        }
    }

    @Test
    void whatWasNotObserved_staysSo_andDoesNotSpread() throws Exception {
        float[] values = stored((tile, x, y) -> x >= 28 && x < 36 ? Float.NaN : 1, EXTENT);
        for (int i = 0; i < values.length; i++) {
            int x = EXTENT.x() + i % EXTENT.width();
            assertEquals(x >= 28 && x < 36 ? Float.NaN : 1f, values[i]);
        }
    }

    @Test
    void tilesInAnyOrderAcrossAStop_giveTheSameValues() throws Exception {
        Values values = (tile, x, y) -> (float) Math.cos(tile * 5 + x * 0.3 - y);
        float[] atOnce = stored(values, EXTENT);
        try (TileJournal journal = TileJournal.create(folder, new JsonObject());
                TileStore store = TileStore.open(folder, PLAN, journal)) {
            for (long tile = PLAN.count() - 1; tile >= 3; tile--) {
                store.write(tile, tile(tile, values));
            }
        }
        try (TileJournal journal = TileJournal.open(folder).orElseThrow();
                TileStore store = TileStore.open(folder, PLAN, journal)) {
            assertEquals(PLAN.count() - 3, store.finishedTiles());
            for (long tile = 0; tile < 3; tile++) {
                store.write(tile, tile(tile, values));
            }
            assertArrayEquals(atOnce, store.read(EXTENT));
        }
    }

    @Test
    void anUnfinishedNeighbour_leavesATileAsItIs() throws Exception {
        try (TileJournal journal = TileJournal.create(folder, new JsonObject());
                TileStore store = TileStore.open(folder, PLAN, journal)) {
            float[] one = new float[(int) PLAN.kept(0).pixels()];
            Arrays.fill(one, 0.7f);
            store.write(0, one);
            float[] read = store.read(PLAN.core(0));
            for (float value : read) {
                assertEquals(0.7f, value);
            }
            assertTrue(Float.isNaN(store.read(PLAN.core(1))[0]), "an unfinished tile must not borrow values");
        }
    }

    @Test
    void aFeatherBeyondHaloOrHalfTile_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Tiling(64, 8, 9));
        assertThrows(IllegalArgumentException.class, () -> new Tiling(16, 16, 9));
        assertThrows(IllegalArgumentException.class, () -> new TilePlan(EXTENT, 32, 32, 17));
    }

    private float[] stored(Values values, Window window) throws Exception {
        try (TileJournal journal = TileJournal.create(folder, new JsonObject());
                TileStore store = TileStore.open(folder, PLAN, journal)) {
            for (long tile = 0; tile < PLAN.count(); tile++) {
                store.write(tile, tile(tile, values));
            }
            return store.read(window);
        }
    }

    private static float[] tile(long tile, Values values) {
        Window kept = PLAN.kept(tile);
        float[] all = new float[(int) kept.pixels()];
        for (int i = 0; i < all.length; i++) {
            all[i] = values.at(tile, kept.x() + i % kept.width(), kept.y() + i / kept.width());
        }
        return all;
    }
}
