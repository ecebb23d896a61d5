package org.palimpsest.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.Window;

/**
 * Writes small rasters that stand for one date: gentle relief with noise, and on the second date a bright square that is
 * {@link #CHANGED} of the width wide.
 *
 * @param size columns and rows
 * @param bands number of bands of uint16
 * @param crs code of the reference system; empty for none
 * @param west left edge in that system
 * @param north upper edge
 * @param pixel size of a pixel in that system
 */
record TestScene(int size, int bands, Optional<String> crs, double west, double north, double pixel) {
    /** Part of the width and height that the change takes, in the middle. */
    static final double CHANGED = 0.25;

    private static final int NODATA = 0;
    private static final int LEVEL = 1000;
    private static final int RELIEF = 200;
    private static final int CHANGE = 3000;
    private static final int STRIP = 256;

    /** 10 m pixels in UTM zone 33 north. */
    static TestScene utm(int size, int bands) {
        return new TestScene(size, bands, Optional.of("EPSG:32633"), 500_000, 5_500_000, 10);
    }

    TestScene withoutCrs() {
        return new TestScene(size, bands, Optional.empty(), west, north, pixel);
    }

    TestScene movedEast(double metres) {
        return new TestScene(size, bands, crs, west + metres, north, pixel);
    }

    /** Writes the first date. */
    Path before(Path file) throws BadInputException {
        return write(file, (x, y, band) -> ground(x, y, band, 1));
    }

    /** Writes the second date, with the change in its middle. */
    Path after(Path file) throws BadInputException {
        double low = size * (1 - CHANGED) / 2;
        double high = size * (1 + CHANGED) / 2;
        return write(
                file,
                (x, y, band) -> ground(x, y, band, 2) + (x >= low && x < high && y >= low && y < high ? CHANGE : 0));
    }

    /** Writes a raster in which nothing was observed. */
    Path empty(Path file) throws BadInputException {
        return write(file, (x, y, band) -> NODATA);
    }

    /** Writes true change: 1 in the middle, 0 elsewhere. */
    Path reference(Path file) throws BadInputException {
        double low = size * (1 - CHANGED) / 2;
        double high = size * (1 + CHANGED) / 2;
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid(), GeoTiffFormat.mask())) {
            Window all = new Window(0, 0, size, size);
            byte[] values = new byte[size * size];
            for (int index = 0; index < values.length; index++) {
                int x = index % size;
                int y = index / size;
                values[index] = (byte) (x >= low && x < high && y >= low && y < high ? 1 : 0);
            }
            writer.write(all, values);
            writer.finish();
        }
        return file;
    }

    private Path write(Path file, Sampler sampler) throws BadInputException {
        GeoTiffFormat format = GeoTiffFormat.image(
                        SampleType.UINT16,
                        IntStream.rangeClosed(1, bands)
                                .mapToObj(band -> "band " + band)
                                .toList(),
                        OptionalDouble.of(NODATA))
                .withTileSize(STRIP);
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid(), format)) {
            for (int y = 0; y < size; y += STRIP) {
                Window strip = new Window(0, y, size, Math.min(STRIP, size - y));
                float[][] samples = new float[bands][(int) strip.pixels()];
                for (int band = 0; band < bands; band++) {
                    for (int index = 0; index < samples[band].length; index++) {
                        samples[band][index] = sampler.sample(index % size, y + index / size, band);
                    }
                }
                writer.write(strip, samples);
            }
            writer.finish();
        }
        return file;
    }

    private Grid grid() throws BadInputException {
        return new Grid(
                size,
                size,
                crs.isPresent() ? GeoTransform.northUp(west, north, pixel, pixel) : GeoTransform.PIXELS,
                crs.isPresent() ? Optional.of(Crs.parse(crs.get())) : Optional.empty());
    }

    private static int ground(int x, int y, int band, int date) {
        int noise = (x * 73_856_093 ^ y * 19_349_663 ^ band * 83_492_791 ^ date * 49_979_687) >>> 8 & 31;
        return (int) Math.round(LEVEL + 100 * band + RELIEF * Math.sin(x / 40.0 + band) * Math.cos(y / 55.0)) + noise;
    }

    private interface Sampler {
        int sample(int x, int y, int band);
    }
}
