package org.palimpsest.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.TabPane;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import org.palimpsest.app.label.LabelsViewModel;
import org.palimpsest.app.layer.LayerKind;
import org.palimpsest.app.map.MapMode;
import org.palimpsest.app.project.MissingFiles;
import org.palimpsest.app.project.MissingPanel;
import org.palimpsest.app.project.TakenPanel;
import org.palimpsest.app.run.RunControl;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Theme;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.SampleFolder;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.label.LabelClass;
import org.palimpsest.label.Stroke;
import org.palimpsest.project.LayerStyle;
import org.palimpsest.project.Project;
import org.palimpsest.project.ProjectForm;
import org.palimpsest.project.ProjectHolder;
import org.palimpsest.project.ProjectLayer;
import org.palimpsest.project.ProjectLayer.Role;
import org.palimpsest.raster.Rasters;
import org.palimpsest.run.WorkerClient;

/**
 * Takes the real window through every view on the sample scene and writes a PNG of each: two sizes, light and dark,
 * English and Chinese.
 */
public final class ScreenshotTour {
    private static final int[][] SIZES = {{1280, 720}, {1920, 1080}};
    private static final Locale[] LANGUAGES = {Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE};
    private static final long SETTLE_MILLISECONDS = 350;

    private final Path directory;
    private final SampleFolder sample;
    private final Path scratch;
    private final Stage stage;
    private final TrainingTour training;

    private ScreenshotTour(Path directory, SampleFolder sample, Path scratch, Stage stage) {
        this.directory = directory;
        this.sample = sample;
        this.scratch = scratch;
        this.stage = stage;
        training = new TrainingTour(sample, scratch);
    }

