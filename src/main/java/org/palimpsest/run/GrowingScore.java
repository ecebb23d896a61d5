package org.palimpsest.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.engine.GrowingTiles;
import org.palimpsest.detect.threshold.Histogram;
import org.palimpsest.detect.threshold.ThresholdRule;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.BlockSize;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.Window;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The score of a run that is going on, as a raster: pixels of finished tiles hold their score of 0 to 1, all others are not
 * valid yet.
 *
 * <p>The coarsest level is kept in memory, as means that grow with the tiles; the levels between take every second, fourth,
 * ... pixel, so that a look at a large scene reads little. Safe from many threads; {@link #refresh} by one at a time.
 */
public final class GrowingScore implements Raster {
    private static final Logger LOG = LoggerFactory.getLogger(GrowingScore.class);
    private static final long MOST_COARSE_PIXELS = 4L << 20;

    private final String name;
    private final Statistic statistic;
    private final GrowingTiles tiles;
    private final List<Grid> levels = new ArrayList<>();
    private final Histogram histogram = new Histogram();
    private final float[] sums;
    private final int[] counts;

    private GrowingScore(String name, RunEvent.Fitted fitted, GrowingTiles tiles) {
        this.name = name;
        this.statistic = fitted.statistic();
        this.tiles = tiles;
        Grid full = fitted.grid();
        levels.add(full);
        Grid grid = full;
        do {
            grid = coarser(full, levels.size());
            levels.add(grid);
        } while (grid.pixels() > MOST_COARSE_PIXELS);
        sums = new float[Math.toIntExact(grid.pixels())];
        counts = new int[sums.length];
    }

    private static Grid coarser(Grid full, int level) {
        int factor = 1 << level;
        return new Grid(
                (full.width() + factor - 1) >> level,
                (full.height() + factor - 1) >> level,
                full.transform().scale(factor, factor),
                full.crs());
    }

    /**
     * Opens the score of a run.
     *
     * @param output the run's output folder
     * @param fitted what the run said of its numbers
     * @throws BadInputException when the run is not going on there
     */
    public static GrowingScore open(Path output, RunEvent.Fitted fitted) throws BadInputException {
        try {
            GrowingTiles tiles = GrowingTiles.open(output.resolve(RunFolder.WORK_FOLDER));
            return new GrowingScore(output.toString(), fitted, tiles);
        } catch (IOException e) {
            throw gone(output.toString(), e);
        }
    }

    /**
     * Takes up the tiles that were finished since the last call.
     *
     * @return whether there were any
     * @throws BadInputException when the run has ended and its tiles are gone
     */
    public boolean refresh() throws BadInputException {
        try {
            List<Window> fresh = tiles.refresh();
            for (Window window : fresh) {
                float[] values = tiles.read(window);
                synchronized (this) {
                    add(window, values);
                }
            }
            return !fresh.isEmpty();
        } catch (IOException e) {
            throw gone(name, e);
        }
    }

    private void add(Window window, float[] values) {
        int level = levels.size() - 1;
        int width = levels.get(level).width();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isNaN(values[i])) {
                histogram.add(values[i]);
                int x = (window.x() + i % window.width()) >> level;
                int y = (window.y() + i / window.width()) >> level;
                sums[y * width + x] += (float) statistic.score(values[i]);
                counts[y * width + x]++;
            }
        }
    }

    /**
     * The score from which a rule would count pixels as changed, were the run done now; empty while it finds none.
     *
     * @param rule as {@link ThresholdRule#parse} reads it
     */
    public Optional<Double> threshold(String rule) {
        Histogram now;
        synchronized (this) {
            now = histogram.copy();
        }
        try {
            double magnitude = ThresholdRule.parse(rule).magnitude(now, statistic);
            double score = statistic.scoreMap().score(magnitude);
            return score > 0 && score < 1 ? Optional.of(score) : Optional.empty();
        } catch (BadInputException e) {
            return Optional.empty();
        }
    }

    @Override
    public PixelBlock read(int level, Window window, int[] bands) {
        PixelBlock block = PixelBlock.empty(window, bands.length);
        Optional<Window> inside = window.intersection(levels.get(level).window());
        if (inside.isPresent() && bands.length > 0) {
            if (level == levels.size() - 1) {
                coarse(inside.get(), block);
            } else {
                fine(level, inside.get(), block);
            }
            for (int band = 1; band < bands.length; band++) {
                System.arraycopy(block.samples(0), 0, block.samples(band), 0, block.samples(0).length);
            }
        }
        return block;
    }

    private synchronized void coarse(Window part, PixelBlock block) {
        int width = levels.get(levels.size() - 1).width();
        for (int y = part.y(); y < part.endY(); y++) {
            for (int x = part.x(); x < part.endX(); x++) {
                int from = y * width + x;
                if (counts[from] > 0) {
                    set(block, x, y, sums[from] / counts[from]);
                }
            }
        }
    }

    private void fine(int level, Window part, PixelBlock block) {
        try {
            if (level == 0) {
                put(tiles.read(part), part, 0, part.y(), block);
                return;
            }
            int middle = (1 << level) / 2;
            for (int y = part.y(); y < part.endY(); y++) {
                int row = Math.min(grid().height() - 1, (y << level) + middle);
                put(tiles.read(new Window(part.x() << level, row, part.width() << level, 1)), part, level, y, block);
            }
        } catch (IOException e) {
            // The run has just ended and taken its tiles away; its products will show in their place.
            LOG.debug("Tiles of the run in {} can no longer be read", name, e);
        }
    }

    /** Puts scores of rows of full resolution, from row {@code top} of the level on, into a block. */
    private void put(float[] values, Window part, int level, int top, PixelBlock block) {
        int columns = part.width() << level;
        int middle = (1 << level) / 2;
        for (int row = 0; row < values.length / columns; row++) {
            for (int column = 0; column < part.width(); column++) {
                float value = values[row * columns + (column << level) + middle];
                if (!Float.isNaN(value)) {
                    set(block, part.x() + column, top + row, (float) statistic.score(value));
                }
            }
        }
    }

    private static void set(PixelBlock block, int x, int y, float score) {
        int at = (y - block.window().y()) * block.width() + x - block.window().x();
        block.samples(0)[at] = score;
        block.valid()[at] = true;
    }

    private static BadInputException gone(String output, IOException e) {
        return new BadInputException("The run in " + output + " has no finished tiles that can be shown.", e);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Grid grid() {
        return levels.get(0);
    }

    @Override
    public List<Band> bands() {
        return List.of(new Band(1, "score", SampleType.FLOAT32, OptionalDouble.empty(), 1, 0));
    }

    @Override
    public List<Grid> levels() {
        return List.copyOf(levels);
    }

    @Override
    public BlockSize blockSize() {
        return new BlockSize(tiles.plan().tileWidth(), tiles.plan().tileHeight());
    }

    @Override
    public void close() {
        // Nothing stays open between reads.
    }
}
