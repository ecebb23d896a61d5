package org.palimpsest.raster.gdal;

import com.sun.jna.Pointer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.BlockSize;
import org.palimpsest.raster.ControlPoints;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.RasterFacts;
import org.palimpsest.raster.StoredRaster;
import org.palimpsest.raster.Window;

/**
 * A raster that GDAL's library reads, window by window, with its overviews.
 *
 * <p>Each thread that reads has a data set of its own, because GDAL's serve one thread at a time; they are kept for the next
 * read and closed with the raster.
 */
public final class GdalRaster implements StoredRaster {
    private final String name;
    private final Path path;
    private final GdalHeader header;
    private final List<Path> files;
    private final List<Band> bands;
    private final ReadWriteLock closing = new ReentrantReadWriteLock();
    private final Deque<GdalDataset> idle = new ArrayDeque<>();
    private boolean closed;

    private GdalRaster(String name, Path path, GdalHeader header, List<Path> files) {
        this.name = name;
        this.path = path;
        this.header = header;
        this.files = files;
        this.bands = header.bands().stream()
                .filter(band -> band.number() - 1 != header.alpha())
                .toList();
    }

    /**
     * Opens a file; {@link GdalLibrary#version()} must say that the library is there.
     *
     * @param path the file
     * @param name how messages call it
     * @throws BadInputException when no driver can read it
     */
    public static GdalRaster open(Path path, String name) throws BadInputException {
        GdalDataset dataset = GdalDataset.open(path, name);
        boolean done = false;
        try {
            GdalHeader header = GdalHeader.read(dataset, name);
            List<Path> files =
                    dataset.files().stream().filter(Files::isRegularFile).toList();
            GdalRaster raster = new GdalRaster(name, path, header, files.isEmpty() ? List.of(path) : files);
            raster.giveBack(dataset);
            done = true;
            return raster;
        } finally {
            if (!done) {
                dataset.close();
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Grid grid() {
        return header.levels().get(0);
    }

    @Override
    public List<Path> files() {
        return files;
    }

    @Override
    public List<Band> bands() {
        return bands;
    }

    @Override
    public List<Band> storedBands() {
        return header.bands();
    }

    @Override
    public ControlPoints controlPoints() {
        return header.controlPoints();
    }

    @Override
    public List<Grid> levels() {
        return header.levels();
    }

    @Override
    public BlockSize blockSize() {
        return header.blockSize();
    }

    @Override
    public RasterFacts facts() {
        return header.facts();
    }

    @Override
    public PixelBlock read(int level, Window window, int[] wanted) throws BadInputException {
        PixelBlock block = PixelBlock.empty(window, wanted.length);
        Optional<Window> inside = window.intersection(header.levels().get(level).window());
        if (inside.isPresent()) {
            withDataset(dataset -> fill(dataset, level, inside.get(), wanted, block));
        }
        return block;
    }

    private void fill(GdalDataset dataset, int level, Window inside, int[] wanted, PixelBlock block)
            throws BadInputException {
        boolean[] observed = observed(dataset, level, inside);
        for (int i = 0; i < wanted.length; i++) {
            Band band = bands.get(wanted[i]);
            boolean complex = band.type().isComplex();
            double[] stored = dataset.read(dataset.band(band.number() - 1, level), inside, complex);
            float[] samples = block.samples(i);
            int at = 0;
            for (int y = inside.y(); y < inside.endY(); y++) {
                int to = block.window().index(inside.x(), y);
                for (int x = 0; x < inside.width(); x++, at++) {
                    double value = complex ? Math.hypot(stored[2 * at], stored[2 * at + 1]) : stored[at];
                    samples[to + x] = (float) value;
                    observed[at] &= isObserved(value, band.nodata());
                }
            }
        }
        int at = 0;
        for (int y = inside.y(); y < inside.endY(); y++) {
            System.arraycopy(observed, at, block.valid(), block.window().index(inside.x(), y), inside.width());
            at += inside.width();
        }
        block.clearInvalid();
    }

    private static boolean isObserved(double value, OptionalDouble nodata) {
        return Float.isFinite((float) value) && (nodata.isEmpty() || !isSame(value, nodata.getAsDouble()));
    }

    /** Nodata of 32-bit floats is often stated with more digits than they have. */
    private static boolean isSame(double value, double nodata) {
        boolean isFloat = (float) value == value;
        return value == nodata || (isFloat && value == (float) nodata);
    }

    private boolean[] observed(GdalDataset dataset, int level, Window inside) throws BadInputException {
        boolean[] observed = new boolean[Math.toIntExact(inside.pixels())];
        if (!header.masked() && header.alpha() < 0) {
            java.util.Arrays.fill(observed, true);
            return observed;
        }
        if (header.alpha() >= 0) {
            double[] opacity = dataset.read(dataset.band(header.alpha(), level), inside, false);
            for (int i = 0; i < opacity.length; i++) {
                observed[i] = opacity[i] > 0;
            }
            return observed;
        }
        byte[] mask = dataset.readMask(dataset.band(0, level), inside);
        for (int i = 0; i < mask.length; i++) {
            observed[i] = mask[i] != 0;
        }
        return observed;
    }

    @Override
    public double[] readStored(int band, Window window) throws BadInputException {
        double[][] stored = new double[1][];
        withDataset(dataset -> {
            Pointer handle = dataset.band(band);
            stored[0] =
                    dataset.read(handle, window, header.bands().get(band).type().isComplex());
        });
        return stored[0];
    }

    /** Work with a data set that no other thread uses meanwhile. */
    @FunctionalInterface
    private interface Work {
        void with(GdalDataset dataset) throws BadInputException;
    }

    private void withDataset(Work work) throws BadInputException {
        closing.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(name + " was closed before it was read.");
            }
            GdalDataset dataset = borrow();
            try {
                work.with(dataset);
            } finally {
                giveBack(dataset);
            }
        } finally {
            closing.readLock().unlock();
        }
    }

    private GdalDataset borrow() throws BadInputException {
        GdalDataset dataset;
        synchronized (idle) {
            dataset = idle.poll();
        }
        return dataset != null ? dataset : GdalDataset.open(path, name);
    }

    private void giveBack(GdalDataset dataset) {
        synchronized (idle) {
            idle.push(dataset);
        }
    }

    @Override
    public void close() {
        closing.writeLock().lock();
        try {
            closed = true;
            List<GdalDataset> all;
            synchronized (idle) {
                all = new ArrayList<>(idle);
                idle.clear();
            }
            all.forEach(GdalDataset::close);
        } finally {
            closing.writeLock().unlock();
        }
    }
}
