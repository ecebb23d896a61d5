package org.palimpsest.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Progress;

class LevelStoreTest {
    private static final int[] BANDS = {0, 1};
    private static final long PLENTY = 1L << 30;
    /** Levels of 256 x 256 and two bands of one byte, with flags, and the trailer. */
    private static final long FILE_BYTES = 256 * 256 * 3 + 16;

    @TempDir
    private Path folder;

    private Path file;
    private Path cache;

    @BeforeEach
    void writeRaster() throws Exception {
        file = Files.writeString(folder.resolve("picture.raw"), "the first bytes of a picture");
        cache = folder.resolve("cache");
    }

    /** 512 x 512 bytes: column modulo 200, and twice that; the first row of all was not observed. */
    private record Picture(Path file, SampleType type) implements Raster {
        @Override
        public PixelBlock read(int level, Window window, int[] bands) {
            PixelBlock block = PixelBlock.empty(window, bands.length);
            for (int i = 0; i < block.valid().length; i++) {
                int column = window.x() + i % window.width();
                block.valid()[i] = window.y() + i / window.width() > 1;
                for (int band = 0; band < bands.length && block.valid()[i]; band++) {
                    block.samples(band)[i] = column % 200 * (bands[band] + 1) % 256;
                }
            }
            return block;
        }

        @Override
        public String name() {
            return file.toString();
        }

        @Override
        public Grid grid() {
            return Grid.ofPixels(512, 512);
        }

        @Override
        public List<Band> bands() {
            Band band = new Band(1, "Band", type, OptionalDouble.empty(), 1, 0);
            return List.of(band, band);
        }

        @Override
        public List<Grid> levels() {
            return List.of(grid());
        }

        @Override
        public BlockSize blockSize() {
            return new BlockSize(256, 256);
        }

        @Override
        public void close() {}
    }

    @Test
    void builtLevels_areThereInTheNextSession() throws Exception {
        PixelBlock first = build(PLENTY);
        try (BuiltLevels again = BuiltLevels.over(new Picture(file, SampleType.UINT8), new LevelStore(cache, PLENTY))) {
            assertTrue(again.isComplete());
            PixelBlock second = again.read(1, new Window(-3, -3, 300, 300), BANDS);
            for (int band : BANDS) {
                for (int i = 0; i < first.valid().length; i++) {
                    assertEquals(first.samples(band)[i], second.samples(band)[i]);
                    assertEquals(first.valid()[i], second.valid()[i]);
                }
            }
            // Columns 10 and 11 of four rows; the mean 10.5 is rounded up, as whole numbers are stored.
            assertEquals(11, second.samples(0)[8 + 20 * 300]);
            assertEquals(21, second.samples(1)[8 + 20 * 300]);
            assertFalse(second.valid()[3 * 300 + 8], "both rows below it were not observed");
        }
        assertEquals(FILE_BYTES, new LevelStore(cache, PLENTY).bytes());
    }

    @Test
    void replacedRaster_isNotShownByTheOldLevels() throws Exception {
        build(PLENTY);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
        assertFalse(isKept(), "another time stamp");
        build(PLENTY);
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "the other bytes of a picture");
        Files.setLastModifiedTime(file, time);
        assertFalse(isKept(), "the same size and time stamp, but another content");
    }

    @Test
    void fileThatWasCutShort_isBuiltAgain() throws Exception {
        build(PLENTY);
        try (FileChannel channel = FileChannel.open(onlyFile(), StandardOpenOption.WRITE)) {
            channel.truncate(FILE_BYTES - 1);
        }
        assertFalse(isKept());
        build(PLENTY);
        try (FileChannel channel = FileChannel.open(onlyFile(), StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.allocate(16), FILE_BYTES - 16);
        }
        assertFalse(isKept(), "a trailer of zeros");
        build(PLENTY);
        assertTrue(isKept());
    }

    @Test
    void unfinishedLevels_leaveNothingBehind() throws Exception {
        LevelStore store = new LevelStore(cache, PLENTY);
        try (BuiltLevels levels = BuiltLevels.over(new Picture(file, SampleType.UINT8), store)) {
            assertFalse(levels.isComplete());
        }
        assertEquals(0, store.bytes());
        Path crashed = Files.writeString(cache.resolve("levels-1.tmp"), "half");
        store.trim();
        assertTrue(Files.exists(crashed), "it may belong to a session that is going on");
        Files.setLastModifiedTime(crashed, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        store.trim();
        assertFalse(Files.exists(crashed));
    }

    @Test
    void folder_keepsItsLimit_byLosingWhatWasUsedLongestAgo() throws Exception {
        Path[] rasters = new Path[3];
        for (int i = 0; i < 3; i++) {
            rasters[i] = Files.writeString(folder.resolve(i + ".raw"), "picture " + i);
            file = rasters[i];
            build(PLENTY);
        }
        try (Stream<Path> kept = Files.list(cache)) {
            for (Path one : kept.toList()) {
                Files.setLastModifiedTime(one, FileTime.from(Instant.now().minusSeconds(60)));
            }
        }
        file = rasters[0];
        assertTrue(isKept(), "and is now the one that was used last");
        file = Files.writeString(folder.resolve("4.raw"), "picture 4");
        build(2 * FILE_BYTES);
        assertEquals(2 * FILE_BYTES, new LevelStore(cache, PLENTY).bytes());
        assertTrue(isKept());
        file = rasters[0];
        assertTrue(isKept());
        new LevelStore(cache, PLENTY).clear();
        assertEquals(0, new LevelStore(cache, PLENTY).bytes());
        build(0);
        assertEquals(0, new LevelStore(cache, PLENTY).bytes(), "a limit of nothing keeps nothing");
    }

    private PixelBlock build(long most) throws Exception {
        LevelStore store = new LevelStore(cache, most);
        try (BuiltLevels levels = BuiltLevels.over(new Picture(file, SampleType.UINT8), store)) {
            levels.build(Progress.NONE, Cancellation.NEVER);
            levels.keep();
            return levels.read(1, new Window(-3, -3, 300, 300), BANDS);
        }
    }

    private boolean isKept() throws Exception {
        try (BuiltLevels levels =
                BuiltLevels.over(new Picture(file, SampleType.UINT8), new LevelStore(cache, PLENTY))) {
            return levels.isComplete();
        }
    }

    private Path onlyFile() throws Exception {
        try (Stream<Path> kept = Files.list(cache)) {
            return kept.filter(path -> path.toString().endsWith(".levels"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
