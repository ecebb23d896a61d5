package org.palimpsest.app.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ChangeListener;
import org.palimpsest.app.layer.BandStatistics;
import org.palimpsest.app.layer.LayerKind;
import org.palimpsest.app.layer.LayerViewModel;
import org.palimpsest.app.layer.Placement;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.layer.RasterSource;
import org.palimpsest.app.layer.RasterStyle;
import org.palimpsest.app.map.MapLayer.Date;
import org.palimpsest.app.run.EpochsViewModel.Look;
import org.palimpsest.app.run.EpochsViewModel.Picture;
import org.palimpsest.app.run.RunState;
import org.palimpsest.app.run.RunViewModel;
import org.palimpsest.app.text.Text;
import org.palimpsest.raster.Crs;
import org.palimpsest.run.EpochHistory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the epoch that is looked at of each run's training as a layer over the map, which stays out of the project.
 *
 * <p>Used from the window's thread; maps are read whole on workers and held in memory, because the worker process moves its
 * files when the run ends. A map that comes after another was asked for is passed over.
 */
final class EpochLayers {
    private static final Logger LOG = LoggerFactory.getLogger(EpochLayers.class);

    /** A pixel of which the mask holds the least part is shown as that. */
    private static final double ANY_PART = Float.MIN_VALUE;

    private final Workbench workbench;
    private final Map<RunViewModel, Shown> shown = new HashMap<>();

    EpochLayers(Workbench workbench) {
        this.workbench = workbench;
        workbench.layers().list().addListener((InvalidationListener)
                change -> List.copyOf(shown.values()).forEach(Shown::noticeClosed));
    }

    /** Watches a run; one of an earlier session is asked how its training went. */
    void add(RunViewModel run) {
        shown.put(run, new Shown(run));
        // A run of an earlier session ends before it is listed.
        recall(run);
    }

    /** Reads how the training of a finished run went from its folder. */
    void recall(RunViewModel run) {
        if (run.state() == RunState.DONE) {
            workbench
                    .background()
                    .run(
                            () -> EpochHistory.read(run.directory()),
                            run.epochs()::recall,
                            e -> LOG.warn("The training of a run cannot be shown", e));
        }
    }

    /** Takes the layer of a run out of the map and forgets the run. */
    void remove(RunViewModel run) {
        Shown layer = shown.remove(run);
        if (layer != null) {
            layer.end();
        }
    }

    /** The layer of one run. */
    private final class Shown {
        private final RunViewModel run;
        private final ChangeListener<Optional<Picture>> listener = (observable, old, now) -> show(now);
        private Optional<RasterLayer> layer = Optional.empty();
        private Optional<Picture> wanted = Optional.empty();

        Shown(RunViewModel run) {
            this.run = run;
            run.epochs().pictureProperty().addListener(listener);
        }

        private void show(Optional<Picture> picture) {
            wanted = picture;
            if (picture.isEmpty()) {
                close();
                return;
            }
            Optional<Crs> mapCrs = workbench.map().crsProperty().get();
            workbench
                    .background()
                    .run(
                            () -> {
                                RasterSource source = RasterSource.of(
                                        picture.get().map().file(),
                                        picture.get().map().read());
                                return new RasterLayer.Loaded(
                                        source,
                                        List.of(BandStatistics.of()),
                                        Placement.of(source.raster().grid(), mapCrs));
                            },
                            loaded -> show(picture.get(), loaded, mapCrs),
                            e -> LOG.debug("The map of an epoch has gone", e));
        }

        private void show(Picture picture, RasterLayer.Loaded loaded, Optional<Crs> placedIn) {
            if (!wanted.equals(Optional.of(picture))) {
                return;
            }
            RasterStyle style = new RasterStyle.GrowingScore(picture.look() == Look.MASK ? ANY_PART : 0);
            if (layer.isPresent()) {
                layer.get().styleProperty().set(style);
                layer.get().replaceSource(loaded.source());
                return;
            }
            RasterLayer added = workbench
                    .opener()
                    .layer(
                            Text.of("layer.epochs", run.number(), run.title()),
                            LayerKind.SCORE,
                            Date.BOTH,
                            loaded,
                            style);
            workbench.passing().add(added);
            workbench.layers().add(added);
            layer = Optional.of(added);
            workbench.places().placeIfMoved(added, placedIn);
        }

        /** A layer that the user took out of the map is not put back by the next epoch. */
        void noticeClosed() {
            if (layer.isPresent() && !workbench.layers().list().contains(layer.get())) {
                layer = Optional.empty();
                run.epochs().onMapProperty().set(false);
            }
        }

        private void close() {
            Optional<LayerViewModel> gone = layer.map(LayerViewModel.class::cast);
            layer = Optional.empty();
            gone.ifPresent(workbench::close);
        }

        void end() {
            run.epochs().pictureProperty().removeListener(listener);
            wanted = Optional.empty();
            close();
        }
    }
}
