package org.palimpsest.app.shell;

import javafx.beans.property.IntegerProperty;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.raster.BuiltLevels;

/** Builds the coarser levels of a large raster on a worker, and lets the map show them as they grow. */
record LevelBuilding(Background background, Messages messages, IntegerProperty running) {
    private static final long PAUSE_NANOSECONDS = 400_000_000L;

    void start(RasterLayer layer, BuiltLevels levels) {
        running.set(running.get() + 1);
        background.run(
                () -> {
                    levels.build(new Watch(layer), layer.closing());
                    return true;
                },
                done -> {
                    running.set(running.get() - 1);
                    layer.levelsGrew();
                },
                e -> {
                    running.set(running.get() - 1);
                    if (!(e instanceof CancelledException) && !layer.closing().requested()) {
                        messages.failed(e);
                    }
                });
    }

    /** Tells the layer of progress, a few times a second. */
    private final class Watch implements Progress {
        private final RasterLayer layer;
        private long last = System.nanoTime();

        Watch(RasterLayer layer) {
            this.layer = layer;
        }

        @Override
        public void done(long rows) {
            long now = System.nanoTime();
            if (now - last > PAUSE_NANOSECONDS) {
                last = now;
                background.window().execute(layer::levelsGrew);
            }
        }
    }
}
