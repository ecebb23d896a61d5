package org.palimpsest.detect.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.palimpsest.raster.Window;

/**
 * The file in which a run keeps its statistic: raw little-endian floats, NaN where nothing was observed, each tile at a place
 * of its own.
 *
 * <p>Where the plan has a feather, a tile is kept with that much around its core, and reading blends what neighbours say of
 * the same pixels; so the blend depends on the tiles alone, never on their order. Safe from many threads.
 */
final class TileFile implements Closeable {
    private static final String FILE_NAME = "statistic.tiles";

    private final TilePlan plan;
    private final FileChannel file;

    private TileFile(TilePlan plan, FileChannel file) {
        this.plan = plan;
        this.file = file;
    }

    /** Opens the file of a run's work folder. */
    static TileFile open(Path folder, TilePlan plan, OpenOption... options) throws IOException {
        return new TileFile(plan, FileChannel.open(folder.resolve(FILE_NAME), options));
    }

    TilePlan plan() {
        return plan;
    }

    /** Room for the bytes of a tile. */
    ByteBuffer bytes(long tile) {
        return ByteBuffer.allocate(Math.toIntExact(plan.kept(tile).pixels() * Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Puts the bytes of a tile into its place. */
    void write(long tile, ByteBuffer bytes) throws IOException {
        long position = position(tile);
        while (bytes.hasRemaining()) {
            position += file.write(bytes, position);
        }
    }

    /** Fills the bytes of a tile from its place; false where the file ends before. */
    boolean readFully(long tile, ByteBuffer bytes) throws IOException {
        return readFully(bytes, position(tile));
    }

    /**
     * The statistic in any window, in rows; NaN where nothing was observed, outside the extent and in tiles that are not
     * stored.
     */
    float[] read(Window window, LongPredicate stored) throws IOException {
        float[] values = new float[Math.toIntExact(window.pixels())];
        Arrays.fill(values, Float.NaN);
        List<Rows> tiles = new ArrayList<>();
        TilePlan.TileRange range = plan.touching(window.grow(plan.feather()));
        for (int row = range.firstRow(); row <= range.lastRow(); row++) {
            for (int column = range.firstColumn(); column <= range.lastColumn(); column++) {
                long tile = plan.tileAt(column, row);
                if (stored.test(tile)) {
                    rows(tile, window).ifPresent(tiles::add);
                }
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

    /** What one stored tile alone says in a window that it keeps, in rows. */
    Optional<float[]> own(long tile, Window part) throws IOException {
        return rows(tile, part).map(rows -> {
            float[] values = new float[Math.toIntExact(part.pixels())];
            rows.copy(part, part, values);
            return values;
        });
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

    @Override
    public void close() throws IOException {
        file.close();
    }
}
