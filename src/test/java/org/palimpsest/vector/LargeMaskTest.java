package org.palimpsest.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.GdalTools;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.Window;

/** A noisy mask of 10 000 x 10 000 pixels: 1.7 million areas in a process of 256 MB, and no slower than GDAL. */
@Tag("long")
class LargeMaskTest {
    private static final int SIDE = 10_000;
    private static final int STRIP = 512;

    @TempDir
    Path folder;

    @Test
    void noisyMask_isCleanedAndPolygonizedIn256Megabytes_noSlowerThanGdal() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeMaskTest.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        assertTrue(child.waitFor(10, TimeUnit.MINUTES), "the child process does not end");
        assertEquals(0, child.exitValue());
        double ours = Double.parseDouble(Files.readString(folder.resolve("seconds.txt")));
        long start = System.nanoTime();
        Path gdal = folder.resolve("gdal.fgb");
        GdalTools.run(
                "gdal_polygonize.py", "-q", folder.resolve("mask.tif"), "-f", "FlatGeobuf", gdal, "changes", "DN");
        double theirs = (System.nanoTime() - start) / 1e9;
        assertTrue(ours <= theirs, "ours took " + ours + " s, GDAL " + theirs + " s");
        String summary = GdalTools.run("ogrinfo", "-so", "-al", "-where", "DN = 1", gdal);
        String count = Files.readString(folder.resolve("count.txt"));
        assertTrue(summary.contains("Feature Count: " + count), () -> summary + "\nbut we found " + count);
    }

    /** The child process: writes the mask, then reads it again and makes polygons of it. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Grid grid = new Grid(SIDE, SIDE, GeoTransform.northUp(0, 0, 1, 1), Optional.empty());
        Path tif = folder.resolve("mask.tif");
        try (GeoTiffWriter writer = GeoTiffWriter.create(tif, grid, GeoTiffFormat.mask())) {
            for (int y = 0; y < SIDE; y += STRIP) {
                Window window = new Window(0, y, SIDE, Math.min(STRIP, SIDE - y));
                writer.write(window, noise(window));
            }
            writer.finish();
        }
        long start = System.nanoTime();
        try (Raster raster = Rasters.open(tif.toString())) {
            long count = polygons(raster, grid, folder);
            double seconds = (System.nanoTime() - start) / 1e9;
            Files.writeString(folder.resolve("seconds.txt"), Double.toString(seconds));
            Files.writeString(folder.resolve("count.txt"), Long.toString(count));
            ComponentFilter.plan(new RasterMask(raster), grid, pixels(10), pixels(20), Cancellation.NEVER)
                    .forEachStrip((window, mask) -> {}, Cancellation.NEVER);
        }
    }

    private static long polygons(Raster raster, Grid grid, Path folder) throws BadInputException {
        long[] count = new long[1];
        LayerInfo layer = new LayerInfo(grid.crs(), Optional.empty(), Optional.empty(), "test", "test");
        try (Polygonizer polygonizer = new Polygonizer(grid, false, folder);
                PolygonSink<ChangePolygon> sink =
                        PolygonFormat.GEOJSON.create(folder.resolve("changes.geojson"), layer)) {
            RasterMask mask = new RasterMask(raster);
            for (int y = 0; y < SIDE; y += STRIP) {
                Window window = new Window(0, y, SIDE, Math.min(STRIP, SIDE - y));
                polygonizer.add(window, mask.readMask(window), new float[0]);
            }
            polygonizer.<BadInputException>finish(polygon -> {
                sink.add(polygon);
                count[0]++;
            });
            sink.finish();
        }
        return count[0];
    }

    private record RasterMask(Raster raster) implements MaskSource {
        @Override
        public int width() {
            return SIDE;
        }

        @Override
        public int height() {
            return SIDE;
        }

        @Override
        public int stripRows() {
            return STRIP;
        }

        @Override
        public byte[] readMask(Window window) throws BadInputException {
            float[] values = raster.read(window, new int[] {0}).samples(0);
            byte[] mask = new byte[values.length];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = (byte) values[i];
            }
            return mask;
        }
    }

    /** Discs with holes, and 2 % of all pixels on top. */
    private static AreaLimit pixels(double count) {
        return new AreaLimit(count, false);
    }

    private static byte[] noise(Window window) {
        byte[] mask = new byte[(int) window.pixels()];
        for (int i = 0; i < mask.length; i++) {
            int x = i % SIDE;
            int y = window.y() + i / SIDE;
            long random = mix(y * 100_003L + x + 1);
            long cell = mix(y / 200 * 7919L + x / 200 + 5);
            int dx = x % 200 - 100;
            int dy = y % 200 - 100;
            long radius = (cell & 63) + 20;
            boolean disc = (cell & 128) != 0 && dx * dx + dy * dy < radius * radius && (random & 15) != 0;
            mask[i] = disc || (random >>> 32) % 50 == 0 ? MaskSource.CHANGED : MaskSource.UNCHANGED;
        }
        return mask;
    }

    /** The finaliser of SplitMix64. */
    private static long mix(long seed) {
        long z = seed * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
