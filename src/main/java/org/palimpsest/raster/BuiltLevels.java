package org.palimpsest.raster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A raster with resolution levels that its file lacks: each is the mean of 2 x 2 pixels of the one before, computed once
 * from top to bottom and kept in a {@link LevelStore}.
 *
 * <p>Levels can be read while they are being built: rows that are not there yet are not valid. Memory is a few rows of
 * blocks, whatever the raster's size. Safe from many threads.
 */
public final class BuiltLevels implements Raster {
    private static final Logger LOG = LoggerFactory.getLogger(BuiltLevels.class);
    private static final int MOST_ROWS = 256;
    private static final long MOST_SAMPLES = 16L << 20;
    private static final int SMALLEST = 256;

    private final Raster source;
    private final LevelStore store;
    private final List<Grid> levels;
    private final LevelFile file;
    private volatile int rowsDone;

    private BuiltLevels(Raster source, LevelStore store) throws IOException {
        this.source = source;
        this.store = store;
        this.levels = levels(source.grid());
        this.file = store.open(source, levels);
        if (file.isComplete()) {
            rowsDone = source.grid().height();
        }
    }

    /** The full resolution, and halves of it down to a small one. */
    private static List<Grid> levels(Grid full) {
        List<Grid> levels = new ArrayList<>(List.of(full));
        Grid grid = full;
        while (grid.width() > SMALLEST || grid.height() > SMALLEST) {
            int width = (grid.width() + 1) / 2;
            int height = (grid.height() + 1) / 2;
            grid = new Grid(
                    width,
                    height,
                    full.transform().scale(full.width() / (double) width, full.height() / (double) height),
                    full.crs());
            levels.add(grid);
        }
        return List.copyOf(levels);
    }

    /** Tells whether a raster is so large that showing all of it without coarser levels would be slow. */
    public static boolean areMissing(Raster raster) {
        Grid coarsest = raster.levels().get(raster.levels().size() - 1);
        return coarsest.pixels() > 2048L * 2048;
    }

    /**
     * Takes up the levels of a raster that are kept, or prepares new ones for {@link #build} to fill.
     *
     * @throws BadInputException when the folder of the store cannot be written
     */
    public static BuiltLevels over(Raster source, LevelStore store) throws BadInputException {
        try {
            return new BuiltLevels(source, store);
        } catch (IOException e) {
            throw new BadInputException(
                    "The coarser levels of " + source.name() + " cannot be kept: " + e.getMessage()
                            + ". Free some space, or make the cache folder writable.",
                    e);
        }
    }

    /** Tells whether all levels are there, so that nothing is left to build. */
    public boolean isComplete() {
        return file.isComplete();
    }

    /** Reads the source once and fills all levels; {@code progress} hears rows of full resolution. */
    public void build(Progress progress, Cancellation cancellation) throws BadInputException, CancelledException {
        int height = source.grid().height();
        progress.stage("levels", height);
        int[] all = new int[source.bands().size()];
        Arrays.setAll(all, band -> band);
        try {
            int strip = (int) Math.max(
                    2, Math.min(MOST_ROWS, MOST_SAMPLES / ((long) source.grid().width() * all.length) / 2 * 2));
            List<LevelRows> pending = new ArrayList<>(Collections.nCopies(levels.size(), LevelRows.NONE));
            for (int top = 0; top < height; top += strip) {
                cancellation.check();
                int rows = Math.min(strip, height - top);
                PixelBlock block =
                        source.read(0, new Window(0, top, source.grid().width(), rows), all);
                push(1, LevelRows.of(block, top), pending);
                rowsDone = top + rows;
                progress.done(rowsDone);
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "The coarser levels of " + source.name() + " cannot be written to "
                            + file.path().getParent()
                            + ". The raster can still be shown at full resolution; free some space to see all of it"
                            + " quickly.",
                    e);
        }
    }

    /** Keeps levels that are built for the next session; where that fails they are built again then. */
    public void keep() {
        try {
            store.keep(source, file);
        } catch (IOException e) {
            LOG.warn("The coarser levels of {} cannot be kept", source.name(), e);
        }
    }

    /** Halves rows into a level, writes them and passes them on; an odd row waits for its partner. */
    private void push(int level, LevelRows fresh, List<LevelRows> pending) throws IOException {
        if (level >= levels.size()) {
            return;
        }
        LevelRows joined = pending.get(level).join(fresh);
        boolean last = joined.top() + joined.count() >= levels.get(level - 1).height();
        int usable = last ? joined.count() : joined.count() / 2 * 2;
        LevelRows halved = joined.halve(usable, levels.get(level).width());
        pending.set(level, joined.from(usable));
        if (halved.count() > 0) {
            file.write(level, halved);
            push(level + 1, halved, pending);
        }
    }

    @Override
    public PixelBlock read(int level, Window window, int[] wanted) throws BadInputException {
        if (level == 0) {
            return source.read(0, window, wanted);
        }
        PixelBlock block = PixelBlock.empty(window, wanted.length);
        Grid grid = levels.get(level);
        int finished = rowsDone == source.grid().height() ? grid.height() : rowsDone >> level;
        Optional<Window> part = window.intersection(grid.window());
        try {
            for (int row = part.map(Window::y).orElse(0);
                    row < part.map(Window::endY).orElse(0);
                    row++) {
                if (row < finished) {
                    readRow(level, row, part.get(), block, wanted);
                }
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "The coarser levels of " + source.name() + " cannot be read back. Open the raster again.", e);
        }
        block.clearInvalid();
        return block;
    }

    private void readRow(int level, int row, Window part, PixelBlock block, int[] wanted) throws IOException {
        int at = (row - block.window().y()) * block.width()
                + part.x()
                - block.window().x();
        for (int i = 0; i < wanted.length; i++) {
            file.readRow(level, wanted[i], row, part.x(), block.valid(), block.samples(i), at, part.width());
        }
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public List<Path> files() {
        return source.files();
    }

    @Override
    public Optional<GeoKeys> geoKeys() {
        return source.geoKeys();
    }

    @Override
    public RasterFacts facts() {
        return source.facts();
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
        return levels;
    }

    @Override
    public BlockSize blockSize() {
        return source.blockSize();
    }

    @Override
    public void close() {
        source.close();
        try {
            file.close();
        } catch (IOException e) {
            // What is left of an unfinished file goes when the store is trimmed.
        }
    }
}
