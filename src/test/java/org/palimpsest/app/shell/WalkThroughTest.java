package org.palimpsest.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.SharedData;
import org.palimpsest.app.layer.LayerKind;
import org.palimpsest.app.map.MapMode;
import org.palimpsest.app.run.RunState;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Theme;
import org.palimpsest.app.work.Background;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.project.ReviewMark;
import org.palimpsest.raster.Rasters;
import org.palimpsest.run.WorkerClient;
import org.palimpsest.run.WorkerRun;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** An analyst's first session: two real files, a detector, a run in the worker, layers, export. */
@ExtendWith(ApplicationExtension.class)
class WalkThroughTest {
    @TempDir
    static Path folder;

    private final WorkerClient worker = new WorkerClient();
    private final Background background = Background.forWindow(Platform::runLater);
    private final Deque<Path> answers = new ArrayDeque<>();
    private Workbench workbench;
    private Shell shell;

    @Start
    void start(Stage stage) {
        Text.use(Locale.ENGLISH);
        Theme.use(false);
        Preferences preferences = new Preferences(folder.resolve("settings.properties"));
        preferences.set("results", folder.resolve("results").toString());
        workbench = new Workbench(new Workbench.Parts(
                background,
                path -> Rasters.open(path.toString()),
                DetectorRegistry.load().all(),
                (request, listener) -> {
                    WorkerRun run = worker.start(request, listener);
                    return run::cancel;
                },
                preferences));
        shell = new Shell(workbench, new Answers(), new NoWindow());
        stage.setScene(new Scene(shell, 1280, 720));
        Theme.dress(stage.getScene());
        stage.show();
    }

    @AfterEach
    void close() {
        worker.close();
        background.close();
    }

    @Test
    void analyst_findsChangesBetweenTwoFiles_andExportsThem(FxRobot robot) throws Exception {
        Path pair = SharedData.get("data/georeferenced/oscd-sentinel2/abudhabi");
        answers.add(pair.resolve("before.tif"));
        answers.add(pair.resolve("after.tif"));
        assertTrue(robot.lookup("#start-page").query().isVisible());
        robot.clickOn("#openBefore");
        await(() -> workbench.beforeProperty().get().isPresent());
        robot.clickOn("#openAfter");
        await(() -> workbench.afterProperty().get().isPresent());
        assertFalse(robot.lookup("#start-page").query().isVisible());
        await(() -> shell.isMapComplete());
        assertTrue(colours(robot) > 1000, "The map shows a picture");

        robot.interact(() -> robot.lookup("#detector")
                .<ComboBox<Detector>>query()
                .setValue(workbench.detectors().all().stream()
                        .filter(detector -> detector.card().id().equals("difference"))
                        .findFirst()
                        .orElseThrow()));
        robot.clickOn("#run");
        await(() -> !workbench.runs().list().isEmpty()
                && workbench.runs().list().get(0).state().isEnded());
        assertEquals(RunState.DONE, workbench.runs().list().get(0).state());
        await(() -> workbench.layers().list().stream().anyMatch(layer -> layer.kind() == LayerKind.MASK));
        await(() -> workbench.opener().openingProperty().get() == 0);

        Path target = folder.resolve("exported");
        answers.add(target);
        Button export = robot.lookup("#export").query();
        await(() -> !export.isDisabled());
        robot.clickOn(export);
        await(() -> Files.exists(target.resolve("mask.tif"))
                && !workbench.messages().shown().isEmpty());
        assertTrue(Files.exists(target.resolve("run.json")));
        assertEquals(
                Messages.Kind.INFORMATION, workbench.messages().shown().get(0).kind());
    }

    @Test
    void analyst_doesTheSameByKeyboardOnly(FxRobot robot) throws Exception {
        answers.add(Path.of("sample-data", "before.tif").toAbsolutePath());
        answers.add(Path.of("sample-data", "after.tif").toAbsolutePath());
        robot.interact(() -> shell.map().requestFocus());
        robot.push(KeyCode.CONTROL, KeyCode.B);
        await(() -> workbench.beforeProperty().get().isPresent());
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
        await(() -> workbench.afterProperty().get().isPresent());

        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write("side by side");
        robot.push(KeyCode.ENTER);
        assertEquals(MapMode.SIDE_BY_SIDE, workbench.map().modeProperty().get());

        robot.interact(() -> workbench.form().minimumAreaProperty().set("200"));
        robot.push(KeyCode.CONTROL, KeyCode.R);
        await(() -> workbench.layers().list().stream().anyMatch(layer -> layer.kind() == LayerKind.POLYGONS));
        robot.push(KeyCode.F8);
        assertTrue(workbench.review().currentProperty().get().isPresent());
        robot.push(KeyCode.F9);
        assertEquals(
                ReviewMark.Decision.ACCEPTED,
                workbench
                        .review()
                        .mark(workbench.review().currentProperty().get().orElseThrow())
                        .decision());
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        assertFalse(workbench.review().canUndoProperty().get());

        Path target = folder.resolve("by-keyboard");
        answers.add(target);
        robot.push(KeyCode.CONTROL, KeyCode.E);
        await(() -> Files.exists(target.resolve("palimpsest.qgz")));
        assertTrue(Files.exists(target.resolve("changes.gpkg")));
    }

    @Test
    void wrongFile_isSaidInTheWindow_andNothingIsLost(FxRobot robot) throws Exception {
        Path notAnImage = Files.writeString(folder.resolve("notes.tif"), "These are notes, not pixels.");
        answers.add(notAnImage);
        robot.clickOn("#openBefore");
        await(() -> !workbench.messages().shown().isEmpty());
        Messages.Message message = workbench.messages().shown().get(0);
        assertEquals(Messages.Kind.ERROR, message.kind());
        assertTrue(message.text().contains("notes.tif"), message.text());
        assertTrue(workbench.layers().list().isEmpty());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(
                90, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
        WaitForAsyncUtils.waitForFxEvents();
    }

    private long colours(FxRobot robot) {
        WritableImage picture =
                WaitForAsyncUtils.waitForAsyncFx(10_000, () -> shell.map().snapshot(null, null));
        java.util.Set<Integer> colours = new java.util.HashSet<>();
        for (int y = 0; y < picture.getHeight(); y += 2) {
            for (int x = 0; x < picture.getWidth(); x += 2) {
                colours.add(picture.getPixelReader().getArgb(x, y));
            }
        }
        return colours.size();
    }

    /** Gives the files that the test has laid ready. */
    private final class Answers implements FileDialogs {
        @Override
        public Optional<Path> openRaster(String title) {
            return Optional.ofNullable(answers.poll());
        }

        @Override
        public Optional<Path> openLayer(String title) {
            return Optional.ofNullable(answers.poll());
        }

        @Override
        public Optional<Path> openProject(String title) {
            return Optional.ofNullable(answers.poll());
        }

        @Override
        public Optional<Path> saveProject(String title) {
            return Optional.ofNullable(answers.poll());
        }

        @Override
        public Optional<Path> chooseFolder(String title) {
            return Optional.ofNullable(answers.poll());
        }
    }

    private static final class NoWindow implements Commands.WindowActions {
        @Override
        public void toggleTheme() {}

        @Override
        public void toggleLanguage() {}

        @Override
        public void close() {}

        @Override
        public void openFolder(Path folder) {}
    }
}
