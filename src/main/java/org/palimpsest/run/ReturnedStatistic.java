package org.palimpsest.run;

import com.google.gson.JsonObject;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.engine.TileJournal;
import org.palimpsest.detect.engine.TilePlan;
import org.palimpsest.detect.engine.TileStore;
import org.palimpsest.detect.engine.TileWorkers;
import org.palimpsest.raster.AlignedRaster;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Resampling;
import org.palimpsest.raster.Window;

/** A statistic that was computed on another grid, brought back onto the first date's pixels: bilinear, or averaged where those are coarser. */
final class ReturnedStatistic implements Closeable {
    private static final String FOLDER = "returned";

    private final TileJournal journal;
    private final TileStore store;

    private ReturnedStatistic(TileJournal journal, TileStore store) {
        this.journal = journal;
        this.store = store;
    }

    /**
     * Brings a finished statistic back.
     *
     * @param from the statistic
     * @param grid on which it was computed
     * @param target where results count on the first date's pixels
     * @param plan tiles over the extent of {@code target}
     * @param work folder for temporary files
     */
    static ReturnedStatistic of(
            TileStore from,
            Grid grid,
            AlignedPair target,
            TilePlan plan,
            Path work,
            TileWorkers workers,
            Progress progress)
            throws BadInputException, CancelledException, IOException {
        Path folder = Files.createDirectories(work.resolve(FOLDER));
        TileJournal journal = TileJournal.create(folder, new JsonObject());
        ReturnedStatistic returned = new ReturnedStatistic(journal, TileStore.open(folder, plan, journal));
        boolean complete = false;
        try {
            returned.fill(
                    AlignedRaster.onto(
                            target.grid(), target.extent(), new StatisticRaster(from, grid), Resampling.BILINEAR),
                    target,
                    workers,
                    progress);
            complete = true;
            return returned;
        } finally {
            if (!complete) {
                returned.close();
            }
        }
    }

    private void fill(AlignedRaster statistic, AlignedPair target, TileWorkers workers, Progress progress)
            throws BadInputException, CancelledException, IOException {
        TilePlan plan = store.plan();
        progress.stage("return", plan.count());
        AtomicLong done = new AtomicLong();
        workers.forEach(plan.count(), tile -> {
            Window window = plan.kept(tile);
            PixelBlock block = statistic.read(window, new int[] {0});
            boolean[] counts = target.read(window).valid();
            float[] values = block.samples(0);
            for (int i = 0; i < values.length; i++) {
                if (!counts[i] || !block.valid()[i]) {
                    values[i] = Float.NaN;
                }
            }
            store.write(tile, values);
            progress.done(done.incrementAndGet());
        });
    }

    /** The statistic on the first date's pixels. */
    TileStore store() {
        return store;
    }

    @Override
    public void close() throws IOException {
        try {
            store.close();
        } finally {
            journal.close();
        }
    }
}
