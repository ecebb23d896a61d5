package org.palimpsest.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.Cancellation;

/** Small copies of scenes: means of squares, the same for any number of threads. */
class ThumbnailTest {
    private static final int WIDTH = 210;
    private static final int HEIGHT = 101;

    @TempDir
    Path folder;

    /** Samples are the column plus ten times the row; the first ten columns were not observed. */
    private Path scene(Downsampling overviews) throws Exception {
        Path file = folder.resolve("scene.tif");
        Grid grid = new Grid(WIDTH, HEIGHT, GeoTransform.northUp(1000, 2000, 2, 2), Optional.empty());
        float[] samples = new float[WIDTH * HEIGHT];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i % WIDTH < 10 ? -1 : i % WIDTH + 10 * (i / WIDTH);
        }
        GeoTiffFormat format = GeoTiffFormat.image(SampleType.FLOAT32, List.of("height"), OptionalDouble.of(-1))
                .withTileSize(32)
                .withOverviews(overviews);
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, format)) {
            writer.write(grid.window(), samples);
            writer.finish();
        }
        return file;
    }

    @Test
    void pixelsAreMeansOfSquares() throws Exception {
        try (Raster raster = Rasters.open(scene(Downsampling.NONE).toString())) {
            Thumbnail small = Thumbnail.of(raster, raster.grid(), new int[] {0}, 52, 1, Cancellation.NEVER);
            // 210 / 52 gives squares of 4 pixels.
            assertEquals(53, small.grid().width());
            assertEquals(26, small.grid().height());
            assertEquals(8, small.grid().transform().pixelWidth());
            PixelBlock all = small.read(0, small.grid().window(), new int[] {0});
            assertFalse(all.valid()[1], "columns 4 to 7 were not observed");
            assertTrue(all.valid()[2], "half of columns 8 to 11 was");
            assertEquals(10.5 + 15, all.samples(0)[2], 1e-4);
            // Columns 20 to 23 and rows 8 to 11.
            assertEquals(21.5 + 95, all.samples(0)[2 * 53 + 5], 1e-4);
            assertTrue(all.valid()[all.valid().length - 1], "the corner, of which the scene fills a part");
        }
    }

    @Test
    void threadsDoNotChangeABit() throws Exception {
        try (Raster raster = Rasters.open(scene(Downsampling.NONE).toString())) {
            Thumbnail one = Thumbnail.of(raster, raster.grid(), new int[] {0}, 30, 1, Cancellation.NEVER);
            Thumbnail four = Thumbnail.of(raster, raster.grid(), new int[] {0}, 30, 4, Cancellation.NEVER);
            Window all = one.grid().window();
            assertArrayEquals(
                    one.read(0, all, new int[] {0}).samples(0),
                    four.read(0, all, new int[] {0}).samples(0));
        }
    }

    @Test
    void overviewsAreUsedWhereTheySuffice() throws Exception {
        try (Raster raster = Rasters.open(scene(Downsampling.AVERAGE).toString())) {
            Thumbnail small = Thumbnail.of(raster, raster.grid(), new int[] {0}, 26, 2, Cancellation.NEVER);
            // The overview of 53 columns has two for each wanted one.
            assertEquals(27, small.grid().width());
            assertEquals(16, small.grid().transform().pixelWidth(), 0.2);
            PixelBlock all = small.read(0, small.grid().window(), new int[] {0});
            // Columns 40 to 47 and rows 16 to 23 of the scene, by a mean of means.
            assertEquals(43.5 + 195, all.samples(0)[2 * 27 + 5], 1e-3);
        }
    }
}
