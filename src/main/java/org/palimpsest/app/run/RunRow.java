package org.palimpsest.app.run;

import atlantafx.base.theme.Styles;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;

/** One run: its name, how far it is, and what can be done with it now. */
final class RunRow extends VBox {
    private final RunViewModel run;
    private final RunsPane.Actions actions;
    private final ProgressBar bar = new ProgressBar();
    private final Label line = new Label();
    private final Label log = new Label();
    private final HBox buttons = new HBox(4);
    private final InvalidationListener update = change -> show();

    RunRow(RunViewModel run, RunsPane.Actions actions) {
        this.run = run;
        this.actions = actions;
        getStyleClass().add("run");
        Label title = new Label(Text.of("run.title", run.number(), run.title()));
        title.getStyleClass().add(Styles.TEXT_BOLD);
        title.setMinWidth(USE_PREF_SIZE);
        bar.setPrefWidth(160);
        bar.setMinWidth(80);
        bar.setAccessibleText(Text.of("run.progress"));
        line.setMaxWidth(Double.MAX_VALUE);
        line.getStyleClass().add("number");
        HBox.setHgrow(line, Priority.ALWAYS);
        buttons.setMinWidth(USE_PREF_SIZE);
        HBox row = new HBox(12, title, bar, line, buttons);
        row.setAlignment(Pos.CENTER_LEFT);
        log.getStyleClass().addAll("run-log", Styles.TEXT_MUTED);
        log.setWrapText(true);
        log.setVisible(false);
        log.setManaged(false);
        getChildren().addAll(row, log);
        WeakInvalidationListener weak = new WeakInvalidationListener(update);
        run.stateProperty().addListener(weak);
        run.stageProperty().addListener(weak);
        run.remarkProperty().addListener(weak);
        run.doneProperty().addListener(weak);
        run.totalProperty().addListener(weak);
        run.secondsLeftProperty().addListener(weak);
        run.log().addListener(weak);
        show();
    }

    private void show() {
        RunState state = run.state();
        bar.setProgress(run.progress());
        bar.setVisible(!state.isEnded());
        bar.setManaged(!state.isEnded());
        line.setText(RunText.line(run));
        line.setTooltip(new Tooltip(line.getText()));
        line.getStyleClass().removeAll(Styles.DANGER, Styles.SUCCESS);
        if (state == RunState.FAILED) {
            line.getStyleClass().add(Styles.DANGER);
        } else if (state == RunState.DONE) {
            line.getStyleClass().add(Styles.SUCCESS);
        }
        log.setText(String.join("\n", run.log()));
        buttons.getChildren().clear();
        if (!state.isEnded()) {
            Button cancel = button("run.cancel", "cancel", run::cancel);
            cancel.setDisable(state == RunState.CANCELLING);
            buttons.getChildren().add(cancel);
            if (run.isTraining()) {
                buttons.getChildren().add(button("run.enough", "accept", run::enough));
            }
        }
        if (state == RunState.CANCELLED || state == RunState.FAILED) {
            buttons.getChildren().add(button("run.resume", "resume", () -> actions.resume(run)));
        }
        if (state == RunState.DONE) {
            buttons.getChildren().add(button("run.export", "export", () -> actions.export(run)));
            buttons.getChildren().add(button("run.folder", "folder", () -> actions.openFolder(run)));
        }
        buttons.getChildren().add(button("run.copyCommand", "copy", () -> actions.copyCommand(run)));
        buttons.getChildren().add(button("run.log", "log", () -> {
            log.setVisible(!log.isVisible());
            log.setManaged(log.isVisible());
        }));
        if (state.isEnded()) {
            buttons.getChildren().add(button("run.forget", "close", () -> actions.forget(run)));
        }
    }

    private static Button button(String key, String icon, Runnable action) {
        Button button = new Button();
        button.setId(key.replace('.', '-'));
        button.setGraphic(Icon.of(icon));
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
        button.setAccessibleText(Text.of(key));
        button.setTooltip(new Tooltip(Text.of(key)));
        button.setOnAction(event -> action.run());
        return button;
    }
}
