package org.palimpsest.raster;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.palimpsest.base.BadInputException;

/**
 * Invents TIFF files (with Jazzer, guided by the code that each one reaches) and reads them as the program would: tags, place,
 * levels, a window of every band. Each is read or ends in a {@link BadInputException}; anything else is a finding.
 *
 * <p>Run by {@code mvn -Pfuzz test}; the small files in {@code src/fuzz/resources} are where it starts.
 */
class TiffFuzzTest {
    private static final long LIMIT_MILLIS = 10_000;
    private static final int WINDOW = 300;
    private static final int BANDS = 8;

    /** Unpacking the database of coordinate systems takes seconds once, which no file is to blame for. */
    @BeforeAll
    static void opensTheDatabaseOfCoordinateSystems() {
        Crs.longitudeLatitude();
    }

    @FuzzTest(maxDuration = "5m")
    void readsOrRefuses(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("fuzz", ".tif");
        long start = System.nanoTime();
        try {
            Files.write(file, bytes);
            read(file);
        } finally {
            Files.deleteIfExists(file);
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (millis > LIMIT_MILLIS) {
            throw new AssertionError("Reading took " + millis + " ms.");
        }
    }

    private static void read(Path file) {
        try (Raster raster = Rasters.open(file.toString())) {
            RasterInfo.of(raster);
            int[] bands = new int[Math.min(BANDS, raster.bands().size())];
            Arrays.setAll(bands, i -> i);
            for (int level = 0; level < raster.levels().size(); level++) {
                Grid grid = raster.levels().get(level);
                int width = Math.min(WINDOW, grid.width());
                int height = Math.min(WINDOW, grid.height());
                raster.read(level, new Window(grid.width() - width, grid.height() - height, width, height), bands);
            }
        } catch (BadInputException e) {
            if (!e.getMessage().contains(file.toString())) {
                throw new AssertionError("The message does not name the file: " + e.getMessage(), e);
            }
        }
    }
}
