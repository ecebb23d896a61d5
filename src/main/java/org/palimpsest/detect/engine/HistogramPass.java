package org.palimpsest.detect.engine;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.threshold.SceneHistogram;
import org.palimpsest.raster.Window;

/** Counts the whole stored statistic; counts are whole numbers, so any order of tiles and threads gives the same. */
public final class HistogramPass {
    private HistogramPass() {}

    /** The counts of all observed pixels and of their neighbours, across the borders of tiles. */
    public static SceneHistogram of(TileStore store, TileWorkers workers, Progress progress)
            throws BadInputException, CancelledException, IOException {
        progress.stage("threshold", 0);
        long pixels = store.plan().extent().pixels();
        ConcurrentLinkedQueue<SceneHistogram> parts = new ConcurrentLinkedQueue<>();
        workers.forEach(store.plan().count(), tile -> {
            // As many parts come into being as threads count at once.
            SceneHistogram idle = parts.poll();
            SceneHistogram part = idle == null ? new SceneHistogram(pixels) : idle;
            Window core = store.plan().core(tile);
            Window reaching = new Window(
                    core.x(), core.y(), core.width() + SceneHistogram.REACH, core.height() + SceneHistogram.REACH);
            part.add(store.read(reaching), core.y(), core.width(), core.height());
            parts.add(part);
        });
        SceneHistogram whole = new SceneHistogram(pixels);
        parts.forEach(whole::add);
        return whole;
    }
}
