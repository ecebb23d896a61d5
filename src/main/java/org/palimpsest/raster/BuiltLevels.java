package org.palimpsest.raster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;

/**
 * A raster with resolution levels that its file lacks: each is the mean of 2 x 2 pixels of the one before, computed once
 * from top to bottom and kept in a temporary file.
 *
 * <p>Levels can be read while they are being built: rows that are not there yet are not valid. Memory is a few rows of
 * blocks, whatever the raster's size. Safe from many threads.
 */
public final class BuiltLevels implements Raster {
    private static final int MOST_ROWS = 256;
    private static final long MOST_SAMPLES = 16L << 20;
    private static final int SMALLEST = 256;

    private final Raster source;
    private final List<Grid> levels = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private final int bands;
    private final Path file;
    private final FileChannel channel;
    private volatile int rowsDone;

    private BuiltLevels(Raster source, Path folder) throws IOException {
        this.source = source;
        bands = source.bands().size();
        levels.add(source.grid());
        offsets.add(0L);
        long offset = 0;
        Grid grid = source.grid();
        while (grid.width() > SMALLEST || grid.height() > SMALLEST) {
            int width = (grid.width() + 1) / 2;
            int height = (grid.height() + 1) / 2;
            grid = new Grid(
                    width,
                    height,
                    source.grid()
                            .transform()
                            .scale(
                                    source.grid().width() / (double) width,
                                    source.grid().height() / (double) height),
                    source.grid().crs());
            levels.add(grid);
            offsets.add(offset);
            offset += grid.pixels() * bands * Float.BYTES;
        }
        Files.createDirectories(folder);
        file = Files.createTempFile(folder, "levels-", ".tmp");
        channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Tells whether a raster is so large that showing all of it without coarser levels would be slow. */
    public static boolean areMissing(Raster raster) {
        Grid coarsest = raster.levels().get(raster.levels().size() - 1);
        return coarsest.pixels() > 2048L * 2048;
    }

    /**
     * Prepares the levels of a raster; {@link #build} fills them.
     *
     * @param folder for the temporary file, which goes when this raster is closed
     * @throws BadInputException when the folder cannot be written
     */
    public static BuiltLevels over(Raster source, Path folder) throws BadInputException {
        try {
            return new BuiltLevels(source, folder);
        } catch (IOException e) {
            throw new BadInputException(
                    "The coarser levels of " + source.name() + " cannot be kept in " + folder
                            + ". Choose another cache folder or free some space.",
                    e);
        }
    }

    /** Reads the source once and fills all levels; {@code progress} hears rows of full resolution. */
    public void build(Progress progress, Cancellation cancellation) throws BadInputException, CancelledException {
        int height = source.grid().height();
        progress.stage("levels", height);
        int[] all = new int[bands];
        for (int i = 0; i < bands; i++) {
            all[i] = i;
        }
        try {
            int strip = (int) Math.max(
                    2, Math.min(MOST_ROWS, MOST_SAMPLES / ((long) source.grid().width() * bands) / 2 * 2));
            List<Rows> pending = new ArrayList<>(Collections.nCopies(levels.size(), Rows.NONE));
            for (int top = 0; top < height; top += strip) {
                cancellation.check();
                int rows = Math.min(strip, height - top);
                PixelBlock block =
                        source.read(0, new Window(0, top, source.grid().width(), rows), all);
                push(1, Rows.of(block, top), pending);
                rowsDone = top + rows;
                progress.done(rowsDone);
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "The coarser levels of " + source.name() + " cannot be written to " + file.getParent()
                            + ". The raster can still be shown at full resolution; free some space to see all of it quickly.",
                    e);
        }
    }

    /** Halves rows into a level, writes them and passes them on; an odd row waits for its partner. */
    private void push(int level, Rows fresh, List<Rows> pending) throws IOException {
        if (level >= levels.size()) {
            return;
        }
        Rows joined = pending.get(level).join(fresh);
        boolean last = joined.top() + joined.count() >= levels.get(level - 1).height();
        int usable = last ? joined.count() : joined.count() / 2 * 2;
        Rows halved = joined.halve(usable, levels.get(level).width());
        pending.set(level, joined.from(usable));
        if (halved.count() > 0) {
            write(level, halved);
            push(level + 1, halved, pending);
        }
    }

    private void write(int level, Rows rows) throws IOException {
        Grid grid = levels.get(level);
        for (int band = 0; band < bands; band++) {
            ByteBuffer bytes = ByteBuffer.allocate(rows.count() * grid.width() * Float.BYTES)
                    .order(ByteOrder.nativeOrder());
            bytes.asFloatBuffer().put(rows.samples()[band], 0, rows.count() * grid.width());
            long place = offsets.get(level) + ((long) band * grid.height() + rows.top()) * grid.width() * Float.BYTES;
            while (bytes.hasRemaining()) {
                place += channel.write(bytes, place);
            }
        }
    }

    @Override
    public PixelBlock read(int level, Window window, int[] wanted) throws BadInputException {
        if (level == 0) {
            return source.read(0, window, wanted);
        }
        Grid grid = levels.get(level);
        int pixels = Math.toIntExact(window.pixels());
        float[][] samples = new float[wanted.length][pixels];
        boolean[] valid = new boolean[pixels];
        int finished = rowsDone == source.grid().height() ? grid.height() : rowsDone >> level;
        int left = Math.max(0, window.x());
        int right = Math.min(grid.width(), window.endX());
        int top = Math.max(0, window.y());
        int bottom = Math.min(finished, window.endY());
        for (int row = top; row < bottom && left < right; row++) {
            for (int i = 0; i < wanted.length; i++) {
                readRow(
                        level,
                        wanted[i],
                        row,
                        left,
                        right - left,
                        samples[i],
                        (row - window.y()) * window.width() + left - window.x());
            }
        }
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                int index = (row - window.y()) * window.width() + column - window.x();
                boolean observed = true;
                for (float[] band : samples) {
                    observed &= !Float.isNaN(band[index]);
                }
                valid[index] = observed;
                for (float[] band : samples) {
                    if (!observed) {
                        band[index] = 0;
                    }
                }
            }
        }
        return new PixelBlock(window, samples, valid);
    }

    private void readRow(int level, int band, int row, int column, int count, float[] target, int at)
            throws BadInputException {
        Grid grid = levels.get(level);
        ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.nativeOrder());
        long place = offsets.get(level) + (((long) band * grid.height() + row) * grid.width() + column) * Float.BYTES;
        try {
            while (bytes.hasRemaining()) {
                int read = channel.read(bytes, place + bytes.position());
                if (read < 0) {
                    break;
                }
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "The coarser levels of " + source.name() + " cannot be read back. Open the raster again.", e);
        }
        bytes.flip();
        bytes.asFloatBuffer().get(target, at, bytes.limit() / Float.BYTES);
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Grid grid() {
        return source.grid();
    }

    @Override
    public List<Band> bands() {
        return source.bands();
    }

    @Override
    public List<Grid> levels() {
        return List.copyOf(levels);
    }

    @Override
    public BlockSize blockSize() {
        return source.blockSize();
    }

    @Override
    public void close() {
        source.close();
        try {
            channel.close();
        } catch (IOException e) {
            // The file is temporary; the system removes what is left of it.
        }
    }

    /**
     * Rows of one level: {@code samples[band][row * width + column]}, NaN where nothing was observed.
     *
     * @param top number of the first row
     */
    private record Rows(int top, int count, int width, float[][] samples) {
        static final Rows NONE = new Rows(0, 0, 0, new float[0][]);

        static Rows of(PixelBlock block, int top) {
            float[][] samples = new float[block.bands()][];
            for (int band = 0; band < samples.length; band++) {
                samples[band] = block.samples(band);
                for (int i = 0; i < samples[band].length; i++) {
                    if (!block.valid()[i]) {
                        samples[band][i] = Float.NaN;
                    }
                }
            }
            return new Rows(top, block.height(), block.width(), samples);
        }

        Rows join(Rows next) {
            if (count == 0) {
                return next;
            }
            float[][] joined = new float[samples.length][];
            for (int band = 0; band < joined.length; band++) {
                joined[band] = new float[(count + next.count) * width];
                System.arraycopy(samples[band], 0, joined[band], 0, count * width);
                System.arraycopy(next.samples[band], 0, joined[band], count * width, next.count * width);
            }
            return new Rows(top, count + next.count, width, joined);
        }

        /** What is left after the first {@code used} rows. */
        Rows from(int used) {
            if (used == count) {
                return NONE;
            }
            float[][] rest = new float[samples.length][];
            for (int band = 0; band < rest.length; band++) {
                rest[band] = java.util.Arrays.copyOfRange(samples[band], used * width, count * width);
            }
            return new Rows(top + used, count - used, width, rest);
        }

        /** The means of 2 x 2 pixels of the first {@code used} rows; what was not observed is passed over. */
        Rows halve(int used, int halfWidth) {
            int rows = (used + 1) / 2;
            float[][] halved = new float[samples.length][rows * halfWidth];
            for (int band = 0; band < halved.length; band++) {
                for (int row = 0; row < rows; row++) {
                    for (int column = 0; column < halfWidth; column++) {
                        halved[band][row * halfWidth + column] = mean(samples[band], 2 * row, 2 * column, used);
                    }
                }
            }
            return new Rows(top / 2, rows, halfWidth, halved);
        }

        private float mean(float[] band, int row, int column, int used) {
            float sum = 0;
            int observed = 0;
            for (int r = row; r < Math.min(used, row + 2); r++) {
                for (int c = column; c < Math.min(width, column + 2); c++) {
                    float value = band[r * width + c];
                    if (!Float.isNaN(value)) {
                        sum += value;
                        observed++;
                    }
                }
            }
            return observed == 0 ? Float.NaN : sum / observed;
        }
    }
}
