package org.palimpsest.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import org.palimpsest.app.layer.LayerKind;
import org.palimpsest.app.map.MapMode;
import org.palimpsest.app.run.RunState;
import org.palimpsest.project.ReviewMark;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/**
 * The path of an analyst from two files to a project for QGIS, once with the mouse and once with the keyboard, in whatever
 * window the toolkit shows. Only the system's own file dialogs are answered instead of driven.
 */
final class AnalystWalk {
    private static final int MOST_TABS = 120;
    private static final int LONGEST_SECONDS = 90;

    private final FxRobot robot;
    private final Workbench workbench;
    private final Shell shell;
    private final LaidOutAnswers answers;

    AnalystWalk(FxRobot robot, Workbench workbench, Shell shell, LaidOutAnswers answers) {
        this.robot = robot;
        this.workbench = workbench;
        this.shell = shell;
        this.answers = answers;
    }

    /** Clicks through it, and exports to a folder that is chosen. */
    void byMouse(Path before, Path after, Path target) throws Exception {
        answers.add(before);
        answers.add(after);
        assertTrue(robot.lookup("#start-page").query().isVisible());
        robot.clickOn("#openBefore");
        await("the first date is open", () -> workbench.beforeProperty().get().isPresent());
        robot.clickOn("#openAfter");
        await("the second date is open", () -> workbench.afterProperty().get().isPresent());
        assertFalse(robot.lookup("#start-page").query().isVisible());
        await("the map is complete", shell::isMapComplete);
        assertTrue(colours() > 1000, "The map shows a picture");
        await(
                "the pair is checked",
                () -> workbench.pair().checkProperty().get().isPresent());

        robot.clickOn("Detectors");
        robot.clickOn("#card-difference");
        assertEquals(
                "difference",
                workbench
                        .detectors()
                        .selectedProperty()
                        .get()
                        .orElseThrow()
                        .card()
                        .id());
        robot.clickOn("#run");
        await(
                "the run is done",
                () -> !workbench.runs().list().isEmpty()
                        && workbench.runs().list().get(0).state().isEnded());
        assertEquals(RunState.DONE, workbench.runs().list().get(0).state());
        await(
                "the mask is shown",
                () -> workbench.layers().list().stream().anyMatch(layer -> layer.kind() == LayerKind.MASK)
                        && workbench.opener().openingProperty().get() == 0);

        answers.add(target);
        await("export is possible", () -> !robot.lookup("#export").query().isDisabled());
        robot.clickOn("#export");
        robot.clickOn("#export-choose");
        robot.clickOn("#export-write");
        await("everything is exported", () -> Files.exists(target.resolve("palimpsest.qgz")));
        assertTrue(Files.exists(target.resolve("mask.tif")));
        assertTrue(Files.exists(target.resolve("run.json")));
        await("the export is said", () -> workbench.messages().shown().stream()
                .anyMatch(message -> message.text().contains(target.toString())));
    }

    /** Types through it, with a note on the first change, and exports to the folder that is proposed. */
    void byKeyboard(Path before, Path after) throws Exception {
        answers.add(before);
        answers.add(after);
        robot.interact(() -> shell.map().requestFocus());
        robot.push(KeyCode.CONTROL, KeyCode.B);
        await("the first date is open", () -> workbench.beforeProperty().get().isPresent());
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
        await("the second date is open", () -> workbench.afterProperty().get().isPresent());
        await(
                "the pair is checked",
                () -> workbench.pair().checkProperty().get().isPresent());

        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write("side by side");
        robot.push(KeyCode.ENTER);
        assertEquals(MapMode.SIDE_BY_SIDE, workbench.map().modeProperty().get());

        tabTo("inspector");
        robot.push(KeyCode.RIGHT);
        tabTo("minimum-area");
        robot.push(KeyCode.CONTROL, KeyCode.A);
        robot.write("200");
        assertEquals("200", workbench.form().minimumAreaProperty().get());
        robot.push(KeyCode.CONTROL, KeyCode.R);
        await("the changes are shown", () -> workbench.layers().list().stream()
                .anyMatch(layer -> layer.kind() == LayerKind.POLYGONS));
        robot.push(KeyCode.F8);
        robot.push(KeyCode.F9);
        robot.push(KeyCode.F2);
        robot.write("a new roof");
        robot.push(KeyCode.ENTER);
        assertEquals(new ReviewMark(ReviewMark.Decision.ACCEPTED, "a new roof"), markOfCurrent());
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        assertEquals(new ReviewMark(ReviewMark.Decision.ACCEPTED, ""), markOfCurrent());
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);

        robot.push(KeyCode.CONTROL, KeyCode.E);
        Path target = workbench
                .preferences()
                .exports()
                .resolve(workbench.runs().list().get(0).directory().getFileName() + "-export");
        robot.push(KeyCode.ENTER);
        await("everything is exported", () -> Files.exists(target.resolve("palimpsest.qgz")));
        assertTrue(Files.readString(target.resolve("changes.geojson")).contains("a new roof"));
    }

    private ReviewMark markOfCurrent() {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, () -> workbench
                .review()
                .mark(workbench.review().currentProperty().get().orElseThrow()));
    }

    /** Presses Tab until a control has the keyboard. */
    private void tabTo(String id) {
        for (int press = 0; press < MOST_TABS; press++) {
            Optional<Node> owner = Optional.ofNullable(shell.getScene().getFocusOwner());
            if (owner.filter(node -> id.equals(node.getId())).isPresent()) {
                return;
            }
            robot.push(KeyCode.TAB);
        }
        throw new AssertionError(
                "Tab does not lead to " + id + ", but to " + shell.getScene().getFocusOwner());
    }

    private long colours() {
        WritableImage picture =
                WaitForAsyncUtils.waitForAsyncFx(10_000, () -> shell.map().snapshot(null, null));
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < picture.getHeight(); y += 2) {
            for (int x = 0; x < picture.getWidth(); x += 2) {
                colours.add(picture.getPixelReader().getArgb(x, y));
            }
        }
        return colours.size();
    }

    /** Waits until something is true in the window's thread. */
    static void await(String what, Callable<Boolean> condition) throws Exception {
        try {
            WaitForAsyncUtils.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition)
                    .get());
        } catch (TimeoutException e) {
            throw new AssertionError("Not in " + LONGEST_SECONDS + " s: " + what, e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }
}
