package org.palimpsest.app.shell;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;

/** Finds any command by a few letters, and does it. */
final class CommandSearch extends VBox {
    private final List<Command> all;
    private final ObservableList<Command> found = FXCollections.observableArrayList();
    private final ListView<Command> list = new ListView<>(found);
    private final Runnable close;

    CommandSearch(List<Command> commands, Runnable close) {
        super(8);
        this.all = commands;
        this.close = close;
        TextField field = new TextField();
        field.setId("command-search");
        field.setPromptText(Text.of("command.search.tip"));
        field.setAccessibleText(Text.of("command.search.tip"));
        field.textProperty().addListener((observable, old, words) -> find(words));
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        list.setCellFactory(view -> new Cell());
        list.setFocusTraversable(false);
        list.setPrefSize(520, 320);
        list.getStyleClass().add("edge-to-edge");
        list.setOnMouseClicked(event -> doSelected());
        list.setAccessibleText(Text.of("command.search"));
        getChildren().addAll(field, list);
        find("");
        focusedProperty().addListener(change -> Platform.runLater(field::requestFocus));
    }

    /** Commands whose words contain all letters' groups that were typed; those that begin with them first. */
    static List<Command> matches(List<Command> commands, String words) {
        String[] parts = words.toLowerCase(Locale.ROOT).trim().split("\\s+");
        return commands.stream()
                .filter(command -> {
                    String text = (command.title() + " " + command.tip()).toLowerCase(Locale.ROOT);
                    return java.util.Arrays.stream(parts).allMatch(text::contains);
                })
                .sorted(java.util.Comparator.comparing(
                        command -> !command.title().toLowerCase(Locale.ROOT).startsWith(parts[0])))
                .toList();
    }

    private void find(String words) {
        found.setAll(matches(all, words));
        list.getSelectionModel().selectFirst();
    }

    private void keyPressed(KeyEvent event) {
        int selected = list.getSelectionModel().getSelectedIndex();
        if (event.getCode() == KeyCode.DOWN) {
            list.getSelectionModel().select(Math.min(found.size() - 1, selected + 1));
        } else if (event.getCode() == KeyCode.UP) {
            list.getSelectionModel().select(Math.max(0, selected - 1));
        } else if (event.getCode() == KeyCode.ENTER) {
            doSelected();
        } else {
            return;
        }
        list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 3));
        event.consume();
    }

    private void doSelected() {
        Command chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null && chosen.enabled().get()) {
            close.run();
            chosen.run();
        }
    }

    /** Icon, words and keys of a command. */
    private static final class Cell extends ListCell<Command> {
        @Override
        protected void updateItem(@Nullable Command command, boolean empty) {
            super.updateItem(command, empty);
            if (empty || command == null) {
                setGraphic(null);
                return;
            }
            Label title = new Label(command.title());
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            Label keys = new Label(command.shortcut()
                    .map(shortcut -> shortcut.getDisplayText())
                    .orElse(""));
            keys.getStyleClass().add(Styles.TEXT_MUTED);
            HBox row = new HBox(12, Icon.of(command.icon().isEmpty() ? "next" : command.icon()), title, gap, keys);
            row.setAlignment(Pos.CENTER_LEFT);
            row.setOpacity(command.enabled().get() ? 1 : 0.45);
            setGraphic(row);
        }
    }
}
