package org.palimpsest.app.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.palimpsest.app.layer.BandStatistics;
import org.palimpsest.app.layer.LayerKind;
import org.palimpsest.app.layer.Placement;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.layer.RasterSource;
import org.palimpsest.app.layer.RasterStyle;
import org.palimpsest.app.map.MapLayer.Date;
import org.palimpsest.app.run.RunViewModel;
import org.palimpsest.app.text.Text;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.raster.Crs;
import org.palimpsest.run.GrowingScore;
import org.palimpsest.run.RunEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the score of each run that is going on as a layer that grows tile by tile, cut off where the run's own rule would
 * cut it off now.
 *
 * <p>Used from the window's thread; tiles are read on workers, at most a few times a second.
 */
final class LiveScores {
    private static final Logger LOG = LoggerFactory.getLogger(LiveScores.class);
    private static final long PAUSE_MILLISECONDS = 400;
    private static final double FIRST_THRESHOLD = 0.5;
    /** Below this a moved threshold is not worth painting all tiles anew. */
    private static final double NOTABLE = 0.005;

    private final Workbench workbench;
    private final Map<RunViewModel, Live> shown = new HashMap<>();

    LiveScores(Workbench workbench) {
        this.workbench = workbench;
    }

    /** Takes up an event of a run. */
    void hear(RunViewModel run, RunEvent event) {
        if (event instanceof RunEvent.Fitted fitted) {
            remove(run);
            Live live = new Live(run.spec());
            shown.put(run, live);
            live.open(run, fitted);
        } else if (event instanceof RunEvent.Tile) {
            Optional.ofNullable(shown.get(run)).ifPresent(Live::tileFinished);
        }
    }

    /** Takes the layer of a run that has ended out of the map. */
    void remove(RunViewModel run) {
        Live live = shown.remove(run);
        if (live != null) {
            live.end();
        }
    }

    /** The growing layer of one run. */
    private final class Live {
        private final RunSpec spec;
        private final Executor pause;
        private Optional<RasterLayer> layer = Optional.empty();
        private boolean reading;
        private boolean stale;
        private boolean ended;

        Live(RunSpec spec) {
            this.spec = spec;
            pause = CompletableFuture.delayedExecutor(
                    PAUSE_MILLISECONDS,
                    TimeUnit.MILLISECONDS,
                    workbench.background().window());
        }

        void open(RunViewModel run, RunEvent.Fitted fitted) {
            Optional<Crs> mapCrs = workbench.map().crsProperty().get();
            reading = true;
            workbench
                    .background()
                    .run(
                            () -> {
                                GrowingScore score = GrowingScore.open(run.directory(), fitted);
                                score.refresh();
                                return new RasterLayer.Loaded(
                                        RasterSource.of(run.directory(), score),
                                        List.of(BandStatistics.of()),
                                        Placement.of(score.grid(), mapCrs));
                            },
                            loaded -> show(Text.of("layer.live", run.number(), run.title()), loaded, mapCrs),
                            this::failed);
        }

        private void show(String name, RasterLayer.Loaded loaded, Optional<Crs> placedIn) {
            if (ended) {
                return;
            }
            RasterLayer growing = workbench
                    .opener()
                    .layer(name, LayerKind.SCORE, Date.BOTH, loaded, new RasterStyle.GrowingScore(FIRST_THRESHOLD));
            layer = Optional.of(growing);
            workbench.passing().add(growing);
            workbench.layers().add(growing);
            workbench.places().placeIfMoved(growing, placedIn);
            rest();
        }

        void tileFinished() {
            stale = true;
            if (!reading && layer.isPresent()) {
                refresh((GrowingScore) layer.get().source().raster());
            }
        }

        private void refresh(GrowingScore score) {
            reading = true;
            stale = false;
            workbench
                    .background()
                    .run(
                            () -> score.refresh() ? score.threshold(rule()) : Optional.<Double>empty(),
                            threshold -> {
                                layer.ifPresent(growing -> {
                                    threshold.ifPresent(found -> cut(growing, found));
                                    growing.sourceGrew();
                                });
                                rest();
                            },
                            this::failed);
        }

        /** The rule that the run will decide by. */
        private String rule() {
            return spec.detection()
                    .threshold()
                    .or(() -> workbench
                            .detectors()
                            .byId(spec.detection().detector())
                            .map(detector -> detector.card().defaultThreshold()))
                    .orElse("otsu");
        }

        private void cut(RasterLayer growing, double threshold) {
            if (growing.styleProperty().get() instanceof RasterStyle.GrowingScore now
                    && Math.abs(now.threshold() - threshold) > NOTABLE) {
                growing.styleProperty().set(new RasterStyle.GrowingScore(threshold));
            }
        }

        /** Waits a little before the next look, so that a fast run does not keep the map painting. */
        private void rest() {
            pause.execute(() -> {
                reading = false;
                if (stale && !ended) {
                    tileFinished();
                }
            });
        }

        /** A run that has just ended has taken its tiles away; its products will show instead. */
        private void failed(Exception e) {
            reading = false;
            LOG.debug("The tiles of a run cannot be shown", e);
        }

        void end() {
            ended = true;
            layer.ifPresent(growing -> {
                if (workbench.layers().list().contains(growing)) {
                    workbench.close(growing);
                }
            });
        }
    }
}
