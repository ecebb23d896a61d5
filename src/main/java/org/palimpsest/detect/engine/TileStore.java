package org.palimpsest.detect.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.zip.CRC32C;
import org.palimpsest.raster.Window;

/**
 * The statistic of a run on disk, tile by tile, as raw little-endian floats with NaN where nothing was observed.
 *
 * <p>Every tile has its own place in one file, so tiles can be written in any order by many threads. A tile counts only once
 * the {@link TileJournal} names it with the checksum of its bytes; a tile whose bytes differ (the machine lost power, say) is
 * computed again. A tile in which nothing was observed takes no room. Safe from many threads.
 */
public final class TileStore implements Closeable {
    private static final String FILE_NAME = "statistic.tiles";

    private final TilePlan plan;
    private final FileChannel file;
    private final TileJournal journal;
    private final BitSet finished = new BitSet();
    private final BitSet stored = new BitSet();

    private TileStore(TilePlan plan, FileChannel file, TileJournal journal) {
        this.plan = plan;
        this.file = file;
        this.journal = journal;
    }

    /**
     * Opens the store in a folder and takes over every tile that the journal names and whose bytes are whole.
     *
     * @param journal of the same run; empty for a new one
     */
    public static TileStore open(Path folder, TilePlan plan, TileJournal journal) throws IOException {
        FileChannel file = FileChannel.open(
                folder.resolve(FILE_NAME),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE);
        TileStore store = new TileStore(plan, file, journal);
        for (TileJournal.Entry entry : journal.entries()) {
            if (entry.tile() < plan.count()) {
                store.takeOver(entry);
            }
        }
        return store;
    }

    private void takeOver(TileJournal.Entry entry) throws IOException {
        int tile = Math.toIntExact(entry.tile());
        if (entry.empty()) {
            finished.set(tile);
            return;
        }
        ByteBuffer bytes = bytes(tile);
        if (readFully(bytes, position(tile)) && checksum(bytes) == entry.checksum()) {
            finished.set(tile);
            stored.set(tile);
        }
    }

    /** How the extent is cut into tiles. */
    public TilePlan plan() {
        return plan;
    }

    /** Tells whether a tile is finished. */
    public synchronized boolean isFinished(long tile) {
        return finished.get(Math.toIntExact(tile));
    }

    /** How many tiles are finished. */
    public synchronized long finishedTiles() {
        return finished.cardinality();
    }

    /**
     * Keeps the statistic of a tile's core and names the tile in the journal.
     *
     * @param values one float for each pixel of {@code plan.core(tile)}, NaN where nothing was observed
     */
    public void write(long tile, float[] values) throws IOException {
        Window core = plan.core(tile);
        if (values.length != core.pixels()) {
            throw new IllegalArgumentException(
                    "Tile " + tile + " has " + core.pixels() + " pixels, but got " + values.length + " values.");
        }
        boolean empty = true;
        for (int i = 0; i < values.length && empty; i++) {
            empty = Float.isNaN(values[i]);
        }
        if (empty) {
            journal.append(new TileJournal.Entry(tile, true, 0));
        } else {
            ByteBuffer bytes = bytes(tile);
            bytes.asFloatBuffer().put(values);
            int checksum = checksum(bytes);
            long position = position(tile);
            while (bytes.hasRemaining()) {
                position += file.write(bytes, position);
            }
            journal.append(new TileJournal.Entry(tile, false, checksum));
        }
        synchronized (this) {
            finished.set(Math.toIntExact(tile));
            stored.set(Math.toIntExact(tile), !empty);
        }
    }

    /** The statistic in any window, in rows; NaN where nothing was observed, outside the extent and in unfinished tiles. */
    public float[] read(Window window) throws IOException {
        float[] values = new float[Math.toIntExact(window.pixels())];
        Arrays.fill(values, Float.NaN);
        TilePlan.TileRange range = plan.touching(window);
        for (int row = range.firstRow(); row <= range.lastRow(); row++) {
            for (int column = range.firstColumn(); column <= range.lastColumn(); column++) {
                copy(plan.tileAt(column, row), window, values);
            }
        }
        return values;
    }

    private void copy(long tile, Window window, float[] values) throws IOException {
        synchronized (this) {
            if (!stored.get(Math.toIntExact(tile))) {
                return;
            }
        }
        Window core = plan.core(tile);
        Window part = core.intersection(window).orElse(null);
        if (part == null) {
            return;
        }
        // Only the rows of the part are read: whoever walks in strips lower than a tile pays for the strip alone.
        int firstRow = part.y() - core.y();
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(part.height() * core.width(), Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        if (!readFully(bytes, position(tile) + (long) firstRow * core.width() * Float.BYTES)) {
            throw new IOException("The work file " + FILE_NAME + " ends within tile " + tile + ".");
        }
        for (int row = 0; row < part.height(); row++) {
            int from = row * core.width() + part.x() - core.x();
            int to = (part.y() + row - window.y()) * window.width() + part.x() - window.x();
            bytes.asFloatBuffer().get(from, values, to, part.width());
        }
    }

    private ByteBuffer bytes(long tile) {
        return ByteBuffer.allocate(Math.toIntExact(plan.core(tile).pixels() * Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private long position(long tile) {
        return Math.multiplyExact(tile, (long) plan.tileWidth() * plan.tileHeight() * Float.BYTES);
    }

    private boolean readFully(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            int read = file.read(bytes, at);
            if (read < 0) {
                return false;
            }
            at += read;
        }
        bytes.flip();
        return true;
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
