package org.palimpsest.app.train;

import atlantafx.base.theme.Styles;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;

/** One training among the runs: its name, how far it is, and what can be done with it now. */
public final class TrainingRow extends VBox {
    private final TrainingViewModel training;
    private final TrainingsViewModel trainings;
    private final TrainingActions actions;
    private final Label title = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Label line = new Label();
    private final Label log = new Label();
    private final HBox buttons = new HBox(4);
    private final InvalidationListener update = change -> show();

    public TrainingRow(TrainingViewModel training, TrainingsViewModel trainings, TrainingActions actions) {
        this.training = training;
        this.trainings = trainings;
        this.actions = actions;
        getStyleClass().add("run");
        title.getStyleClass().add(Styles.TEXT_BOLD);
        title.setMinWidth(USE_PREF_SIZE);
        bar.setPrefWidth(160);
        bar.setMinWidth(80);
        bar.setAccessibleText(Text.of("training.progress"));
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
        training.changesProperty().addListener(new WeakInvalidationListener(update));
        show();
    }

    private void show() {
        // Read, so that the next change is told too.
        training.changesProperty().get();
        TrainingState state = training.state();
        title.setText(TrainingText.title(training));
        bar.setProgress(training.progress());
        bar.setVisible(!state.isEnded());
        bar.setManaged(!state.isEnded());
        line.setText(TrainingText.line(training));
        line.setTooltip(new Tooltip(line.getText()));
        line.getStyleClass().removeAll(Styles.DANGER, Styles.SUCCESS);
        if (state == TrainingState.FAILED) {
            line.getStyleClass().add(Styles.DANGER);
        } else if (state == TrainingState.DONE) {
            line.getStyleClass().add(Styles.SUCCESS);
        }
        log.setText(String.join("\n", training.messages()));
        buttons.getChildren().setAll(TrainingButtons.button("training.show", "train", () -> actions.show(training)));
        buttons.getChildren().addAll(TrainingButtons.ofState(training, trainings, actions));
        buttons.getChildren()
                .add(TrainingButtons.button("run.folder", "folder", () -> actions.openFolder(training.folder())));
        buttons.getChildren().add(TrainingButtons.button("run.log", "log", () -> {
            log.setVisible(!log.isVisible());
            log.setManaged(log.isVisible());
        }));
        if (state.isEnded()) {
            buttons.getChildren().add(TrainingButtons.button("run.forget", "close", () -> trainings.forget(training)));
        }
    }
}
