package org.palimpsest.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Progress;

class BuiltLevelsTest {
    @TempDir
    Path folder;

    /** A ramp x + 10000 * y with a hole of nodata. */
    private record Ramp(int width, int height) implements Raster {
        @Override
        public PixelBlock read(int level, Window window, int[] bands) {
            float[][] samples = new float[bands.length][(int) window.pixels()];
            boolean[] valid = new boolean[(int) window.pixels()];
            for (int i = 0; i < valid.length; i++) {
                int x = window.x() + i % window.width();
                int y = window.y() + i / window.width();
                valid[i] = x < width && y < height && !(x < 64 && y < 64);
                for (int b = 0; b < bands.length && valid[i]; b++) {
                    samples[b][i] = bands[b] * 5 + x + 10_000f * y;
                }
            }
            return new PixelBlock(window, samples, valid);
        }

        @Override
        public String name() {
            return "ramp";
        }

        @Override
        public Grid grid() {
            return Grid.ofPixels(width, height);
        }

        @Override
        public List<Band> bands() {
            Band band = new Band(1, "Band 1", SampleType.FLOAT32, OptionalDouble.empty(), 1, 0);
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
    void levels_areTheMeansOfTheirPixels_forOddSizesToo() throws Exception {
        try (BuiltLevels built = BuiltLevels.over(new Ramp(1001, 777), new LevelStore(folder, 0))) {
            built.build(Progress.NONE, Cancellation.NEVER);
            assertEquals(3, built.levels().size());
            PixelBlock half = built.read(1, new Window(100, 200, 3, 2), new int[] {1});
            assertEquals(5 + 200.5 + 10_000 * 400.5, half.samples(0)[0], 1);
            PixelBlock quarter = built.read(2, new Window(100, 150, 1, 1), new int[] {0});
            assertEquals(401.5 + 10_000 * 601.5, quarter.samples(0)[0], 1);
            PixelBlock corner = built.read(1, new Window(500, 388, 1, 1), new int[] {0});
            assertEquals(1000 + 10_000 * 776.0, corner.samples(0)[0], 1);
            assertTrue(corner.valid()[0]);
        }
        assertEquals(0, Files.list(folder).count(), "The temporary file is gone");
    }

    @Test
    void levels_keepNodata_andWhatLiesOutside() throws Exception {
        try (BuiltLevels built = BuiltLevels.over(new Ramp(600, 600), new LevelStore(folder, 0))) {
            built.build(Progress.NONE, Cancellation.NEVER);
            PixelBlock block = built.read(1, new Window(0, 0, 400, 400), new int[] {0});
            assertFalse(block.valid()[0]);
            assertTrue(block.valid()[40 * 400 + 40]);
            assertFalse(block.valid()[399]);
        }
    }

    @Test
    void rows_thatAreNotBuiltYet_areNotValid() throws Exception {
        try (BuiltLevels built = BuiltLevels.over(new Ramp(600, 600), new LevelStore(folder, 0))) {
            assertFalse(built.read(1, new Window(200, 200, 1, 1), new int[] {0}).valid()[0]);
        }
    }
}
