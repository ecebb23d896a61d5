package org.palimpsest.detect.engine;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.threshold.Histogram;

/** Counts the whole stored statistic; counts are whole numbers, so any order of tiles and threads gives the same. */
public final class HistogramPass {
    private HistogramPass() {}

    /** The histogram of all observed pixels. */
    public static Histogram of(TileStore store, TileWorkers workers, Progress progress)
            throws BadInputException, CancelledException, IOException {
        progress.stage("threshold", 0);
        ConcurrentLinkedQueue<Histogram> parts = new ConcurrentLinkedQueue<>();
        workers.forEach(store.plan().count(), tile -> {
            // As many parts come into being as threads count at once.
            Histogram idle = parts.poll();
            Histogram part = idle == null ? new Histogram() : idle;
            for (float value : store.read(store.plan().core(tile))) {
                part.add(value);
            }
            parts.add(part);
        });
        Histogram whole = new Histogram();
        parts.forEach(whole::add);
        return whole;
    }
}
