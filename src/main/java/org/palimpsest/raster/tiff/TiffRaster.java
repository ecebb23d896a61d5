package org.palimpsest.raster.tiff;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.BlockSize;
import org.palimpsest.raster.ControlPoints;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PamFile;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.RasterFacts;
import org.palimpsest.raster.StoredRaster;
import org.palimpsest.raster.Window;

/**
 * A TIFF, BigTIFF or cloud-optimised GeoTIFF, read window by window.
 *
 * <p>Overviews and masks inside the file are used. The samples of a palette are its indices.
 */
public final class TiffRaster implements StoredRaster {
    private final String name;
    private final TiffStack stack;
    private final List<Grid> grids;
    private final List<Band> storedBands;
    private final List<Band> bands;
    private final RasterFacts facts;
    private final Optional<org.palimpsest.raster.GeoKeys> geoKeys;
    private final ControlPoints controlPoints;
    private final ReadWriteLock closing = new ReentrantReadWriteLock();
    private boolean closed;

    private TiffRaster(
            String name,
            TiffStack stack,
            List<Grid> grids,
            List<Band> storedBands,
            RasterFacts facts,
            Optional<org.palimpsest.raster.GeoKeys> geoKeys,
            ControlPoints controlPoints) {
        this.name = name;
        this.stack = stack;
        this.grids = grids;
        this.storedBands = storedBands;
        this.bands = storedBands.stream()
                .filter(band -> band.number() - 1 != stack.alpha())
                .toList();
        this.facts = facts;
        this.geoKeys = geoKeys;
        this.controlPoints = controlPoints;
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
        TiffStack stack = TiffStack.open(path, name);
        boolean done = false;
        try {
            TiffImage full = stack.levels().get(0).image();
            PamFile pam = PamFile.beside(path);
            List<Notice> warnings = new ArrayList<>();
            GeoReference place = GeoReference.of(full.directory(), path, pam);
            warnings.addAll(place.warnings());
            List<GdalMetadata.Item> items = full.directory()
                    .text(TiffTag.GDAL_METADATA)
                    .map(GdalMetadata::parse)
                    .orElse(List.of());
            List<Band> bands = TiffBands.of(full, stack.alpha(), items, pam, warnings);
            RasterFacts facts = TiffFacts.of(stack, place, items, warnings);
            TiffRaster raster = new TiffRaster(
                    name,
                    stack,
                    grids(stack.levels(), place),
                    bands,
                    facts,
                    copyableKeys(full.directory()),
                    place.controlPoints());
            done = true;
            return raster;
        } finally {
            if (!done) {
                stack.close();
            }
        }
    }

    private static Optional<org.palimpsest.raster.GeoKeys> copyableKeys(TiffDirectory directory)
            throws BadInputException {
        int[] keys = Arrays.stream(directory.numbers(TiffTag.GEO_KEY_DIRECTORY))
                .mapToInt(number -> (int) number)
                .toArray();
        Optional<TiffField> texts = directory.field(TiffTag.GEO_ASCII_PARAMETERS);
        return org.palimpsest.raster.GeoKeys.fromTags(
                keys,
                directory.doubles(TiffTag.GEO_DOUBLE_PARAMETERS),
                texts.isPresent() ? new String(texts.get().rawBytes(), StandardCharsets.ISO_8859_1) : "");
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

    @Override
    public String name() {
        return name;
    }

    @Override
    public Grid grid() {
        return grids.get(0);
    }

    @Override
    public Optional<org.palimpsest.raster.GeoKeys> geoKeys() {
        return geoKeys;
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
        TiffImage image = stack.levels().get(0).image();
        return new BlockSize(image.blockWidth(), image.blockHeight());
    }

    @Override
    public PixelBlock read(int level, Window window, int[] wanted) throws BadInputException {
        @Nullable Double[] nodata = new Double[wanted.length];
        int[] samples = new int[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            Band band = bands.get(wanted[i]);
            samples[i] = band.number() - 1;
            nodata[i] = band.nodata().isPresent() ? band.nodata().getAsDouble() : null;
        }
        closing.readLock().lock();
        try {
            checkOpen();
            return stack.levels().get(level).read(window, samples, nodata);
        } finally {
            closing.readLock().unlock();
        }
    }

    @Override
    public boolean mayHold(Window window) {
        if (bands.stream().anyMatch(band -> band.nodata().isEmpty())) {
            return true; // What is left out reads as 0 then.
        }
        TiffImage image = stack.levels().get(0).image();
        Optional<Window> inside = grid().window().intersection(window);
        if (inside.isEmpty()) {
            return false;
        }
        for (int row = inside.get().y() / image.blockHeight();
                row <= (inside.get().endY() - 1) / image.blockHeight();
                row++) {
            for (int column = inside.get().x() / image.blockWidth();
                    column <= (inside.get().endX() - 1) / image.blockWidth();
                    column++) {
                if (!image.isMissing(image.block(0, column, row))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException(name + " was closed before it was read.");
        }
    }

    @Override
    public RasterFacts facts() {
        return facts;
    }

    @Override
    public ControlPoints controlPoints() {
        return controlPoints;
    }

    @Override
    public List<Band> storedBands() {
        return storedBands;
    }

    @Override
    public double[] readStored(int band, Window window) throws BadInputException {
        closing.readLock().lock();
        try {
            checkOpen();
            double missing = storedBands.get(band).nodata().orElse(0);
            return stack.levels().get(0).readStored(window, band, missing);
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
                stack.close();
            }
        } finally {
            closing.writeLock().unlock();
        }
    }
}
