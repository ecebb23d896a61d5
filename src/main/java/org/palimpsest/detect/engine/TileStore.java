package org.palimpsest.detect.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.palimpsest.raster.Window;

/**
 * The statistic of a run on disk, tile by tile, as raw little-endian floats with NaN where nothing was observed.
 *
 * <p>Every tile has its own place in one file, so tiles can be written in any order by many threads. A tile counts only once
 * the {@link TileJournal} names it with the checksum of its bytes; a tile whose bytes differ (the machine lost power, say) is
 * computed again. A tile in which nothing was observed takes no room. Where the plan has a feather, a tile is kept with that
 * much around its core, and reading blends what neighbours say of the same pixels; so the blend depends on the tiles alone,
 * never on their order. Safe from many threads.
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
     * Keeps the statistic of a tile and names the tile in the journal.
     *
     * @param values one float for each pixel of {@code plan.kept(tile)}, NaN where nothing was observed
     */
    public void write(long tile, float[] values) throws IOException {
        Window kept = plan.kept(tile);
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
        List<Rows> tiles = new ArrayList<>();
        TilePlan.TileRange range = plan.touching(window.grow(plan.feather()));
        for (int row = range.firstRow(); row <= range.lastRow(); row++) {
            for (int column = range.firstColumn(); column <= range.lastColumn(); column++) {
                rows(plan.tileAt(column, row), window).ifPresent(tiles::add);
            }
        }
        for (Rows tile : tiles) {
            tile.core().intersection(window).ifPresent(part -> tile.copy(part, window, values));
        }
        return plan.feather() == 0 ? values : blended(tiles, window, values);
    }

    /**
     * Moves each value from its own tile's towards what the neighbours say, by their shares. Written as differences so that
     * tiles that agree leave the value exactly as it is.
     */
    private float[] blended(List<Rows> tiles, Window window, float[] own) {
        float[] blended = own.clone();
        for (Rows tile : tiles) {
            Window part = tile.window().intersection(window).orElseThrow();
            for (int y = part.y(); y < part.endY(); y++) {
                for (int x = part.x(); x < part.endX(); x++) {
                    int at = (y - window.y()) * window.width() + x - window.x();
                    float difference = tile.value(x, y) - own[at];
                    // Inside its own core a tile differs by 0; NaN says that one of the two knows nothing here.
                    if (difference != 0 && !Float.isNaN(difference)) {
                        blended[at] += (float) (plan.share(tile.core(), x, y) * difference);
                    }
                }
            }
        }
        return blended;
    }

    /** The rows of a tile that a window needs; only these are read, so whoever walks in low strips pays for them alone. */
    private Optional<Rows> rows(long tile, Window window) throws IOException {
        synchronized (this) {
            if (!stored.get(Math.toIntExact(tile))) {
                return Optional.empty();
            }
        }
        Window kept = plan.kept(tile);
        Window part = kept.intersection(window).orElse(null);
        if (part == null) {
            return Optional.empty();
        }
        Window rows = new Window(kept.x(), part.y(), kept.width(), part.height());
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(rows.pixels() * Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        long firstRow = (long) part.y() - kept.y();
        if (!readFully(bytes, position(tile) + firstRow * kept.width() * Float.BYTES)) {
            throw new IOException("The work file " + FILE_NAME + " ends within tile " + tile + ".");
        }
        return Optional.of(new Rows(plan.core(tile), rows, bytes.asFloatBuffer()));
    }

    /** Whole rows of what is kept of one tile. */
    private record Rows(Window core, Window window, FloatBuffer values) {
        float value(int x, int y) {
            return values.get((y - window.y()) * window.width() + x - window.x());
        }

        void copy(Window part, Window target, float[] into) {
            for (int y = part.y(); y < part.endY(); y++) {
                values.get(
                        (y - window.y()) * window.width() + part.x() - window.x(),
                        into,
                        (y - target.y()) * target.width() + part.x() - target.x(),
                        part.width());
            }
        }
    }

    private ByteBuffer bytes(long tile) {
        return ByteBuffer.allocate(Math.toIntExact(plan.kept(tile).pixels() * Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private long position(long tile) {
        return Math.multiplyExact(tile, plan.mostKept() * Float.BYTES);
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
