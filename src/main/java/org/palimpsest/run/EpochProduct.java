package org.palimpsest.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.raster.Downsampling;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.Window;

/** Writes {@code epochs.tif}: the maps that were kept of a training on the pair, a band for each, named by its epoch. */
final class EpochProduct {
    /** The product's name. */
    static final String FILE = "epochs.tif";

    private static final String BAND = "epoch ";
    private static final int TILE = 128;
    private static final int[] FIRST = {0};

    private EpochProduct() {}

    /** The epoch of a band, from its name; -1 of a band that is none. */
    static int epoch(String band) {
        return band.matches(BAND + "\\d{1,9}") ? Integer.parseInt(band.substring(BAND.length())) : -1;
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
            write(files, maps, target, cancellation);
        } finally {
            maps.forEach(Raster::close);
        }
    }

    private static void write(List<Path> files, List<Raster> maps, Path target, Cancellation cancellation)
            throws BadInputException, CancelledException {
        List<String> names =
                files.stream().map(file -> BAND + EpochMaps.number(file)).toList();
        GeoTiffFormat format = GeoTiffFormat.image(SampleType.FLOAT32, names, OptionalDouble.of(Double.NaN))
                .withOverviews(Downsampling.NONE)
                .withTileSize(TILE);
        Grid grid = maps.get(0).grid();
        try (GeoTiffWriter writer =
                GeoTiffWriter.create(target, grid, maps.get(0).geoKeys(), format, 1)) {
            for (int y = 0; y < grid.height(); y += TILE) {
                cancellation.check();
                Window strip = new Window(0, y, grid.width(), Math.min(TILE, grid.height() - y));
                float[][] bands = new float[maps.size()][];
                for (int band = 0; band < bands.length; band++) {
                    PixelBlock block = maps.get(band).read(strip, FIRST);
                    bands[band] = block.samples(0);
                    for (int i = 0; i < bands[band].length; i++) {
                        bands[band][i] = block.valid()[i] ? bands[band][i] : Float.NaN;
                    }
                }
                writer.write(strip, bands);
            }
            writer.finishUnflushed();
        }
    }
}
