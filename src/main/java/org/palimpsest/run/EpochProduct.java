package org.palimpsest.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.Downsampling;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.Window;

/**
 * Writes {@code epochs.tif}: the maps that were kept of a training on the pair, two bands for each, the differences and the
 * part of a pixel that the mask held, named by their epoch.
 */
final class EpochProduct {
    /** The product's name. */
    static final String FILE = "epochs.tif";

    private static final String DIFFERENCE = "epoch ";
    private static final String MASK = "mask ";
    private static final int TILE = 128;

    private EpochProduct() {}

    /** The names of an epoch's bands: its differences, its mask. */
    static List<String> names(int epoch) {
        return List.of(DIFFERENCE + epoch, MASK + epoch);
    }

    /** How the maps are stored: a number for each pixel, NaN where nothing is known. */
    static GeoTiffFormat format(List<String> names) {
        return GeoTiffFormat.image(SampleType.FLOAT32, names, OptionalDouble.of(Double.NaN))
                .withOverviews(Downsampling.NONE);
    }

    /** All bands of a map in a window; NaN where nothing is known. */
    static float[][] bands(Raster map, Window window) throws BadInputException {
        PixelBlock block =
                map.read(window, IntStream.range(0, map.bands().size()).toArray());
        float[][] bands = new float[map.bands().size()][];
        for (int band = 0; band < bands.length; band++) {
            bands[band] = block.samples(band);
            for (int i = 0; i < bands[band].length; i++) {
                bands[band][i] = block.valid()[i] ? bands[band][i] : Float.NaN;
            }
        }
        return bands;
    }

    /** Makes one file of the maps in a work folder; nothing where there are none. */
    static void write(Path work, Path target, Cancellation cancellation)
            throws BadInputException, CancelledException, IOException {
        List<Path> files = EpochMaps.in(work);
        if (files.isEmpty()) {
            return;
        }
        List<Raster> maps = new ArrayList<>();
        try {
            for (Path file : files) {
                maps.add(Rasters.open(file.toString()));
            }
            write(maps, target, cancellation);
        } finally {
            maps.forEach(Raster::close);
        }
    }

    private static void write(List<Raster> maps, Path target, Cancellation cancellation)
            throws BadInputException, CancelledException {
        List<String> names = maps.stream()
                .flatMap(map -> map.bands().stream())
                .map(Band::name)
                .toList();
        Grid grid = maps.get(0).grid();
        try (GeoTiffWriter writer = GeoTiffWriter.create(
                target, grid, maps.get(0).geoKeys(), format(names).withTileSize(TILE), 1)) {
            for (int y = 0; y < grid.height(); y += TILE) {
                cancellation.check();
                Window strip = new Window(0, y, grid.width(), Math.min(TILE, grid.height() - y));
                List<float[]> bands = new ArrayList<>();
                for (Raster map : maps) {
                    bands.addAll(List.of(bands(map, strip)));
                }
                writer.write(strip, bands.toArray(float[][]::new));
            }
            writer.finishUnflushed();
        }
    }
}
