package org.palimpsest.app.train;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import org.palimpsest.app.theme.IconButton;

/** The buttons of what can be done with a training in its state. */
final class TrainingButtons {
    private TrainingButtons() {}

    /** Those that end it or go on with it. */
    static List<Button> ofState(TrainingViewModel training, TrainingsViewModel trainings, TrainingActions actions) {
        List<Button> buttons = new ArrayList<>();
        if (!training.state().isEnded()) {
            if (training.state() == TrainingState.RUNNING) {
                Button after = IconButton.of("training.stopAfterEpoch", "stop", () -> trainings.stop(training, true));
                after.setDisable(training.isStopping() || training.isStoppingAfterEpoch());
                buttons.add(after);
            }
            Button now = IconButton.of("training.stop", "cancel", () -> trainings.stop(training, false));
            now.setDisable(training.isStopping());
            buttons.add(now);
        } else if (training.canResume()) {
            buttons.add(IconButton.of("run.resume", "resume", () -> trainings.resume(training, actions.resources())));
        }
        return buttons;
    }
}
