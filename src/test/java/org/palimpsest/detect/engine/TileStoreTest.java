package org.palimpsest.detect.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.raster.Window;

class TileStoreTest {
    private static final Window EXTENT = new Window(10, 20, 75, 50);
    private static final TilePlan PLAN = new TilePlan(EXTENT, 32, 32);

    @TempDir
    private Path folder;

    @Test
    void anyWindow_readsWhatTheTilesHold_andNaNElsewhere() throws Exception {
        try (TileJournal journal = TileJournal.create(folder, new JsonObject());
                TileStore store = TileStore.open(folder, PLAN, journal)) {
            fillAll(store);
            for (Window window : new Window[] {
                new Window(0, 0, 100, 100),
                new Window(31, 31, 2, 2),
                new Window(40, 25, 20, 7),
                new Window(200, 200, 5, 5)
            }) {
                float[] values = store.read(window);
                for (int i = 0; i < values.length; i++) {
                    int x = window.x() + i % window.width();
                    int y = window.y() + i / window.width();
                    boolean inside = EXTENT.contains(new Window(x, y, 1, 1));
                    assertEquals(inside ? value(x, y) : Float.NaN, values[i], "at " + x + ", " + y + " of " + window);
                }
            }
        }
    }

    @Test
    void aTileWithoutObservedPixels_takesNoRoom() throws Exception {
        try (TileJournal journal = TileJournal.create(folder, new JsonObject());
                TileStore store = TileStore.open(folder, PLAN, journal)) {
            float[] empty = new float[(int) PLAN.core(3).pixels()];
            Arrays.fill(empty, Float.NaN);
            store.write(3, empty);
            assertTrue(store.isFinished(3));
            assertTrue(Float.isNaN(store.read(PLAN.core(3))[0]));
        }
        assertEquals(0, Files.size(folder.resolve("statistic.tiles")));
    }

    @Test
    void reopened_theStoreKnowsItsTiles_andOnlyWholeOnes() throws Exception {
        JsonObject header = new JsonObject();
        header.addProperty("run", "größer");
        try (TileJournal journal = TileJournal.create(folder, header);
                TileStore store = TileStore.open(folder, PLAN, journal)) {
            store.write(0, tile(0));
            store.write(2, tile(2));
            store.write(4, tile(4));
        }
        // A kill in the midst of a line, and a disk that lost a byte of tile 2.
        Files.writeString(folder.resolve("journal.txt"), "5 data 0", StandardOpenOption.APPEND);
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("statistic.tiles").toFile(), "rw")) {
            file.seek(2L * 32 * 32 * Float.BYTES + 5);
            file.write(file.read() + 1);
        }
        try (TileJournal journal = TileJournal.open(folder).orElseThrow();
                TileStore store = TileStore.open(folder, PLAN, journal)) {
            assertEquals(header, journal.header());
            assertTrue(store.isFinished(0));
            assertFalse(store.isFinished(2));
            assertTrue(store.isFinished(4));
            assertFalse(store.isFinished(5));
            assertArrayEquals(tile(4), store.read(PLAN.core(4)));
            store.write(5, tile(5));
        }
        try (TileJournal journal = TileJournal.open(folder).orElseThrow();
                TileStore store = TileStore.open(folder, PLAN, journal)) {
            assertEquals(3, store.finishedTiles());
            assertTrue(store.isFinished(5));
        }
    }

    @Test
    void aFolderWithoutJournal_orWithOneThatIsNone_hasNothingToResume() throws Exception {
        assertTrue(TileJournal.open(folder).isEmpty());
        Files.writeString(folder.resolve("journal.txt"), "not JSON\n1 data 00000000\n");
        assertTrue(TileJournal.open(folder).isEmpty());
    }

    private static void fillAll(TileStore store) throws Exception {
        for (long tile = 0; tile < PLAN.count(); tile++) {
            store.write(tile, tile(tile));
        }
    }

    private static float[] tile(long tile) {
        Window core = PLAN.core(tile);
        float[] values = new float[(int) core.pixels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(core.x() + i % core.width(), core.y() + i / core.width());
        }
        return values;
    }

    private static float value(int x, int y) {
        return x * 1000 + y;
    }
}
