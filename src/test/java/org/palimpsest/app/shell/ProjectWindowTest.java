package org.palimpsest.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Theme;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.SampleFolder;
import org.palimpsest.raster.Rasters;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A project is saved by key, left after the question about changes, and opened again from the start page. */
@ExtendWith(ApplicationExtension.class)
class ProjectWindowTest {
    @TempDir
    static Path folder;

    private final Background background = Background.forWindow(Platform::runLater);
    private Workbench workbench;

    @Start
    void start(Stage stage) {
        Text.use(Locale.ENGLISH);
        Theme.use(false);
        workbench = new Workbench(new Workbench.Parts(
                background,
                path -> Rasters.open(path.toString()),
                List.of(),
                (request, listener) -> () -> {},
                new Preferences(folder.resolve("desktop.properties"))));
        stage.setScene(new Scene(new Shell(workbench, new OneProject(), new Nobody()), 1280, 720));
        Theme.dress(stage.getScene());
        stage.show();
    }

    @AfterEach
    void close() {
        background.close();
    }

    @Test
    void project_isSavedByKey_leftAfterAQuestion_andOpenedFromTheStartPage(FxRobot robot) throws Exception {
        SampleFolder sample = SampleFolder.find();
        robot.interact(() -> workbench.opener().openBefore(sample.before()));
        await(() -> workbench.beforeProperty().get().isPresent());
        robot.push(KeyCode.CONTROL, KeyCode.S);
        await(() -> workbench.project().nameProperty().get().equals("delta"));
        assertTrue(Files.exists(folder.resolve("delta.palimpsest")));

        robot.interact(() -> workbench.layers().list().get(0).opacityProperty().set(0.4));
        List<String> left = new ArrayList<>();
        robot.interact(() -> workbench.project().leave(() -> left.add("left")));
        assertTrue(robot.lookup("#unsaved-stay").query().isVisible());
        robot.clickOn("#unsaved-stay");
        assertTrue(left.isEmpty());
        robot.push(KeyCode.CONTROL, KeyCode.N);
        robot.clickOn("#unsaved-discard");
        await(() -> workbench.layers().list().isEmpty());
        await(() -> workbench.project().nameProperty().get().equals("Untitled"));

        robot.clickOn("delta.palimpsest");
        await(() -> workbench.beforeProperty().get().isPresent());
        assertEquals(1, workbench.layers().list().get(0).opacity(), "what was discarded is not back");
        assertFalse(workbench.project().unsavedProperty().get());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(
                60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Answers every question for a project with the same file. */
    private static final class OneProject implements FileDialogs {
        @Override
        public Optional<Path> openRaster(String title) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> openLayer(String title) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> openProject(String title) {
            return Optional.of(folder.resolve("delta.palimpsest"));
        }

        @Override
        public Optional<Path> saveProject(String title) {
            return Optional.of(folder.resolve("delta"));
        }

        @Override
        public Optional<Path> chooseFolder(String title) {
            return Optional.empty();
        }
    }
}
