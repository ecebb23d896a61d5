package org.palimpsest.detect.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.detect.ChangeObject;
import org.palimpsest.raster.Window;

class ObjectStoreTest {
    @TempDir
    private Path folder;

    @Test
    void objectsComeBackAsTheyWere_afterReopening_inAnyOrderOfTiles() throws Exception {
        try (ObjectStore store = ObjectStore.open(folder)) {
            store.write(5, List.of(object(0, 0.1), object(99, 0.9)));
            store.write(2, List.of());
            store.write(3_000_000_000L, List.of(object(7, 0.7)));
        }
        try (ObjectStore store = ObjectStore.open(folder)) {
            assertEquals(List.of(object(0, 0.1), object(99, 0.9)), store.read(5));
            assertEquals(List.of(), store.read(2));
            assertEquals(List.of(object(7, 0.7)), store.read(3_000_000_000L));
            assertTrue(store.has(2));
            assertFalse(store.has(0));
        }
    }

    @Test
    void aRecordThatIsNotWhole_isDropped_andWrittenAgain() throws Exception {
        long whole;
        try (ObjectStore store = ObjectStore.open(folder)) {
            store.write(0, List.of(object(1, 0.5)));
            whole = size();
            store.write(1, List.of(object(2, 0.5)));
        }
        for (long length : new long[] {size() - 1, whole + 3}) {
            try (FileChannel file = FileChannel.open(file(), StandardOpenOption.WRITE)) {
                file.truncate(length);
            }
            try (ObjectStore store = ObjectStore.open(folder)) {
                assertTrue(store.has(0));
                assertFalse(store.has(1));
                assertEquals(whole, size());
                store.write(1, List.of(object(2, 0.5)));
                assertEquals(List.of(object(2, 0.5)), store.read(1));
            }
        }
    }

    private static ChangeObject object(int query, double score) {
        BitSet pixels = new BitSet();
        pixels.set(1, 70);
        return new ChangeObject(query, 1, score, score / 2, new Window(-3, 4, 10, 7), pixels, query > 1);
    }

    private Path file() {
        return folder.resolve("objects.bin");
    }

    private long size() throws Exception {
        return java.nio.file.Files.size(file());
    }
}
