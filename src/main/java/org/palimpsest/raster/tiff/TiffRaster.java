package org.palimpsest.raster.tiff;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.BlockSize;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Window;

/**
 * A TIFF, BigTIFF or cloud-optimised GeoTIFF, read window by window.
 *
 * <p>Overviews and masks inside the file are used. The samples of a palette are its indices.
 */
public final class TiffRaster implements Raster {
    private final String name;
    private final TiffFile file;
    private final List<TiffLevel> levels;
    private final List<Grid> grids;
    private final List<Band> bands;
    private final ReadWriteLock closing = new ReentrantReadWriteLock();
    private boolean closed;

    private TiffRaster(String name, TiffFile file, List<TiffLevel> levels, List<Grid> grids, List<Band> bands) {
        this.name = name;
        this.file = file;
        this.levels = levels;
        this.grids = grids;
        this.bands = bands;
    }

    /** Tells whether a file that begins with these bytes calls itself a TIFF. */
    public static boolean isTiff(byte[] start) {
        return TiffFile.isTiff(start);
    }

    /**
     * Opens a file and checks it whole, down to the place of every block, without decoding any.
     *
     * @param path the file
     * @param name how messages call it
     */
    public static TiffRaster open(Path path, String name) throws BadInputException {
        TiffFile file = TiffFile.open(path, name);
        boolean done = false;
        try {
            List<TiffDirectory> chain = TiffDirectory.readChain(file);
            List<TiffLevel> levels = TiffLevel.of(chain);
            TiffImage full = levels.get(0).image();
            GeoReference place = GeoReference.of(full.directory());
            TiffRaster raster = new TiffRaster(name, file, levels, grids(levels, place), bands(full));
            done = true;
            return raster;
        } finally {
            if (!done) {
                file.close();
            }
        }
    }

    private static List<Grid> grids(List<TiffLevel> levels, GeoReference place) {
        List<Grid> grids = new ArrayList<>();
        TiffImage full = levels.get(0).image();
        GeoTransform transform = place.transform().orElse(GeoTransform.PIXELS);
        for (TiffLevel level : levels) {
            TiffImage image = level.image();
            grids.add(new Grid(
                    image.width(),
                    image.height(),
                    transform.scale((double) full.width() / image.width(), (double) full.height() / image.height()),
                    place.transform().isPresent() ? place.crs() : Optional.empty()));
        }
        return List.copyOf(grids);
    }

    private static List<Band> bands(TiffImage image) throws BadInputException {
        OptionalDouble nodata = nodata(image);
        List<GdalMetadata.Item> items = image.directory()
                .text(TiffTag.GDAL_METADATA)
                .map(GdalMetadata::parse)
                .orElse(List.of());
        List<Band> bands = new ArrayList<>();
        for (int band = 0; band < image.samplesPerPixel(); band++) {
            String title = GdalMetadata.find(items, "DESCRIPTION", band).orElse("Band " + (band + 1));
            bands.add(new Band(
                    band + 1,
                    title,
                    image.type(),
                    nodata,
                    number(items, "SCALE", band, 1),
                    number(items, "OFFSET", band, 0)));
        }
        return List.copyOf(bands);
    }

    private static double number(List<GdalMetadata.Item> items, String item, int band, double absent) {
        try {
            return GdalMetadata.find(items, item, band).map(Double::valueOf).orElse(absent);
        } catch (NumberFormatException e) {
            return absent;
        }
    }

    private static OptionalDouble nodata(TiffImage image) throws BadInputException {
        Optional<String> text = image.directory().text(TiffTag.GDAL_NODATA).map(String::trim);
        if (text.isEmpty() || text.get().isEmpty()) {
            return OptionalDouble.empty();
        }
        return NodataText.parse(text.get());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Grid grid() {
        return grids.get(0);
    }

    @Override
    public List<Band> bands() {
        return bands;
    }

    @Override
    public List<Grid> levels() {
        return grids;
    }

    @Override
    public BlockSize blockSize() {
        TiffImage image = levels.get(0).image();
        return new BlockSize(image.blockWidth(), image.blockHeight());
    }

    @Override
    public PixelBlock read(int level, Window window, int[] wanted) throws BadInputException {
        @Nullable Double[] nodata = new Double[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            OptionalDouble value = bands.get(wanted[i]).nodata();
            nodata[i] = value.isPresent() ? value.getAsDouble() : null;
        }
        closing.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(name + " was closed before it was read.");
            }
            return levels.get(level).read(window, wanted, nodata);
        } finally {
            closing.readLock().unlock();
        }
    }

    @Override
    public void close() {
        closing.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                levels.forEach(TiffLevel::forget);
                file.close();
            }
        } finally {
            closing.writeLock().unlock();
        }
    }
}
