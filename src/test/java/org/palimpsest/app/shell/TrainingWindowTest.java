package org.palimpsest.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Theme;
import org.palimpsest.app.train.SystemTrainingProcess;
import org.palimpsest.app.train.TrainingState;
import org.palimpsest.app.train.TrainingViewModel;
import org.palimpsest.app.train.TrainingsViewModel;
import org.palimpsest.app.work.Background;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.raster.LevelStore;
import org.palimpsest.raster.Rasters;
import org.palimpsest.train.TrainProcessNote;
import org.palimpsest.train.dataset.PngPair;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** From a folder of labels to a detector card by the mouse: the form, the check, a real training, a second window. */
@ExtendWith(ApplicationExtension.class)
class TrainingWindowTest {
    @TempDir
    static Path folder;

    private final Background background = Background.forWindow(Platform::runLater);
    private final LaidOutAnswers answers = new LaidOutAnswers();
    /** With a user folder of its own, so that other trainings on this machine are not waited for. */
    private final SystemTrainingProcess process = new SystemTrainingProcess(
            Map.of("PALIMPSEST_USER_FOLDER", folder.resolve("user").toString()));

    private Workbench workbench;

    @Start
    void start(Stage stage) {
        Text.use(Locale.ENGLISH);
        Theme.use(false);
        Preferences preferences = new Preferences(folder.resolve("settings.properties"));
        preferences.set("results", folder.resolve("results").toString());
        preferences.set("threads", "1");
        workbench = new Workbench(new Workbench.Parts(
                background,
                path -> Rasters.open(path.toString()),
                new LevelStore(folder.resolve("levels"), 1 << 20),
                DetectorRegistry.load().all(),
                (request, listener) -> () -> {},
                process,
                preferences));
        stage.setScene(new Scene(new Shell(workbench, answers, new Nobody()), 1280, 720));
        Theme.dress(stage.getScene());
        stage.show();
    }

    @AfterEach
    void close() {
        workbench.trainings().list().forEach(training -> TrainProcessNote.living(training.folder())
                .ifPresent(ProcessHandle::destroyForcibly));
        background.close();
    }

    @Test
    void labels_becomeACardOfTheGallery_andAnotherWindowFindsTheTraining(FxRobot robot) throws Exception {
        Path data = PngPair.dataset(folder.resolve("data"), 4, 1);
        Files.writeString(data.resolve("train/A/t0.png"), "no picture");
        answers.add(data);
        robot.clickOn("#train");
        robot.clickOn("#train-dataset-choose");
        AnalystWalk.await("the broken file is named", () -> robot.lookup("#dataset-report .label").queryAll().stream()
                .anyMatch(node -> node.toString().contains("t0")));
        robot.clickOn("#train-start");
        assertTrue(workbench.trainings().list().isEmpty(), "A broken dataset is not trained on");

        PngPair.in(data.resolve("train"), "t0");
        type(robot, "setting-epochs", "0");
        robot.clickOn("#train-start");
        assertFalse(robot.lookup("#problem-epochs").queryLabeled().getText().isEmpty());
        robot.interact(() -> {
            workbench.trainForm().useNetwork("fc-siam-diff");
            workbench.datasetCheck().reset();
        });
        type(robot, "setting-epochs", "2");
        type(robot, "setting-batch", "2");
        type(robot, "setting-crop", "32");
        robot.interact(() -> workbench.trainForm().set("window", "64"));
        robot.clickOn("#train-copy");
        String[] command = new String[1];
        robot.interact(() -> command[0] = Clipboard.getSystemClipboard().getString());
        assertEquals(
                "palimpsest train " + data + " -d fc-siam-diff -o "
                        + folder.resolve("results/training/fc-siam-diff-1")
                        + " --set batch=2 --set crop=32 --set epochs=2 --set window=64 --device cpu --threads 1 --memory 1024m",
                command[0].replaceFirst("--memory \\d+m", "--memory 1024m"));

        robot.clickOn("#train-start");
        AnalystWalk.await(
                "the training begins", () -> !workbench.trainings().list().isEmpty());
        TrainingViewModel training = workbench.trainings().list().get(0);
        await("its first epoch is shown", () -> {
            workbench.trainings().look();
            return !training.points().isEmpty();
        });
        await("its model is a card", () -> {
            workbench.trainings().look();
            return !workbench.models().models().isEmpty();
        });
        TrainingsViewModel second = new TrainingsViewModel(process, background, folder.resolve("trainings.txt"));
        robot.interact(second::restore);
        await("another window finds it, and its end", () -> {
            second.look();
            return !second.list().isEmpty() && second.list().get(0).state() == TrainingState.DONE;
        });
        assertEquals(2, second.list().get(0).points().size());
        await("the first window hears of the end", () -> {
            workbench.trainings().look();
            return training.state() == TrainingState.DONE;
        });
        assertEquals("fc-siam-diff-1", workbench.models().models().get(0).name());
        assertTrue(workbench.models().models().get(0).card().training().containsKey("validationF1"));
    }

    /** Half a minute on a quiet machine; a busy one shall not fail the test. */
    private static void await(String what, Callable<Boolean> condition) throws Exception {
        try {
            WaitForAsyncUtils.waitFor(5, TimeUnit.MINUTES, () -> WaitForAsyncUtils.asyncFx(condition)
                    .get());
        } catch (TimeoutException e) {
            throw new AssertionError("Not in five minutes: " + what, e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void type(FxRobot robot, String id, String text) {
        robot.interact(() -> robot.lookup("#" + id).queryAs(TextField.class).setText(text));
    }
}
