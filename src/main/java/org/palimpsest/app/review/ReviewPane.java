package org.palimpsest.app.review;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.palimpsest.app.layer.Feature;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.IconButton;
import org.palimpsest.project.ReviewMark.Decision;

/** The table of changes: sort, filter, step through by key, accept, reject and note. */
public final class ReviewPane extends BorderPane {
    private final ReviewViewModel review;
    private final SortedList<Feature> sorted;
    private final TableView<Feature> table;
    private final NoteField note;

    /** @param zoom shows a polygon in the map */
    public ReviewPane(ReviewViewModel review, Consumer<Feature> zoom) {
        this.review = review;
        getStyleClass().add("side-pane");
        sorted = new SortedList<>(review.shown());
        table = new TableView<>(sorted);
        sorted.comparatorProperty().bind(table.comparatorProperty());
        note = new NoteField(review, table::requestFocus);
        setTop(head());
        table.setId("changes");
        table.getStyleClass().addAll(Styles.DENSE, "edge-to-edge");
        table.setAccessibleText(Text.of("review.title"));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        Label empty = new Label(Text.of("review.empty"));
        empty.getStyleClass().add(Styles.TEXT_MUTED);
        table.setPlaceholder(empty);
        table.getColumns()
                .setAll(List.of(
                        number("id", "%.0f", 56),
                        size("area_m2"),
                        size("perim_m"),
                        number("score_mean", "%.3f", 96),
                        number("score_max", "%.3f", 96),
                        text("direction", feature -> direction(feature.text("direction"))),
                        number("lon", "%.5f", 96),
                        number("lat", "%.5f", 96),
                        text(
                                "status",
                                feature ->
                                        Text.of("status." + review.mark(feature).decision())),
                        text("note", feature -> review.mark(feature).note())));
        setCenter(table);
        table.getSelectionModel().selectedItemProperty().addListener((observable, old, chosen) -> {
            if (chosen != null
                    && review.currentProperty()
                            .get()
                            .filter(now -> now == chosen)
                            .isEmpty()) {
                review.currentProperty().set(Optional.of(chosen));
            }
        });
        review.currentProperty()
                .addListener((observable, old, now) -> now.ifPresent(feature -> {
                    if (table.getSelectionModel().getSelectedItem() != feature) {
                        table.getSelectionModel().select(feature);
                        table.scrollTo(feature);
                    }
                    zoom.accept(feature);
                }));
        review.decisionsProperty().addListener(change -> table.refresh());
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    /** Puts the keyboard into the note of the polygon that is looked at. */
    public void writeNote() {
        note.write();
    }

    /** Goes to the next (1) or previous (-1) polygon of the table as it is sorted. */
    public void step(int by) {
        review.step(by, sorted);
    }

    private Node head() {
        Label count = new Label();
        count.getStyleClass().add(Styles.TEXT_MUTED);
        count.textProperty()
                .bind(javafx.beans.binding.Bindings.size(review.shown()).map(size -> Text.of("review.count", size)));
        TextField filter = new TextField();
        filter.setId("changes-filter");
        filter.setPromptText(Text.of("review.filter"));
        filter.setAccessibleText(Text.of("review.filter"));
        filter.setPrefWidth(240);
        filter.textProperty().bindBidirectional(review.filterProperty());
        CheckBox rejected = new CheckBox(Text.of("review.withoutRejected"));
        rejected.selectedProperty().bindBidirectional(review.withoutRejectedProperty());
        HBox.setHgrow(note, Priority.ALWAYS);
        HBox head = new HBox(
                8,
                filter,
                rejected,
                count,
                note,
                IconButton.of("review.previous", "previous", () -> step(-1)),
                IconButton.of("review.next", "next", () -> step(1)),
                IconButton.of("review.accept", "accept", () -> review.decide(Decision.ACCEPTED)),
                IconButton.of("review.reject", "reject", () -> review.decide(Decision.REJECTED)),
                undo(
                        "review.undo",
                        "undo",
                        review.history()::undo,
                        review.history().canUndoProperty()),
                undo(
                        "review.redo",
                        "redo",
                        review.history()::redo,
                        review.history().canRedoProperty()));
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().addAll("pane-head", "review-head");
        return head;
    }

    private void keyPressed(KeyEvent event) {
        if (event.isShortcutDown()) {
            return;
        }
        switch (event.getCode()) {
            case N -> step(1);
            case P -> step(-1);
            case A -> review.decide(Decision.ACCEPTED);
            case R -> review.decide(Decision.REJECTED);
            case T -> note.write();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private static Button undo(
            String key, String icon, Runnable action, javafx.beans.value.ObservableBooleanValue possible) {
        Button button = IconButton.of(key, icon, action);
        button.disableProperty().bind(javafx.beans.binding.Bindings.not(possible));
        return button;
    }

    /** An area or a length, whose head says which unit its numbers have. */
    private TableColumn<Feature, Double> size(String name) {
        TableColumn<Feature, Double> column = number(name, "%,.0f", 96);
        column.textProperty()
                .bind(review.measuredInPixels()
                        .map(pixels -> Text.of(pixels ? "column.pixels." + name : "column." + name)));
        return column;
    }

    private static TableColumn<Feature, Double> number(String name, String format, double width) {
        TableColumn<Feature, Double> column = new TableColumn<>(Text.of("column." + name));
        column.setId("column-" + name);
        column.setCellValueFactory(
                row -> new SimpleObjectProperty<>(row.getValue().number(name)));
        column.setCellFactory(any -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable Double value, boolean empty) {
                super.updateItem(value, empty);
                setText(
                        empty || value == null || value.isNaN()
                                ? ""
                                : String.format(Locale.ROOT, format, value).replace(',', '\u202F'));
            }
        });
        column.getStyleClass().add("number-column");
        column.setPrefWidth(width);
        return column;
    }

    private static TableColumn<Feature, String> text(String name, Function<Feature, String> words) {
        TableColumn<Feature, String> column = new TableColumn<>(Text.of("column." + name));
        column.setId("column-" + name);
        column.setCellValueFactory(row -> new SimpleObjectProperty<>(words.apply(row.getValue())));
        return column;
    }

    private static String direction(String stored) {
        String key = "direction." + stored;
        return Text.has(key) ? Text.of(key) : stored;
    }
}
