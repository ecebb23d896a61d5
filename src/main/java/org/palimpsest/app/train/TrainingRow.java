package org.palimpsest.app.train;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.control.Button;
import org.palimpsest.app.run.ProgressRow;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.IconButton;

/** One training among the runs. */
public final class TrainingRow extends ProgressRow {
    private final TrainingViewModel training;
    private final TrainingsViewModel trainings;
    private final TrainingActions actions;
    private final InvalidationListener update = change -> show();

    public TrainingRow(TrainingViewModel training, TrainingsViewModel trainings, TrainingActions actions) {
        super(Text.of("training.progress"));
        this.training = training;
        this.trainings = trainings;
        this.actions = actions;
        training.changesProperty().addListener(new WeakInvalidationListener(update));
        show();
    }

    private void show() {
        // Read, so that the next change is told too.
        training.changesProperty().get();
        show(
                TrainingText.title(training),
                look(training.state()),
                training.progress(),
                TrainingText.line(training),
                training.messages());
        showButtons(buttons());
    }

    private static Look look(TrainingState state) {
        return switch (state) {
            case WAITING, RUNNING -> Look.GOING_ON;
            case DONE -> Look.DONE;
            case STOPPED -> Look.STOPPED;
            case FAILED -> Look.FAILED;
        };
    }

    private List<Button> buttons() {
        List<Button> buttons = new ArrayList<>();
        buttons.add(IconButton.of("training.show", "train", () -> actions.show(training)));
        buttons.addAll(TrainingButtons.ofState(training, trainings, actions));
        buttons.add(IconButton.of("run.folder", "folder", () -> actions.openFolder(training.folder())));
        buttons.add(logButton());
        if (training.state().isEnded()) {
            buttons.add(IconButton.of("run.forget", "close", () -> trainings.forget(training)));
        }
        return buttons;
    }
}
