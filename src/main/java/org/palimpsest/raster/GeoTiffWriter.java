package org.palimpsest.raster;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.WriteFailure;
import org.slf4j.LoggerFactory;

/**
 * Writes a raster of any size as a tiled, compressed GeoTIFF with overviews, window by window, in memory that does not grow
 * with the raster's height.
 *
 * <p>Windows may come in any order and from any thread, but must not overlap. A tile is packed (on {@code threads} threads)
 * as soon as its last pixel arrived, so windows along tile borders, row by row, need least memory. What is never written is
 * nodata. The bytes of the file depend on the pixels and the format alone, not on the windows, their order or the number of
 * threads.
 *
 * <p>Use in a try block; {@link #finish()} makes the file appear, and closing without it leaves nothing behind.
 */
public final class GeoTiffWriter implements Closeable {
    private final Path target;
    private final Grid grid;
    private final Optional<GeoKeys> geoKeys;
    private final GeoTiffFormat format;
    private final Pyramid pyramid;
    private final TileSamples samples;
    private final byte[] emptyTile;
    private final TileCodec codec;
    private final TileSpool spool;
    private final OverviewBuilder overviews;
    private final PackingPool pool;
    private final Map<Integer, PendingTile> pending = new HashMap<>();
    private final BitSet packed = new BitSet();

    /** A tile of which some pixels are still to come. */
    private static final class PendingTile {
        final byte[] bytes;
        long missingPixels;

        PendingTile(byte[] bytes, long missingPixels) {
            this.bytes = bytes;
            this.missingPixels = missingPixels;
        }
    }

    private GeoTiffWriter(
            Path target,
            Grid grid,
            Optional<GeoKeys> geoKeys,
            GeoTiffFormat format,
            Pyramid pyramid,
            TileSpool spool,
            OverviewBuilder overviews,
            TileCodec codec,
            int threads) {
        this.target = target;
        this.grid = grid;
        this.geoKeys = geoKeys;
        this.format = format;
        this.pyramid = pyramid;
        this.spool = spool;
        samples = new TileSamples(format.type());
        emptyTile = emptyTile(format);
        this.codec = codec;
        this.overviews = overviews;
        pool = new PackingPool(threads);
    }

