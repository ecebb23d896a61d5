package org.palimpsest.cli.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.Window;

/** Writes a raster to measure with: smooth ground with sensor noise, so that Deflate has as much to do as on real data. */
final class BenchScene {
    private static final int TILE = 256;
    private static final double PIXEL_METRES = 10;
    private static final long SEED = 20_261_121;
    private static final int LEVEL = 900;
    private static final int RELIEF = 500;
    private static final int NOISE = 24;
    private static final double WAVE_PIXELS = 61;
    private static final int CHANGED = 400;
    private static final int BLOCK = 40;
    private static final int STEP = 90;
    private static final int LIGHT = 30;

    private BenchScene() {}

    /** A GeoTIFF of {@code size} x {@code size} pixels, {@code bands} bands of uint16, Deflate, tiled. */
    static void write(Path file, int size, int bands) throws BadInputException {
        write(file, size, bands, 0);
    }

    /** The same ground at a second date: other noise, other light, and a square in every {@link #CHANGED} that changed. */
    static void writeLater(Path file, int size, int bands) throws BadInputException {
        write(file, size, bands, 1);
    }

    private static void write(Path file, int size, int bands, int date) throws BadInputException {
        Grid grid = new Grid(
                size,
                size,
                GeoTransform.northUp(500_000, 5_500_000, PIXEL_METRES, PIXEL_METRES),
                Optional.of(Crs.parse("EPSG:32633")));
        List<String> names = java.util.stream.IntStream.rangeClosed(1, bands)
                .mapToObj(band -> "band " + band)
                .toList();
        GeoTiffFormat format = GeoTiffFormat.image(SampleType.UINT16, names, OptionalDouble.empty())
                .withTileSize(TILE);
        Random random = new Random(SEED + date);
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, format)) {
            for (int y = 0; y < size; y += TILE) {
                Window row = new Window(0, y, size, Math.min(TILE, size - y));
                writer.write(row, ground(row, bands, random, date));
            }
            writer.finish();
        }
    }

    private static float[][] ground(Window window, int bands, Random random, int date) {
        float[][] samples = new float[bands][(int) window.pixels()];
        for (int band = 0; band < bands; band++) {
            int index = 0;
            for (int y = window.y(); y < window.endY(); y++) {
                double row = Math.sin(y / WAVE_PIXELS + band);
                for (int x = window.x(); x < window.endX(); x++) {
                    double relief = row * Math.cos(x / WAVE_PIXELS - band);
                    boolean changed = date == 1 && x % CHANGED < BLOCK && y % CHANGED < BLOCK;
                    double level = LEVEL + RELIEF * relief + (changed ? STEP * (band + 1) : 0) + LIGHT * date * band;
                    samples[band][index++] = Math.round(level + random.nextInt(NOISE));
                }
            }
        }
        return samples;
    }
}
