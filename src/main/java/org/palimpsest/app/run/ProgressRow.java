package org.palimpsest.app.run;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.palimpsest.app.theme.IconButton;

/** One piece of work among the runs: its name, how far it is, what can be done with it now, and its log where it is asked for. */
public abstract class ProgressRow extends VBox {
    private final Label title = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Label line = new Label();
    private final Label log = new Label();
    private final HBox buttons = new HBox(4);
    private final StackPane below = new StackPane();

    /** @param progress what the bar is called for screen readers */
    protected ProgressRow(String progress) {
        getStyleClass().add("run");
        title.getStyleClass().add(Styles.TEXT_BOLD);
        title.setMinWidth(USE_PREF_SIZE);
        bar.setPrefWidth(160);
        bar.setMinWidth(80);
        bar.setAccessibleText(progress);
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
        showBelow(Optional.empty());
        getChildren().addAll(row, below, log);
    }

    /** How a piece of work stands, as far as its row's look goes. */
    protected enum Look {
        GOING_ON,
        DONE,
        STOPPED,
        FAILED
    }

    /** Shows how the work stands. */
    protected final void show(String name, Look look, double progress, String words, List<String> messages) {
        title.setText(name);
        bar.setProgress(progress);
        bar.setVisible(look == Look.GOING_ON);
        bar.setManaged(look == Look.GOING_ON);
        line.setText(words);
        line.setTooltip(new Tooltip(words));
        line.getStyleClass().removeAll(Styles.DANGER, Styles.SUCCESS);
        if (look == Look.FAILED) {
            line.getStyleClass().add(Styles.DANGER);
        } else if (look == Look.DONE) {
            line.getStyleClass().add(Styles.SUCCESS);
        }
        log.setText(String.join("\n", messages));
    }

    /** Puts something between the row and its log, or takes it away. */
    protected final void showBelow(Optional<Node> node) {
        below.getChildren().setAll(node.stream().toList());
        below.setVisible(node.isPresent());
        below.setManaged(node.isPresent());
    }

    /** Replaces what can be done. */
    protected final void showButtons(List<Button> now) {
        buttons.getChildren().setAll(now);
    }

    /** The button that shows the log, or hides it. */
    protected final Button logButton() {
        return IconButton.of("run.log", "log", () -> {
            log.setVisible(!log.isVisible());
            log.setManaged(log.isVisible());
        });
    }
}
