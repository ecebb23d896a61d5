package org.palimpsest.app.review;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.palimpsest.app.layer.Feature;
import org.palimpsest.app.layer.PolygonLayer;
import org.palimpsest.app.text.Text;

/**
 * The note about the polygon that is looked at; it is taken with Enter and when the keyboard or the review goes on, and given
 * up with Escape.
 */
final class NoteField extends HBox {
    private static final int LONGEST = 254;

    private final ReviewViewModel review;
    private final Label label = new Label();
    private final TextField field = new TextField();
    private Optional<Target> shown = Optional.empty();

    /** The polygon whose note the field shows. */
    private record Target(PolygonLayer layer, Feature feature) {}

    /** @param back gives the keyboard back to the table */
    NoteField(ReviewViewModel review, Runnable back) {
        super(8);
        this.review = review;
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(160);
        setPadding(new Insets(0, 8, 0, 16));
        label.getStyleClass().add(Styles.TEXT_MUTED);
        label.setMinWidth(USE_PREF_SIZE);
        label.setLabelFor(field);
        field.setId("change-note");
        field.setPromptText(Text.of("review.note.prompt"));
        field.setAccessibleText(Text.of("review.note"));
        field.setTooltip(new Tooltip(Text.of("review.note.tip")));
        // As long as the attribute tables of every format take.
        field.setTextFormatter(new javafx.scene.control.TextFormatter<String>(
                change -> change.getControlNewText().length() <= LONGEST ? change : null));
        HBox.setHgrow(field, Priority.ALWAYS);
        getChildren().addAll(label, field);
        field.setOnAction(event -> {
            take();
            back.run();
        });
        field.focusedProperty().addListener((observable, was, focused) -> {
            if (!focused) {
                take();
            }
        });
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                show();
                back.run();
                event.consume();
            }
        });
        review.currentProperty().addListener(change -> {
            take();
            show();
        });
        review.decisionsProperty().addListener(change -> {
            if (!field.isFocused()) {
                show();
            }
        });
        show();
    }

    /** Gives the keyboard to the field. */
    void write() {
        if (shown.isPresent()) {
            field.requestFocus();
            field.end();
        }
    }

    private void take() {
        shown.ifPresent(target -> review.note(target.layer(), target.feature(), field.getText()));
    }

    private void show() {
        shown = review.layerProperty()
                .get()
                .flatMap(layer -> review.currentProperty().get().map(feature -> new Target(layer, feature)));
        setDisable(shown.isEmpty());
        label.setText(shown.map(target ->
                        Text.of("review.noteOf", Long.toString(target.feature().id())))
                .orElse(Text.of("review.note")));
        field.setText(shown.map(
                        target -> review.mark(target.layer(), target.feature()).note())
                .orElse(""));
    }
}
