package org.palimpsest.detect.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.ObjectModel;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.Window;

/**
 * Applies a fitted detector to every tile of a plan that is not finished yet and keeps the statistic in a {@link TileStore},
 * and the objects, where the detector finds some and somebody wants them, in an {@link ObjectStore}.
 *
 * <p>Several threads each take the next group of tiles (mostly one), read them with their halo, compute and store what is kept of them; so
 * memory is that of one group for each thread, and while one group is computed the next is read. Cancellation is looked at
 * before each group. The bytes in the store depend only on the pair, the model, the plan and the size of a group, never on the
 * number or the order of threads, nor on where an earlier run ended.
 */
public final class StatisticPass {
    private final AlignedPair pair;
    private final ChangeModel model;
    private final TileStore store;
    private final Optional<ObjectStore> objects;
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
        this(pair, model, store, Optional.empty(), progress, finishedTile, cancellation);
    }

    /**
     * @param objects where the objects are kept of a model that finds some
     * @param finishedTile hears of every tile that was computed, from the thread that computed it
     */
    public StatisticPass(
            AlignedPair pair,
            ChangeModel model,
            TileStore store,
            Optional<ObjectStore> objects,
            Progress progress,
            Consumer<Window> finishedTile,
            Cancellation cancellation) {
        this.pair = pair;
        this.model = model;
        this.store = store;
        this.objects = objects;
        this.progress = progress;
        this.finishedTile = finishedTile;
        this.cancellation = cancellation;
    }

    /**
     * Computes all tiles that are missing.
     *
     * @param group tiles that the model gets at once; groups lie always the same, whichever tiles are finished
     * @throws BadInputException when a window cannot be read or the model refuses it
     * @throws CancelledException when the user ended the run; finished tiles stay in the store
     * @throws IOException when the store cannot be written
     */
    public void run(int threads, int group) throws BadInputException, CancelledException, IOException {
        TilePlan plan = store.plan();
        AtomicLong done = new AtomicLong(store.finishedTiles());
        progress.stage("detect", plan.count());
        progress.done(done.get());
        long groups = (plan.count() + group - 1) / group;
        new TileWorkers(threads, cancellation).forEach(groups, number -> {
            long first = number * group;
            long end = Math.min(plan.count(), first + group);
            if (LongStream.range(first, end).allMatch(store::isFinished)) {
                return;
            }
            // Finished tiles of a half finished group are computed along, so that the group is the same as before.
            List<ObjectModel.Finding> findings = compute(first, end);
            for (long tile = first; tile < end; tile++) {
                if (!store.isFinished(tile)) {
                    ObjectModel.Finding finding = findings.get((int) (tile - first));
                    // The journal, which the store writes, names a tile only once all of it is there.
                    if (objects.isPresent()) {
                        objects.get().write(tile, finding.objects());
                    }
                    store.write(tile, finding.statistic());
                    finishedTile.accept(plan.core(tile));
                    progress.done(done.incrementAndGet());
                }
            }
        });
        if (notFinite.get() > 0) {
            progress.warning(Notice.of(
                    "statistic.notFinite",
                    "At {0} pixels the detector gave no finite number; they count as not observed.",
                    notFinite.get()));
        }
    }

    /** What is kept of each tile: the statistic of its kept pixels, and the objects in its core. */
    private List<ObjectModel.Finding> compute(long first, long end) throws BadInputException {
        TilePlan plan = store.plan();
        List<ObjectModel.Finding> findings = new ArrayList<>();
        List<Long> tiles = new ArrayList<>();
        List<PairWindow> windows = new ArrayList<>();
        for (long tile = first; tile < end; tile++) {
            Window kept = plan.kept(tile);
            PairWindow window = pair.read(plan.read(tile, model.halo(), model.sizeMultiple(), model.needsOneShape()));
            float[] statistic = new float[Math.toIntExact(kept.pixels())];
            findings.add(new ObjectModel.Finding(statistic, List.of()));
            if (anyValid(window, kept)) {
                tiles.add(tile);
                windows.add(window);
            } else {
                Arrays.fill(statistic, Float.NaN);
            }
        }
        if (!windows.isEmpty()) {
            List<ObjectModel.Finding> found = find(windows, tiles);
            for (int i = 0; i < windows.size(); i++) {
                long tile = tiles.get(i);
                float[] statistic = findings.get((int) (tile - first)).statistic();
                keep(tile, windows.get(i), found.get(i).statistic(), statistic);
                findings.set(
                        (int) (tile - first),
                        new ObjectModel.Finding(statistic, found.get(i).objects()));
            }
        }
        return findings;
    }

    private List<ObjectModel.Finding> find(List<PairWindow> windows, List<Long> tiles) throws BadInputException {
        Optional<ObjectModel> finder = objects.isPresent() ? model.objects() : Optional.empty();
        if (finder.isPresent()) {
            return finder.get()
                    .find(windows, tiles.stream().map(store.plan()::core).toList());
        }
        List<ObjectModel.Finding> found = new ArrayList<>();
        for (float[] statistic : model.apply(windows)) {
            found.add(new ObjectModel.Finding(statistic, List.of()));
        }
        return found;
    }

    /** Copies what is kept of a tile out of its window's values; what was not observed becomes NaN. */
    private void keep(long tile, PairWindow window, float[] values, float[] statistic) {
        TilePlan plan = store.plan();
        Window kept = plan.kept(tile);
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