    /**
     * Begins a file.
     *
     * @param target the file to make or replace
     * @param grid size, place and system of the pixels
     * @param geoKeys the source raster's own statement of the same system, which is then copied as it is; empty to state
     *     the grid's system anew
     * @param format how pixels are stored
     * @param threads how many threads pack tiles, at least 1
     * @throws BadInputException when nothing can be written there
     */
    public static GeoTiffWriter create(
            Path target, Grid grid, Optional<GeoKeys> geoKeys, GeoTiffFormat format, int threads)
            throws BadInputException {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "At least 1 thread must pack tiles, but " + threads + " were asked for.");
        }
        Pyramid pyramid = Pyramid.of(grid, format);
        try {
            Path part = AtomicFile.partOf(target);
            TileSpool spool = new TileSpool(part.resolveSibling(part.getFileName() + ".tiles"), pyramid.tileCounts());
            TileCodec codec = new TileCodec(format);
            OverviewBuilder overviews = new OverviewBuilder(
                    format, pyramid, codec, spool, part.resolveSibling(part.getFileName() + ".halves"));
            return new GeoTiffWriter(target, grid, geoKeys, format, pyramid, spool, overviews, codec, threads);
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    /** Begins a file that states the grid's system by EPSG code or by its parameters, packing on two threads. */
    public static GeoTiffWriter create(Path target, Grid grid, GeoTiffFormat format) throws BadInputException {
        return create(target, grid, Optional.empty(), format, 2);
    }

    /**
     * Writes a window of a raster of one UINT8 band.
     *
     * @param window inside the grid
     * @param values 0 to 255, row by row, {@code window.pixels()} of them; not kept
     */
    public void write(Window window, byte[] values) throws BadInputException {
        if (format.type() != SampleType.UINT8 || format.bands() != 1) {
            throw new IllegalArgumentException("Bytes go into a raster of one UINT8 band only.");
        }
        writeRows(window, (tile, at, index, count) -> System.arraycopy(values, index, tile, at, count));
    }

    /**
     * Writes a window.
     *
     * @param window inside the grid
     * @param bands one array of {@code window.pixels()} samples for each band; not kept
     */
    public void write(Window window, float[]... bands) throws BadInputException {
        checkBands(bands.length);
        writeRows(window, (tile, at, index, count) -> {
            for (int band = 0; band < bands.length; band++) {
                samples.put(tile, at * bands.length + band, bands.length, bands[band], index, count);
            }
        });
    }

    /** Writes the pixels of a block, and nodata (0 where none is stated) where it is not valid. */
    public void write(PixelBlock block) throws BadInputException {
        checkBands(block.bands());
        double nodata = format.nodata().orElse(0);
        writeRows(block.window(), (tile, at, index, count) -> {
            for (int band = 0; band < block.bands(); band++) {
                for (int i = 0; i < count; i++) {
                    double value = block.valid()[index + i] ? block.samples(band)[index + i] : nodata;
                    samples.put(tile, (at + i) * block.bands() + band, value);
                }
            }
        });
    }

    /**
     * Writes the overviews, puts the file together and moves it to its place.
     *
     * @throws BadInputException when the disk is full or fails; nothing is left behind then
     */
    public void finish() throws BadInputException {
        finish(true);
    }

    /** Likewise, but does not wait for the disk: see {@link AtomicFile#writeUnflushed}. */
    public void finishUnflushed() throws BadInputException {
        finish(false);
    }

    private synchronized void finish(boolean flushed) throws BadInputException {
        try {
            int tiles = pyramid.tileCounts()[0];
            for (int tile = packed.nextClearBit(0); tile < tiles; tile = packed.nextClearBit(tile)) {
                PendingTile begun = pending.remove(tile);
                pack(tile, begun == null ? emptyTile.clone() : begun.bytes);
            }
            pool.await();
            overviews.build(pool);
            GeoTiffAssembly assembly = new GeoTiffAssembly(grid, geoKeys, format, pyramid, spool);
            if (flushed) {
                AtomicFile.<IOException>write(target, assembly::writeTo);
            } else {
                AtomicFile.<IOException>writeUnflushed(target, assembly::writeTo);
            }
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    /** Ends the threads and deletes what is left of an unfinished file. */
    @Override
    public void close() {
        pool.close();
        try {
            try {
                overviews.close();
            } finally {
                spool.close();
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(GeoTiffWriter.class)
                    .warn("A temporary file of {} could not be deleted: {}", target, e.getMessage());
        }
    }

    /** Copies {@code count} pixels of a window, from its pixel {@code index} on, to pixel {@code at} of a tile. */
    @FunctionalInterface
    private interface RowCopy {
        void copy(byte[] tile, int at, int index, int count);
    }

    private synchronized void writeRows(Window window, RowCopy copy) throws BadInputException {
        if (!grid.window().contains(window)) {
            throw new IllegalArgumentException("The window " + window + " reaches out of the grid of " + grid.width()
                    + " x " + grid.height() + " pixels.");
        }
        int size = format.tileSize();
        try {
            for (int tileY = window.y() / size; tileY * (long) size < window.endY(); tileY++) {
                for (int tileX = window.x() / size; tileX * (long) size < window.endX(); tileX++) {
                    writePart(window, tileY * pyramid.tilesAcross(0) + tileX, copy);
                }
            }
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    private void writePart(Window window, int index, RowCopy copy) throws IOException {
        if (packed.get(index)) {
            throw new IllegalArgumentException("The window " + window + " was written before.");
        }
        Window place = pyramid.window(0, index);
        Window part = place.intersection(window).orElseThrow();
        PendingTile tile = pending.computeIfAbsent(index, i -> new PendingTile(emptyTile.clone(), place.pixels()));
        for (int y = part.y(); y < part.endY(); y++) {
            copy.copy(
                    tile.bytes,
                    (y - place.y()) * format.tileSize() + part.x() - place.x(),
                    Math.toIntExact((long) (y - window.y()) * window.width() + part.x() - window.x()),
                    part.width());
        }
        tile.missingPixels -= part.pixels();
        if (tile.missingPixels <= 0) {
            pending.remove(index);
            pack(index, tile.bytes);
        }
    }

    private void pack(int tile, byte[] bytes) throws IOException {
        packed.set(tile);
        pool.submit(() -> {
            spool.put(0, tile, codec.pack(bytes));
            overviews.keep(0, tile, bytes);
        });
    }

    /** Once, because filling a tile sample by sample takes as long as packing it. */
    private static byte[] emptyTile(GeoTiffFormat format) {
        byte[] tile = new byte[format.tileBytes()];
        if (format.nodata().isPresent()) {
            new TileSamples(format.type()).fill(tile, format.nodata().getAsDouble());
        }
        return tile;
    }

    private void checkBands(int bands) {
        if (bands != format.bands()) {
            throw new IllegalArgumentException(
                    "The raster has " + format.bands() + " bands, but " + bands + " were given.");
        }
    }
}