    /**
     * Starts the toolkit, takes all pictures and ends it.
     *
     * @throws BadInputException when the folder cannot be written or the sample data are missing
     */
    public static void take(Path directory) throws BadInputException {
        SampleFolder sample = SampleFolder.find();
        try {
            Files.createDirectories(directory);
            Path scratch = Files.createTempDirectory("palimpsest-screenshots");
            CountDownLatch started = new CountDownLatch(1);
            Platform.startup(started::countDown);
            Platform.setImplicitExit(false);
            started.await();
            Stage stage = WindowDriver.ask(Stage::new);
            ScreenshotTour tour = new ScreenshotTour(directory, sample, scratch, stage);
            for (Locale language : LANGUAGES) {
                tour.takeIn(language);
            }
            WindowDriver.act(stage::close);
        } catch (IOException e) {
            throw new BadInputException("The pictures cannot be written to " + directory + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeIn(Locale language) throws BadInputException, IOException {
        Preferences preferences = new Preferences(scratch.resolve(language.getLanguage() + ".properties"));
        preferences.set("results", scratch.resolve(language.getLanguage()).toString());
        Text.use(language);
        try (WorkerClient worker = new WorkerClient();
                Background background = Background.forWindow(Platform::runLater)) {
            Workbench workbench = WindowDriver.ask(() -> new Workbench(new Workbench.Parts(
                    background,
                    path -> Rasters.open(path.toString()),
                    DetectorRegistry.load().all(),
                    (request, listener) -> RunControl.of(worker.start(request, listener)),
                    preferences)));
            boolean empty = true;
            for (int[] size : SIZES) {
                for (boolean dark : new boolean[] {false, true}) {
                    Shell shell = WindowDriver.ask(() -> show(workbench, size, dark));
                    String suffix = "-" + size[0] + (dark ? "-dark-" : "-light-") + language.getLanguage();
                    if (empty) {
                        shot("01-start" + suffix);
                        panel(shell, shell.panels()::showTour, "02-tour" + suffix);
                        analyse(workbench, suffix);
                        training.begin(workbench);
                        empty = false;
                    }
                    views(workbench, shell, suffix);
                }
            }
        }
    }

    private Shell show(Workbench workbench, int[] size, boolean dark) {
        Theme.use(dark);
        workbench.preferences().set("theme", dark ? "dark" : "light");
        Shell shell = new Shell(workbench, new Nobody(), new Nobody());
        Scene scene = new Scene(shell, size[0], size[1]);
        Theme.dress(scene);
        stage.setScene(scene);
        stage.setWidth(size[0]);
        stage.setHeight(size[1]);
        stage.show();
        shell.map().requestFocus();
        return shell;
    }

    /** Opens the sample, waits for the pair check and runs a detector. */
    private void analyse(Workbench workbench, String suffix) throws BadInputException, IOException {
        WindowDriver.act(() -> {
            workbench.opener().openBefore(sample.before());
            workbench.opener().openAfter(sample.after());
        });
        WindowDriver.await(
                "the pair is checked",
                () -> workbench.pair().checkProperty().get().isPresent());
        WindowDriver.act(() -> {
            workbench.form().minimumAreaProperty().set("300");
            workbench.form().minimumAreaUnitProperty().set("m2");
            new RunStart(workbench).start();
        });
        WindowDriver.await(
                "the run begins",
                () -> !workbench.runs().list().isEmpty()
                        && (workbench.runs().list().get(0).doneProperty().get() > 0
                                || workbench.runs().list().get(0).state().isEnded()));
        shot("03-running" + suffix);
        WindowDriver.await(
                "the changes are shown",
                () -> workbench.layers().list().stream().anyMatch(layer -> layer.kind() == LayerKind.POLYGONS)
                        && workbench.opener().openingProperty().get() == 0);
    }

    private void views(Workbench workbench, Shell shell, String suffix) throws BadInputException, IOException {
        WindowDriver.act(() -> {
            workbench.map().modeProperty().set(MapMode.OVERLAY);
            workbench.places().showAll();
            tab(shell, 0);
        });
        complete(shell);
        shot("04-pair" + suffix);
        panel(shell, shell.panels()::showGallery, "05-gallery" + suffix);
        panel(shell, shell.panels()::showCompare, "05-compare" + suffix);
        WindowDriver.act(() -> tab(shell, 1));
        for (MapMode mode : new MapMode[] {MapMode.SWIPE, MapMode.SIDE_BY_SIDE}) {
            WindowDriver.act(() -> {
                workbench.map().modeProperty().set(mode);
                workbench.places().showAll();
            });
            complete(shell);
            shot("06-" + mode.name().toLowerCase(Locale.ROOT).replace('_', '-') + suffix);
        }
        WindowDriver.act(() -> {
            workbench.map().modeProperty().set(MapMode.OVERLAY);
            select(workbench, LayerKind.POLYGONS);
            if (shell.lookup("#bottom") instanceof TabPane bottom) {
                bottom.getSelectionModel().select(1);
            }
            workbench.review().currentProperty().set(Optional.empty());
            workbench.review().shown().stream()
                    .max(java.util.Comparator.comparingDouble(feature -> feature.number("area_m2")))
                    .ifPresent(feature -> {
                        workbench.review().currentProperty().set(Optional.of(feature));
                        workbench.review().layerProperty().get().ifPresent(layer -> workbench
                                .review()
                                .note(layer, feature, Text.of("sample.note")));
                    });
        });
        complete(shell);
        shot("07-review" + suffix);
        WindowDriver.act(() -> {
            select(workbench, LayerKind.SCORE);
            tab(shell, 2);
            show(workbench, LayerKind.SCORE, true);
            show(workbench, LayerKind.POLYGONS, false);
            workbench.places().showAll();
        });
        complete(shell);
        shot("08-score" + suffix);
        WindowDriver.act(() -> {
            show(workbench, LayerKind.SCORE, false);
            show(workbench, LayerKind.POLYGONS, true);
        });
        panel(shell, shell.panels()::showSearch, "09-search" + suffix);
        panel(shell, shell.panels()::showSettings, "10-settings" + suffix);
        panel(shell, shell.panels()::showHelp, "11-help" + suffix);
        Path run = workbench.runs().list().get(0).directory();
        panel(shell, () -> shell.panels().showExport(run), "12-export" + suffix);
        panel(shell, () -> shell.showPanel(missing(run)), "13-missing" + suffix);
        panel(shell, () -> shell.showPanel(taken(run)), "14-taken" + suffix);
        labels(workbench, shell, suffix);
    }

    /** Labels as they are drawn over both dates, and the forms that take them in and make a dataset of them. */
    private void labels(Workbench workbench, Shell shell, String suffix) throws BadInputException, IOException {
        WindowDriver.act(() -> {
            show(workbench, LayerKind.POLYGONS, false);
            workbench.map().modeProperty().set(MapMode.SIDE_BY_SIDE);
            workbench.places().showAll();
            workbench.labels().toolProperty().set(Optional.of(LabelsViewModel.Tool.BRUSH));
            for (int i = 0; i < 12; i++) {
                LabelClass label = i % 3 == 0 ? LabelClass.CHANGED : LabelClass.UNCHANGED;
                int row = i / 4;
                double x = 60 + 70 * (i % 4);
                double y = 60 + 90 * row;
                workbench.labels().paint(new Stroke(x, y, x + 40, y + 25, 9), label);
            }
        });
        WindowDriver.await(
                "the labels are drawn", () -> !workbench.labels().busyProperty().get());
        complete(shell);
        shot("15-labels" + suffix);
        panel(shell, shell.panels()::showLabelImport, "16-label-import" + suffix);
        WindowDriver.act(shell.panels()::showLabelDataset);
        WindowDriver.pause(SETTLE_MILLISECONDS);
        shot("17-label-dataset" + suffix);
        WindowDriver.act(() -> {
            shell.hidePanels();
            workbench.labels().toolProperty().set(Optional.empty());
            workbench.labels().clear();
            show(workbench, LayerKind.POLYGONS, true);
        });
        training.show(workbench, shell, suffix, this::shot);
    }

    /** The list of moved files of a project with two that are gone, one of which was found again. */
    private static MissingPanel missing(Path run) {
        Path before = run.resolveSibling("archive").resolve("before.tif");
        Path after = run.resolveSibling("archive").resolve("after.tif");
        Project project = new Project(
                List.of(layer("After", after, Role.AFTER), layer("Before", before, Role.BEFORE)),
                Optional.empty(),
                List.of(),
                ProjectForm.STANDARD);
        MissingFiles missing = new MissingFiles(project, List.of(after, before), Runnable::run, Runnable::run);
        missing.locate(missing.rows().get(1), run.resolve("before.tif"));
        return new MissingPanel(missing, title -> Optional.empty(), () -> {});
    }

    private static ProjectLayer layer(String name, Path file, Role role) {
        return new ProjectLayer(name, file, role, new LayerStyle.Score(0.5), 1, true, Map.of());
    }

    private static TakenPanel taken(Path run) {
        ProjectHolder holder = new ProjectHolder(4711, "survey-2", "ann", Instant.parse("2026-06-01T08:30:00Z"));
        return new TakenPanel(run.resolveSibling("delta.palimpsest"), holder, answer -> {});
    }

    private void panel(Shell shell, Runnable open, String name) throws IOException {
        WindowDriver.act(open);
        shot(name);
        WindowDriver.act(shell::hidePanels);
    }

    private void complete(Shell shell) throws BadInputException {
        WindowDriver.pause(SETTLE_MILLISECONDS);
        WindowDriver.await("the map is complete", shell::isMapComplete);
    }

    private void shot(String name) throws IOException {
        WindowDriver.pause(SETTLE_MILLISECONDS);
        WritableImage picture = WindowDriver.ask(() -> stage.getScene().snapshot(null));
        PngFile.write(directory.resolve(name + ".png"), picture);
    }

    private static void tab(Shell shell, int index) {
        if (shell.lookup("#inspector") instanceof TabPane tabs) {
            tabs.getSelectionModel().select(index);
        }
    }

    private static void select(Workbench workbench, LayerKind kind) {
        workbench.layers().list().stream()
                .filter(layer -> layer.kind() == kind)
                .findFirst()
                .ifPresent(layer -> workbench.layers().selectedProperty().set(Optional.of(layer)));
    }

    private static void show(Workbench workbench, LayerKind kind, boolean visible) {
        workbench.layers().list().stream()
                .filter(layer -> layer.kind() == kind)
                .forEach(layer -> layer.visibleProperty().set(visible));
    }
}
