package org.palimpsest.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.SharedData;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Theme;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.SampleFolder;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.raster.Rasters;
import org.palimpsest.run.WorkerClient;
import org.palimpsest.run.WorkerRun;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** An analyst's first session: two real files, a detector, a run in the worker, layers, export. */
@ExtendWith(ApplicationExtension.class)
class WalkThroughTest {
    @TempDir
    static Path folder;

    private final WorkerClient worker = new WorkerClient();
    private final Background background = Background.forWindow(Platform::runLater);
    private final LaidOutAnswers answers = new LaidOutAnswers();
    private Workbench workbench;
    private Shell shell;

    @Start
    void start(Stage stage) {
        Text.use(Locale.ENGLISH);
        Theme.use(false);
        Preferences preferences = new Preferences(folder.resolve("settings.properties"));
        preferences.set("results", folder.resolve("results").toString());
        preferences.set("exports", folder.resolve("exports").toString());
        workbench = new Workbench(new Workbench.Parts(
                background,
                path -> Rasters.open(path.toString()),
                DetectorRegistry.load().all(),
                (request, listener) -> {
                    WorkerRun run = worker.start(request, listener);
                    return run::cancel;
                },
                preferences));
        shell = new Shell(workbench, answers, new Nobody());
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
    void analyst_getsFromTwoFilesToAQgisProject_byMouse(FxRobot robot) throws Exception {
        Path pair = SharedData.get("data/georeferenced/oscd-sentinel2/abudhabi");
        walk(robot).byMouse(pair.resolve("before.tif"), pair.resolve("after.tif"), folder.resolve("by-mouse"));
    }

    @Test
    void analyst_getsFromTwoFilesToAQgisProject_byKeyboardOnly(FxRobot robot) throws Exception {
        SampleFolder sample = SampleFolder.find();
        walk(robot).byKeyboard(sample.before(), sample.after());
    }

    private AnalystWalk walk(FxRobot robot) {
        return new AnalystWalk(robot, workbench, shell, answers);
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
        AnalystWalk.await("the window says what is wrong", condition);
    }
}
