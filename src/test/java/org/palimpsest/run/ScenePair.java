package org.palimpsest.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.Window;

/**
 * A made-up pair of GeoTIFFs for tests: noise of 100 to 119 in every band, in the second date 200 more in a square of 40 x 40
 * pixels for each 256 x 256, and nodata (0) in the first 10 columns of the first date.
 */
final class ScenePair {
    static final int PERIOD = 256;
    static final int SQUARE = 40;
    static final int NODATA_COLUMNS = 10;

    private final Path before;
    private final Path after;
    private final Grid grid;

    private ScenePair(Path before, Path after, Grid grid) {
        this.before = before;
        this.after = after;
        this.grid = grid;
    }

    static ScenePair write(Path folder, int width, int height, int bands) throws BadInputException {
        Grid grid = new Grid(
                width,
                height,
                GeoTransform.northUp(500_000, 5_000_000, 10, 10),
                java.util.Optional.of(Crs.parse("EPSG:32633")));
        ScenePair pair = new ScenePair(folder.resolve("before.tif"), folder.resolve("after.tif"), grid);
        pair.writeDate(pair.before, bands, false);
        pair.writeDate(pair.after, bands, true);
        return pair;
    }

    private void writeDate(Path file, int bands, boolean second) throws BadInputException {
        List<String> names = new ArrayList<>();
        for (int band = 1; band <= bands; band++) {
            names.add("band " + band);
        }
        GeoTiffFormat format = GeoTiffFormat.image(SampleType.UINT16, names, OptionalDouble.of(0));
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, format)) {
            for (int y = 0; y < grid.height(); y += 512) {
                Window strip = new Window(0, y, grid.width(), Math.min(512, grid.height() - y));
                float[][] samples = new float[bands][Math.toIntExact(strip.pixels())];
                for (int band = 0; band < bands; band++) {
                    fill(samples[band], strip, 100 * band + (second ? 7 : 3) + y, second);
                }
                writer.write(strip, samples);
            }
            writer.finish();
        }
    }

    private static void fill(float[] samples, Window strip, long seed, boolean second) {
        Random random = new Random(seed);
        for (int i = 0; i < samples.length; i++) {
            int x = i % strip.width();
            int y = strip.y() + i / strip.width();
            int value = 100 + random.nextInt(20);
            if (second && x % PERIOD >= 100 && x % PERIOD < 100 + SQUARE && y % PERIOD >= 100 && y % PERIOD < 140) {
                value += 200;
            }
            samples[i] = !second && x < NODATA_COLUMNS ? 0 : value;
        }
    }

    Path before() {
        return before;
    }

    Path after() {
        return after;
    }

    Grid grid() {
        return grid;
    }

    RunSpec spec(String detector, Path output) {
        return RunSpec.of(before.toString(), after.toString(), detector, output);
    }
}
