package org.palimpsest.app.project;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.SimpleStringProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.palimpsest.app.text.Text;

/** Lists the files of a project that are not where they were; locating one finds those that moved along with it. */
public final class MissingPanel extends VBox {
    private static final double WIDTH = 720;

    private final MissingFiles missing;
    private final TableView<MissingFiles.Row> table;
    private final Button open = new Button();

    /**
     * @param chooser asks for a file, under a title
     * @param done is called when the user goes on; the panel is to be closed then
     */
    public MissingPanel(MissingFiles missing, Function<String, Optional<Path>> chooser, Runnable done) {
        super(12);
        this.missing = missing;
        setId("missing");
        setPrefWidth(WIDTH);
        Label title = new Label(Text.of("project.missing.title", missing.rows().size()));
        title.getStyleClass().add(Styles.TITLE_4);
        Label words = new Label(Text.of("project.missing.words"));
        words.setWrapText(true);
        table = new TableView<>(missing.rows());
        table.setId("missing-files");
        table.setAccessibleText(Text.of("project.missing.title", missing.rows().size()));
        table.setPrefHeight(220);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getStyleClass().add(Styles.DENSE);
        table.getColumns()
                .setAll(List.of(
                        column("layers", 160, MissingFiles.Row::layers),
                        column("was", 272, row -> row.file().toString()),
                        column("now", 272, row -> row.place()
                                .map(Path::toString)
                                .orElse(Text.of("project.missing.notFound")))));
        Label note = new Label();
        note.textProperty().bind(missing.noteProperty());
        note.getStyleClass().add(Styles.TEXT_MUTED);
        Button locate = new Button(Text.of("project.missing.locate"));
        locate.setId("missing-locate");
        locate.setOnAction(event -> chosen().ifPresent(row -> chooser.apply(
                        Text.of("project.locate", row.file().toString()))
                .ifPresent(place -> missing.locate(row, place))));
        locate.getStyleClass().add(Styles.ACCENT);
        open.setId("missing-open");
        open.setOnAction(event -> done.run());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox foot = new HBox(8, note, gap, locate, open);
        foot.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(title, words, table, foot);
        missing.rows().addListener((ListChangeListener<MissingFiles.Row>) change -> show());
        show();
        focusedProperty().addListener(change -> javafx.application.Platform.runLater(locate::requestFocus));
    }

    /** The row that is selected, or else the first that is still missing. */
    private Optional<MissingFiles.Row> chosen() {
        return Optional.ofNullable(table.getSelectionModel().getSelectedItem())
                .filter(row -> row.place().isEmpty())
                .or(missing::first)
                .or(() -> Optional.ofNullable(table.getSelectionModel().getSelectedItem()));
    }

    private void show() {
        boolean all = missing.left() == 0;
        open.setText(Text.of(all ? "project.missing.open" : "project.missing.openWithout"));
        open.setDefaultButton(all);
    }

    /** A text that is cut at its beginning, because the end of a path tells more. */
    private static final class PathCell extends TableCell<MissingFiles.Row, String> {
        PathCell() {
            setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        }

        @Override
        protected void updateItem(@Nullable String words, boolean empty) {
            super.updateItem(words, empty);
            setText(empty ? null : words);
            setTooltip(empty || words == null ? null : new Tooltip(words));
        }
    }

    private static TableColumn<MissingFiles.Row, String> column(
            String name, double width, Function<MissingFiles.Row, String> words) {
        TableColumn<MissingFiles.Row, String> column = new TableColumn<>(Text.of("project.missing." + name));
        column.setCellValueFactory(row -> new SimpleStringProperty(words.apply(row.getValue())));
        column.setCellFactory(any -> new PathCell());
        column.setPrefWidth(width);
        return column;
    }
}
