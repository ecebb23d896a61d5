package org.palimpsest.app.run;

import atlantafx.base.theme.Styles;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;

/** The trainings and the runs of this session, the newest first. */
public final class RunsPane extends BorderPane {
    /** What can be done with a run besides cancelling it. */
    public interface Actions {
        /** Goes on with an ended run from its finished tiles. */
        void resume(RunViewModel run);

        /** Writes the products of a finished run somewhere else. */
        void export(RunViewModel run);

        /** Opens the folder of the products in the system's file manager. */
        void openFolder(RunViewModel run);

        /** Puts the command line of the run on the clipboard. */
        void copyCommand(RunViewModel run);

        /** Takes an ended run out of the list. */
        void forget(RunViewModel run);
    }

    private final RunsViewModel runs;
    private final Actions actions;
    private final VBox rows = new VBox();
    private final ObservableList<? extends Node> others;

    /** @param others rows of what else works in the background, which stand above the runs */
    public RunsPane(RunsViewModel runs, Actions actions, ObservableList<? extends Node> others) {
        this.runs = runs;
        this.actions = actions;
        this.others = others;
        getStyleClass().add("side-pane");
        rows.getStyleClass().add("runs");
        rows.setAccessibleText(Text.of("runs.title"));
        ScrollPane scroll = new ScrollPane(rows);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        setCenter(scroll);
        runs.list().addListener((ListChangeListener<RunViewModel>) change -> show());
        others.addListener((ListChangeListener<Node>) change -> show());
        show();
    }

    private void show() {
        if (runs.list().isEmpty() && others.isEmpty()) {
            Label empty = new Label(Text.of("runs.empty"));
            empty.getStyleClass().addAll(Styles.TEXT_MUTED, "runs-empty");
            rows.getChildren().setAll(empty);
        } else {
            rows.getChildren().setAll(others);
            runs.list().forEach(run -> rows.getChildren().add(new RunRow(run, actions)));
        }
    }
}
