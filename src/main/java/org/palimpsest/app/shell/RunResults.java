package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.palimpsest.app.detector.DetectorSpeeds;
import org.palimpsest.app.layer.ColourRamp;
import org.palimpsest.app.layer.LayerKind;
import org.palimpsest.app.layer.PolygonLayer;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.layer.RasterStyle;
import org.palimpsest.app.run.RunState;
import org.palimpsest.app.run.RunViewModel;
import org.palimpsest.app.text.Text;
import org.palimpsest.run.RunEvent;

/** Puts the products of a finished run into the map, and says how it ended. */
final class RunResults {
    private static final double MASK_OPACITY = 0.55;

    private final Workbench workbench;
    private final Consumer<RunViewModel> removeLive;

    /** @param removeLive takes the growing layer of a run out of the map */
    RunResults(Workbench workbench, Consumer<RunViewModel> removeLive) {
        this.workbench = workbench;
        this.removeLive = removeLive;
    }

    /**
     * Shows how a run ended; its growing layer stays until the first product is in its place, and that of a cancelled run, whose
     * finished tiles are kept, until it is resumed or leaves the list.
     */
    void show(RunViewModel run) {
        boolean kept =
                run.state() == RunState.CANCELLED && !workbench.previews().contains(run);
        boolean follows = run.state() == RunState.DONE && product(run, "mask").isPresent();
        if (!kept && !follows) {
            removeLive.accept(run);
        }
        if (run.state() == RunState.FAILED) {
            workbench
                    .messages()
                    .error(run.whatHappenedProperty().get() + " "
                            + run.whatToDoProperty().get());
        }
        if (run.state() != RunState.DONE) {
            return;
        }
        keepSpeed(run);
        if (workbench.previews().contains(run)) {
            preview(run);
            return;
        }
        Optional<String> stage = stage(run);
        if (stage.isPresent()) {
            product(run, "score").ifPresent(file -> heat(run, stage.get(), file));
            return;
        }
        product(run, "score").ifPresent(file -> score(run, file));
        product(run, "classes").ifPresent(file -> classes(run, file));
        product(run, "shift").ifPresent(file -> workbench
                .opener()
                .openPolygons(file, Text.of("layer.shift", run.number(), run.title()), layer -> {
                    layer.colourProperty().set(ColourRamp.GAIN);
                    layer.visibleProperty().set(false);
                }));
        boolean hasPolygons = product(run, "geojson").isPresent();
        product(run, "mask").ifPresent(file -> workbench
                .opener()
                .openProduct(
                        file,
                        Text.of("layer.mask", run.number(), run.title()),
                        LayerKind.MASK,
                        new RasterStyle.Mask(ColourRamp.CHANGE),
                        layer -> {
                            layer.opacityProperty().set(MASK_OPACITY);
                            // Polygons show the same changes more clearly than the mask below them.
                            layer.visibleProperty().set(!hasPolygons);
                            if (!hasPolygons) {
                                removeLive.accept(run);
                            }
                        }));
        product(run, "geojson").ifPresent(file -> workbench
                .opener()
                .openPolygons(
                        file, Text.of("layer.changes", run.number(), run.title()), layer -> removeLive.accept(run)));
        product(run, "objects").ifPresent(file -> objects(run, file));
    }

    /** Objects are hidden at first; what is reviewed stays the changes, whichever of both layers is there first. */
    private void objects(RunViewModel run, Path file) {
        workbench.opener().openPolygons(file, Text.of("layer.objects", run.number(), run.title()), layer -> {
            layer.visibleProperty().set(false);
            List.copyOf(workbench.layers().list()).stream()
                    .filter(other -> other instanceof PolygonLayer polygons
                            && product(run, "geojson").equals(Optional.of(polygons.file())))
                    .findFirst()
                    .ifPresent(changes -> workbench.layers().selectedProperty().set(Optional.of(changes)));
        });
    }

    /** Lets the gallery say how fast the detector is here; a resumed run did only a part of the work that it tells of. */
    private void keepSpeed(RunViewModel run) {
        if (!run.isResumed()) {
            workbench
                    .background()
                    .run(
                            () -> DetectorSpeeds.of(run.directory()),
                            speed -> speed.ifPresent(value -> workbench
                                    .detectors()
                                    .speeds()
                                    .keep(run.spec().detection().detector(), value)),
                            workbench.messages()::failed);
        }
    }

    /** The stage inside a network that a run looked at; empty where it looked for change. */
    private static Optional<String> stage(RunViewModel run) {
        return Optional.ofNullable(run.spec().detection().parameters().get("stage"))
                .filter(stage -> !stage.equals("change"));
    }

    /** A stage's heat is shown whole: the run's mask and polygons say nothing about change. */
    private void heat(RunViewModel run, String stage, Path file) {
        workbench
                .opener()
                .openProduct(
                        file,
                        Text.of("layer.stage", run.number(), run.title(), stage),
                        LayerKind.SCORE,
                        new RasterStyle.Score(0),
                        layer -> removeLive.accept(run));
    }

    /** The score starts at the threshold that the run decided on; rules are marked beside it. */
    private void score(RunViewModel run, Path file) {
        workbench
                .background()
                .run(
                        () -> RunDecisions.read(run.directory()),
                        decided -> workbench
                                .opener()
                                .openProduct(
                                        file,
                                        Text.of("layer.score", run.number(), run.title()),
                                        LayerKind.SCORE,
                                        new RasterStyle.Score(
                                                decided.map(RunDecisions::score).orElse(0.5)),
                                        layer -> {
                                            layer.visibleProperty().set(false);
                                            Map<String, Double> marks = new LinkedHashMap<>();
                                            decided.ifPresent(
                                                    threshold -> marks.put(threshold.rule(), threshold.score()));
                                            layer.statistics()
                                                    .get(0)
                                                    .thresholds()
                                                    .forEach(marks::putIfAbsent);
                                            layer.marksProperty().set(marks);
                                        }),
                        workbench.messages()::failed);
    }

    /** The classes of every pixel, hidden at first: they hide both dates. */
    private void classes(RunViewModel run, Path file) {
        workbench
                .opener()
                .openProduct(
                        file,
                        Text.of("layer.classes", run.number(), run.title()),
                        LayerKind.MASK,
                        new RasterStyle.Mask(ColourRamp.CHANGE),
                        layer -> {
                            layer.visibleProperty().set(false);
                            if (!layer.classes().isEmpty()) {
                                layer.styleProperty().set(new RasterStyle.Classes(layer.classes()));
                            }
                        });
    }

    private void preview(RunViewModel run) {
        List.copyOf(workbench.layers().list()).stream()
                .filter(layer -> layer instanceof RasterLayer raster && raster.kind() == LayerKind.MASK)
                .filter(workbench.passing()::contains)
                .forEach(workbench::close);
        product(run, "mask").ifPresent(file -> workbench
                .opener()
                .openProduct(
                        file,
                        Text.of("layer.preview"),
                        LayerKind.MASK,
                        new RasterStyle.Mask(ColourRamp.CHANGE),
                        layer -> {
                            workbench.passing().add(layer);
                            layer.opacityProperty().set(MASK_OPACITY);
                            removeLive.accept(run);
                        }));
    }

    private static Optional<Path> product(RunViewModel run, String kind) {
        return run.products().stream()
                .filter(product -> product.kind().equals(kind))
                .map(RunEvent.Product::file)
                .findFirst();
    }
}
