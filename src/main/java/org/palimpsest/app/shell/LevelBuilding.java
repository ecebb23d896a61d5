package org.palimpsest.app.shell;

import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.palimpsest.app.layer.LayerViewModel;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.raster.BuiltLevels;

/** Builds the coarser levels of large rasters on workers, and lets the map show them as they grow. */
final class LevelBuilding {
    private static final long PAUSE_NANOSECONDS = 400_000_000L;

    private final Background background;
    private final Messages messages;
    private int running;

    LevelBuilding(Background background, Messages messages) {
        this.background = background;
        this.messages = messages;
    }

    /** Begins to build the levels of rasters that lack them, as layers join the list. */
    void watch(ObservableList<LayerViewModel> layers) {
        layers.addListener((ListChangeListener<LayerViewModel>) change -> {
            while (change.next()) {
                change.getAddedSubList().forEach(this::start);
            }
        });
    }

    /** For how many rasters levels are being built. */
    int running() {
        return running;
    }

    private void start(LayerViewModel layer) {
        if (layer instanceof RasterLayer raster
                && raster.source().raster() instanceof BuiltLevels levels
                && !levels.isComplete()
                && raster.source().key().generation() == 0) {
            start(raster, levels);
        }
    }

    private void start(RasterLayer layer, BuiltLevels levels) {
        running++;
        background.run(
                () -> {
                    levels.build(new Watch(layer), layer.closing());
                    return true;
                },
                done -> {
                    running--;
                    layer.sourceGrew();
                    keep(levels);
                },
                e -> {
                    running--;
                    if (!(e instanceof CancelledException) && !layer.closing().requested()) {
                        messages.failed(e);
                    }
                });
    }

    /** Keeping waits for the disk, which nobody else has to. */
    private void keep(BuiltLevels levels) {
        background.run(
                () -> {
                    levels.keep();
                    return true;
                },
                done -> {},
                messages::failed);
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
                background.window().execute(layer::sourceGrew);
            }
        }
    }
}
