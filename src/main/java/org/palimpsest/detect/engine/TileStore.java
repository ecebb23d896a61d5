package org.palimpsest.detect.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.zip.CRC32C;
import org.palimpsest.raster.Window;

/**
 * The statistic of a run on disk, tile by tile.
 *
 * <p>Every tile has its own place in one {@link TileFile}, so tiles can be written in any order by many threads. A tile
 * counts only once the {@link TileJournal} names it with the checksum of its bytes; a tile whose bytes differ (the machine
 * lost power, say) is computed again. A tile in which nothing was observed takes no room. Safe from many threads; another
 * process follows through {@link GrowingTiles}.
 */
public final class TileStore implements Closeable {
    private final TileFile file;
    private final TileJournal journal;
    private final BitSet finished = new BitSet();
    private final BitSet stored = new BitSet();

    private TileStore(TileFile file, TileJournal journal) {
        this.file = file;
        this.journal = journal;
    }

    /**
     * Opens the store in a folder and takes over every tile that the journal names and whose bytes are whole.
     *
     * @param journal of the same run; empty for a new one
     */
    public static TileStore open(Path folder, TilePlan plan, TileJournal journal) throws IOException {
        TileFile file = TileFile.open(
                folder,
                plan,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE);
        TileStore store = new TileStore(file, journal);
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
        ByteBuffer bytes = file.bytes(tile);
        if (file.readFully(tile, bytes) && checksum(bytes) == entry.checksum()) {
            finished.set(tile);
            stored.set(tile);
        }
    }

    /** How the extent is cut into tiles. */
    public TilePlan plan() {
        return file.plan();
    }

    /** Tells whether a tile is finished. */
    public synchronized boolean isFinished(long tile) {
        return finished.get(Math.toIntExact(tile));
    }

    /** How many tiles are finished. */
    public synchronized long finishedTiles() {
        return finished.cardinality();
    }

    /** Forgets each finished tile of which something else is missing, so that it is computed again. */
    public synchronized void keepOnly(LongPredicate whole) {
        for (int tile = finished.nextSetBit(0); tile >= 0; tile = finished.nextSetBit(tile + 1)) {
            if (!whole.test(tile)) {
                finished.clear(tile);
                stored.clear(tile);
            }
        }
    }

    private synchronized boolean isStored(long tile) {
        return stored.get(Math.toIntExact(tile));
    }

    /**
     * Keeps the statistic of a tile and names the tile in the journal.
     *
     * @param values one float for each pixel of {@code plan.kept(tile)}, NaN where nothing was observed
     */
    public void write(long tile, float[] values) throws IOException {
        Window kept = plan().kept(tile);
        if (values.length != kept.pixels()) {
            throw new IllegalArgumentException(
                    "Tile " + tile + " has " + kept.pixels() + " pixels, but got " + values.length + " values.");
        }
        boolean empty = true;
        for (int i = 0; i < values.length && empty; i++) {
            empty = Float.isNaN(values[i]);
        }
        if (empty) {
            journal.append(new TileJournal.Entry(tile, true, 0));
        } else {
            ByteBuffer bytes = file.bytes(tile);
            bytes.asFloatBuffer().put(values);
            int checksum = checksum(bytes);
            file.write(tile, bytes);
            journal.append(new TileJournal.Entry(tile, false, checksum));
        }
        synchronized (this) {
            finished.set(Math.toIntExact(tile));
            stored.set(Math.toIntExact(tile), !empty);
        }
    }

    /** The statistic in any window, in rows; NaN where nothing was observed, outside the extent and in unfinished tiles. */
    public float[] read(Window window) throws IOException {
        return file.read(window, this::isStored);
    }

    /** What one tile alone says in a window that it keeps, in rows; empty where nothing of it is stored. */
    Optional<float[]> own(long tile, Window part) throws IOException {
        return isStored(tile) ? file.own(tile, part) : Optional.empty();
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
