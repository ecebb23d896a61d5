package org.palimpsest.detect.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.palimpsest.raster.Window;

/**
 * The finished tiles of a run that another process is computing, read while their number grows.
 *
 * <p>Nothing is written and nothing stays open between reads, so the run can end and remove its work folder at any time; a
 * read after that fails. Checksums are not looked at: a tile that was lost with the power is shown as it is until the run
 * computes it again. Safe from many threads.
 */
public final class GrowingTiles {
    private static final int LONGEST_HEADER = 1 << 20;

    private final Path folder;
    private final TilePlan plan;
    private final BitSet stored = new BitSet();
    private long journalRead;

    private GrowingTiles(Path folder, TilePlan plan, long journalRead) {
        this.folder = folder;
        this.plan = plan;
        this.journalRead = journalRead;
    }

    /**
     * Opens the tiles of a run.
     *
     * @param folder the run's work folder
     * @throws IOException when there is no journal, or its first line does not state the tiles
     */
    public static GrowingTiles open(Path folder) throws IOException {
        byte[] start = read(folder, 0, LONGEST_HEADER);
        int end = 0;
        while (end < start.length && start[end] != '\n') {
            end++;
        }
        if (end == start.length) {
            throw new IOException("The journal in " + folder + " has no first line yet.");
        }
        String header = new String(start, 0, end, StandardCharsets.UTF_8);
        TilePlan plan = TileJournal.header(header)
                .flatMap(TilePlan::read)
                .orElseThrow(() -> new IOException("The journal in " + folder + " does not state the run's tiles."));
        return new GrowingTiles(folder, plan, end + 1L);
    }

    /** How the extent is cut into tiles. */
    public TilePlan plan() {
        return plan;
    }

    /** Looks which tiles were finished since it was last asked; those in which nothing was observed are left out. */
    public synchronized List<Window> refresh() throws IOException {
        byte[] more = read(folder, journalRead, Integer.MAX_VALUE);
        int whole = more.length;
        while (whole > 0 && more[whole - 1] != '\n') {
            whole--;
        }
        journalRead += whole;
        List<Window> fresh = new ArrayList<>();
        new String(more, 0, whole, StandardCharsets.US_ASCII)
                .lines()
                .flatMap(line -> TileJournal.Entry.parse(line).stream())
                .filter(entry -> !entry.empty() && entry.tile() >= 0 && entry.tile() < plan.count())
                .forEach(entry -> {
                    stored.set(Math.toIntExact(entry.tile()));
                    fresh.add(plan.core(entry.tile()));
                });
        return fresh;
    }

    /** The statistic in any window, in rows; NaN where nothing was observed and in tiles that are not finished. */
    public float[] read(Window window) throws IOException {
        BitSet known;
        synchronized (this) {
            known = (BitSet) stored.clone();
        }
        try (TileFile file = TileFile.open(folder, plan, StandardOpenOption.READ)) {
            return file.read(window, tile -> known.get(Math.toIntExact(tile)));
        }
    }

    /** The journal's bytes from a place on, at most so many. */
    private static byte[] read(Path folder, long from, int most) throws IOException {
        try (FileChannel file = FileChannel.open(TileJournal.file(folder), StandardOpenOption.READ)) {
            int length = (int) Math.max(0, Math.min(most, file.size() - from));
            ByteBuffer bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
                // Reads on until the buffer is full or the file ends.
            }
            return java.util.Arrays.copyOf(bytes.array(), bytes.position());
        }
    }
}
