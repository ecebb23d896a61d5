package org.palimpsest.app.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.palimpsest.app.detector.DetectorText;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.map.MapExtent;
import org.palimpsest.app.run.RunViewModel;
import org.palimpsest.app.text.Text;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.UserFolder;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.RunSpec;

/** Makes a run document from what the window shows, and gives it a folder of its own. */
public final class RunStart {
    private static final double MOST_PREVIEWED_PIXELS = 2e6;

    private final Workbench workbench;

    RunStart(Workbench workbench) {
        this.workbench = workbench;
    }

    /** Starts a run, or says in a message what is missing. */
    public void start() {
        try {
            workbench.runs().start(DetectorText.name(detector().card()), spec());
        } catch (BadInputException e) {
            workbench.messages().failed(e);
        }
    }

    /** Starts a run on what the map shows, without products to keep; it replaces the preview before it. */
    public void preview() {
        try {
            RunSpec full = spec();
            PreviewFolders previews =
                    new PreviewFolders(UserFolder.current().cache().resolve("preview"));
            workbench.background().run(previews::removeOld, removed -> {}, workbench.messages()::failed);
            Path folder = previews.next();
            RunSpec spec = full.withRegion(full.region()
                            .withArea(Optional.of(RunArea.polygon(previewed())))
                            .withCrop(true))
                    .withOutput(new RunSpec.Output(folder, List.of(), true));
            RunViewModel run = workbench
                    .runs()
                    .start(Text.of("run.preview", DetectorText.name(detector().card())), spec);
            workbench.previews().add(run);
        } catch (BadInputException e) {
            workbench.messages().failed(e);
        }
    }

    /** What the map shows of the first date, but no more of its middle than can be had in seconds. */
    private MapExtent previewed() {
        MapExtent view = workbench.map().viewport().extent();
        Optional<RasterLayer> before = workbench.beforeProperty().get();
        MapExtent seen = before.flatMap(RasterLayer::extent)
                .filter(view::intersects)
                .map(extent -> new MapExtent(
                        Math.max(view.minX(), extent.minX()),
                        Math.max(view.minY(), extent.minY()),
                        Math.min(view.maxX(), extent.maxX()),
                        Math.min(view.maxY(), extent.maxY())))
                .orElse(view);
        double pixelArea = before.map(layer -> layer.source().raster().grid().transform())
                .map(transform -> transform.pixelWidth() * transform.pixelHeight())
                .orElse(1.0);
        return RunArea.middle(seen, pixelArea, MOST_PREVIEWED_PIXELS);
    }

    /**
     * The run that the form describes now.
     *
     * @throws BadInputException says which date is not open, or which field is wrong
     */
    public RunSpec spec() throws BadInputException {
        Detector detector = detector();
        return spec(detector, directory(detector.card().id()));
    }

    /** The same for another detector, with the products in a given folder. */
    RunSpec spec(Detector detector, Path directory) throws BadInputException {
        RasterLayer after =
                workbench.afterProperty().get().orElseThrow(() -> new BadInputException(Text.of("run.needs.after")));
        return workbench
                .form()
                .spec(
                        before().source().path().toAbsolutePath(),
                        after.source().path().toAbsolutePath(),
                        detector.card().id(),
                        workbench.detectors().changedValues(detector),
                        RunArea.of(workbench.form().areaProperty().get(), workbench.map()),
                        directory);
    }

    private RasterLayer before() throws BadInputException {
        return workbench.beforeProperty().get().orElseThrow(() -> new BadInputException(Text.of("run.needs.before")));
    }

    private Detector detector() throws BadInputException {
        return workbench
                .detectors()
                .selectedProperty()
                .get()
                .orElseThrow(() -> new BadInputException(Text.of("run.needs.detector")));
    }

    /** A folder for the next run of the pair, named after what it is. */
    Path directory(String what) throws BadInputException {
        Path before = before().source().path();
        String given = workbench.form().directoryProperty().get().trim();
        Path parent = given.isEmpty() ? workbench.preferences().results() : Path.of(given);
        String stem = String.valueOf(before.getFileName()).replaceFirst("\\.[^.]*$", "");
        String folder = Optional.ofNullable(before.toAbsolutePath().getParent())
                .map(Path::getFileName)
                .map(name -> name + "-")
                .orElse("");
        for (int number = 1; ; number++) {
            Path candidate = parent.resolve(folder + stem + "-" + what + "-" + number);
            if (!Files.exists(candidate) && !isTaken(candidate)) {
                return candidate;
            }
        }
    }

    private boolean isTaken(Path directory) {
        return workbench.runs().list().stream().anyMatch(run -> run.directory().startsWith(directory));
    }
}
