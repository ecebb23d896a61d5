package org.palimpsest.detect.engine;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.Window;

/**
 * Applies a fitted detector to every tile of a plan that is not finished yet and keeps the statistic in a {@link TileStore}.
 *
 * <p>Several threads each take the next tile, read it with its halo, compute and store what is kept of it; so memory is that of one tile
 * for each thread. Cancellation is looked at before each tile. The bytes in the store depend only on the pair, the model and
 * the plan, never on the number or the order of threads.
 */
public final class StatisticPass {
    private final AlignedPair pair;
    private final ChangeModel model;
    private final TileStore store;
    private final Progress progress;
    private final Consumer<Window> finishedTile;
    private final Cancellation cancellation;
    private final AtomicLong notFinite = new AtomicLong();

    /** @param finishedTile hears of every tile that was computed, from the thread that computed it */
    public StatisticPass(
            AlignedPair pair,
            ChangeModel model,
            TileStore store,
            Progress progress,
            Consumer<Window> finishedTile,
            Cancellation cancellation) {
        this.pair = pair;
        this.model = model;
        this.store = store;
        this.progress = progress;
        this.finishedTile = finishedTile;
        this.cancellation = cancellation;
    }

    /**
     * Computes all tiles that are missing.
     *
     * @throws BadInputException when a window cannot be read or the model refuses it
     * @throws CancelledException when the user ended the run; finished tiles stay in the store
     * @throws IOException when the store cannot be written
     */
    public void run(int threads) throws BadInputException, CancelledException, IOException {
        TilePlan plan = store.plan();
        AtomicLong done = new AtomicLong(store.finishedTiles());
        progress.stage("detect", plan.count());
        progress.done(done.get());
        new TileWorkers(threads, cancellation).forEach(plan.count(), tile -> {
            if (!store.isFinished(tile)) {
                store.write(tile, compute(tile));
                finishedTile.accept(plan.core(tile));
                progress.done(done.incrementAndGet());
            }
        });
        if (notFinite.get() > 0) {
            progress.warning("At " + notFinite.get()
                    + " pixels the detector gave no finite number; they count as not observed.");
        }
    }

    private float[] compute(long tile) throws BadInputException {
        TilePlan plan = store.plan();
        Window kept = plan.kept(tile);
        PairWindow window = pair.read(plan.read(tile, model.halo(), model.sizeMultiple(), model.needsOneShape()));
        float[] statistic = new float[Math.toIntExact(kept.pixels())];
        if (!anyValid(window, kept)) {
            Arrays.fill(statistic, Float.NaN);
            return statistic;
        }
        float[] values = model.apply(List.of(window)).get(0);
        Window core = plan.core(tile);
        int width = window.window().width();
        long bad = 0;
        for (int y = kept.y(); y < kept.endY(); y++) {
            int from = (y - window.window().y()) * width
                    + kept.x()
                    - window.window().x();
            int to = (y - kept.y()) * kept.width();
            for (int column = 0; column < kept.width(); column++) {
                float value = Float.NaN;
                if (window.valid()[from + column]) {
                    if (Float.isFinite(values[from + column])) {
                        value = values[from + column];
                    } else if (core.contains(new Window(kept.x() + column, y, 1, 1))) {
                        bad++;
                    }
                }
                statistic[to + column] = value;
            }
        }
        notFinite.addAndGet(bad);
        return statistic;
    }

    private static boolean anyValid(PairWindow window, Window part) {
        int width = window.window().width();
        int offset = (part.y() - window.window().y()) * width
                + part.x()
                - window.window().x();
        for (int row = 0; row < part.height(); row++) {
            for (int column = 0; column < part.width(); column++) {
                if (window.valid()[offset + row * width + column]) {
                    return true;
                }
            }
        }
        return false;
    }
}
