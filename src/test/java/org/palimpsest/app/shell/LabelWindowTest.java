package org.palimpsest.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.app.label.LabelsViewModel.Tool;
import org.palimpsest.app.map.MapMode;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Theme;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.SampleFolder;
import org.palimpsest.label.LabelClass;
import org.palimpsest.label.LabelMap;
import org.palimpsest.raster.Rasters;
import org.palimpsest.train.dataset.Dataset;
import org.palimpsest.train.dataset.Datasets;
import org.palimpsest.train.dataset.LabelRule;
import org.palimpsest.train.dataset.Split;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Labels are drawn with mouse and keys, kept with the project, and made into a dataset. */
@ExtendWith(ApplicationExtension.class)
class LabelWindowTest {
    @TempDir
    static Path folder;

    private final Background background = Background.forWindow(Platform::runLater);
    private final LaidOutAnswers answers = new LaidOutAnswers();
    private Workbench workbench;
    private Shell shell;

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
        shell = new Shell(workbench, answers, new Nobody());
        stage.setScene(new Scene(shell, 1280, 720));
        Theme.dress(stage.getScene());
        stage.show();
    }

    @AfterEach
    void close() {
        background.close();
    }

    @Test
    void labelsAreDrawn_undone_kept_andMadeIntoADataset(FxRobot robot) throws Exception {
        SampleFolder sample = SampleFolder.find();
        robot.interact(() -> workbench.opener().openBefore(sample.before()));
        await(() -> workbench.beforeProperty().get().isPresent());
        robot.interact(() -> workbench.opener().openAfter(sample.after()));
        await(() -> workbench.afterProperty().get().isPresent());

        robot.push(KeyCode.F5);
        assertTrue(robot.lookup("#label-bar").query().isVisible());
        drag(robot, 0.3, 0.3, 0.5, 0.35);
        long first = count(LabelClass.CHANGED);
        assertTrue(first > 0, "The brush labels what it is drawn over.");
        robot.interact(() -> ((TabPane) robot.lookup("#inspector").query())
                .getSelectionModel()
                .selectLast());
        robot.push(KeyCode.CLOSE_BRACKET).push(KeyCode.CLOSE_BRACKET).push(KeyCode.DIGIT2);
        drag(robot, 0.3, 0.6, 0.5, 0.65);
        assertTrue(count(LabelClass.UNCHANGED) > first, "A larger brush labels more on a way as long.");

        robot.push(KeyCode.CONTROL, KeyCode.Z);
        assertEquals(0, count(LabelClass.UNCHANGED));
        assertEquals(first, count(LabelClass.CHANGED), "One stroke is one step.");
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        assertTrue(count(LabelClass.UNCHANGED) > 0);
        String counted = Text.of("label.pixels", count(LabelClass.UNCHANGED));
        assertTrue(
                robot.lookup("#inspector").lookup(counted).tryQuery().isPresent(),
                "The layer's properties follow what is drawn: " + counted);

        // In the right half of two maps the same place is another one of the screen.
        robot.interact(() -> workbench.map().modeProperty().set(MapMode.SIDE_BY_SIDE));
        robot.push(KeyCode.P).push(KeyCode.DIGIT1);
        assertEquals(
                Optional.of(Tool.POLYGON), workbench.labels().toolProperty().get());
        long before = count(LabelClass.CHANGED);
        for (double[] corner : new double[][] {{0.7, 0.4}, {0.8, 0.4}, {0.8, 0.6}, {0.9, 0.9}}) {
            robot.clickOn(place(corner[0], corner[1]), MouseButton.PRIMARY);
        }
        robot.push(KeyCode.BACK_SPACE).push(KeyCode.ENTER);
        await(() -> !workbench.labels().busyProperty().get());
        assertTrue(count(LabelClass.CHANGED) > before);
        robot.push(KeyCode.E);
        drag(robot, 0.7, 0.4, 0.8, 0.6);
        robot.push(KeyCode.ESCAPE);
        assertEquals(Optional.empty(), workbench.labels().toolProperty().get());

        answers.add(folder.resolve("delta"));
        robot.push(KeyCode.CONTROL, KeyCode.S);
        await(() -> workbench.project().nameProperty().get().equals("delta"));
        LabelMap drawn = workbench.labels().labelsProperty().get().orElseThrow();
        robot.push(KeyCode.CONTROL, KeyCode.N);
        await(() -> workbench.layers().list().isEmpty());
        assertTrue(workbench.labels().labelsProperty().get().isEmpty());
        robot.interact(() -> workbench.project().open(folder.resolve("delta.palimpsest")));
        await(() -> workbench.labels().labelsProperty().get().isPresent());
        assertEquals(drawn, workbench.labels().labelsProperty().get().orElseThrow());
        await(() -> !workbench.project().unsavedProperty().get());

        Path made = folder.resolve("made");
        robot.interact(shell.panels()::showLabelDataset);
        robot.interact(() -> {
            ((TextField) robot.lookup("#label-dataset-chip").query()).setText("32");
            ((TextField) robot.lookup("#label-dataset-margin").query()).setText("8");
            ((TextField) robot.lookup("#label-dataset-folder").query()).setText(made.toString());
        });
        await(() -> !robot.lookup("#label-dataset-make").query().isDisabled());
        robot.clickOn("#label-dataset-make");
        await(() -> robot.lookup("#label-dataset-train").query().isVisible());
        Dataset dataset = Datasets.open(made, LabelRule.USUAL);
        assertTrue(dataset.splits().containsKey(Split.TRAIN) && dataset.splits().containsKey(Split.VAL));
        assertTrue(Files.exists(made.resolve("dataset.json")), "It says which pixels are not labelled.");
    }

    private long count(LabelClass label) {
        return workbench.labels().counts(List.of(label)).get(0);
    }

    private void drag(FxRobot robot, double fromX, double fromY, double toX, double toY) {
        robot.drag(place(fromX, fromY), MouseButton.PRIMARY)
                .moveTo(place(toX, toY))
                .drop();
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** A place of the map in shares of its width and height. */
    private Point2D place(double x, double y) {
        Bounds map = shell.map().localToScreen(shell.map().getBoundsInLocal());
        return new Point2D(map.getMinX() + x * map.getWidth(), map.getMinY() + y * map.getHeight());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(
                60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
        WaitForAsyncUtils.waitForFxEvents();
    }
}
