package org.palimpsest.app.train;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;

/** The buttons of what can be done with a training in its state. */
final class TrainingButtons {
    private TrainingButtons() {}

    /** Those that end it or go on with it. */
    static List<Button> ofState(TrainingViewModel training, TrainingsViewModel trainings, TrainingActions actions) {
        List<Button> buttons = new ArrayList<>();
        if (!training.state().isEnded()) {
            if (training.state() == TrainingState.RUNNING) {
                Button after = button("training.stopAfterEpoch", "stop", () -> trainings.stop(training, true));
                after.setDisable(training.isStopping() || training.isStoppingAfterEpoch());
                buttons.add(after);
            }
            Button now = button("training.stop", "cancel", () -> trainings.stop(training, false));
            now.setDisable(training.isStopping());
            buttons.add(now);
        } else if (training.canResume()) {
            buttons.add(button("run.resume", "resume", () -> trainings.resume(training, actions.resources())));
        }
        return buttons;
    }

    /** A small button with an icon, named for screen readers. */
    static Button button(String key, String icon, Runnable action) {
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
