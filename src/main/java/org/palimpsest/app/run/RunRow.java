package org.palimpsest.app.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.control.Button;
import org.jspecify.annotations.Nullable;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.IconButton;

/** One run among the runs. */
final class RunRow extends ProgressRow {
    private final RunViewModel run;
    private final RunsPane.Actions actions;
    private @Nullable EpochsPane epochs;
    private final InvalidationListener update = change -> show();

    RunRow(RunViewModel run, RunsPane.Actions actions) {
        super(Text.of("run.progress"));
        this.run = run;
        this.actions = actions;
        WeakInvalidationListener weak = new WeakInvalidationListener(update);
        run.stateProperty().addListener(weak);
        run.stageProperty().addListener(weak);
        run.remarkProperty().addListener(weak);
        run.doneProperty().addListener(weak);
        run.totalProperty().addListener(weak);
        run.secondsLeftProperty().addListener(weak);
        run.log().addListener(weak);
        run.epochs().changesProperty().addListener(weak);
        run.epochs().openProperty().addListener(weak);
        show();
    }

    private void show() {
        String name = Text.of("run.title", run.number(), run.title());
        show(name, look(run.state()), run.progress(), RunText.line(run), run.log());
        showButtons(buttons(run.state()));
        showEpochs();
    }

    private void showEpochs() {
        // Read, so that the next change is told too.
        run.epochs().changesProperty().get();
        boolean open =
                run.epochs().openProperty().get() && !run.epochs().epochs().isEmpty();
        if (open && epochs == null) {
            epochs = new EpochsPane(run.epochs());
        }
        showBelow(open ? Optional.ofNullable(epochs) : Optional.empty());
    }

    private static Look look(RunState state) {
        return switch (state) {
            case QUEUED, RUNNING, CANCELLING -> Look.GOING_ON;
            case DONE -> Look.DONE;
            case CANCELLED -> Look.STOPPED;
            case FAILED -> Look.FAILED;
        };
    }

    private List<Button> buttons(RunState state) {
        List<Button> buttons = new ArrayList<>();
        if (!state.isEnded()) {
            Button cancel = IconButton.of("run.cancel", "cancel", run::cancel);
            cancel.setDisable(state == RunState.CANCELLING);
            buttons.add(cancel);
            if (run.isTraining()) {
                buttons.add(IconButton.of("run.enough", "accept", run::enough));
            }
        }
        if (state == RunState.CANCELLED || state == RunState.FAILED) {
            buttons.add(IconButton.of("run.resume", "resume", () -> actions.resume(run)));
        }
        if (state == RunState.DONE) {
            buttons.add(IconButton.of("run.export", "export", () -> actions.export(run)));
            buttons.add(IconButton.of("run.folder", "folder", () -> actions.openFolder(run)));
        }
        if (!run.epochs().epochs().isEmpty()) {
            buttons.add(IconButton.of("run.epochs", "train", () -> run.epochs()
                    .openProperty()
                    .set(!run.epochs().openProperty().get())));
        }
        buttons.add(IconButton.of("run.copyCommand", "copy", () -> actions.copyCommand(run)));
        buttons.add(logButton());
        if (state.isEnded()) {
            buttons.add(IconButton.of("run.forget", "close", () -> actions.forget(run)));
        }
        return buttons;
    }
}
