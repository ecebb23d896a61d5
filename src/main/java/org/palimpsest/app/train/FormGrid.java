package org.palimpsest.app.train;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javafx.beans.binding.Bindings;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;

/** Rows of a form: what a field is called, the field, and below it what is wrong with what is typed there. */
final class FormGrid extends GridPane {
    private static final double LABEL_WIDTH = 132;
    private static final double TIP_WIDTH = 360;

    private int row;

    FormGrid() {
        setHgap(8);
        setVgap(6);
    }

    /** Adds a row and gives its field. */
    <T extends Node> T add(String words, String tip, T node, FormField field) {
        Label label = new Label(words);
        label.setMinWidth(LABEL_WIDTH);
        label.setPrefWidth(LABEL_WIDTH);
        label.setLabelFor(node instanceof HBox box ? box.getChildren().get(0) : node);
        if (!tip.isEmpty()) {
            label.setTooltip(tooltip(tip));
        }
        Label problem = new Label();
        problem.setId("problem-" + field.name());
        problem.textProperty().bind(field.problemProperty());
        problem.setWrapText(true);
        problem.getStyleClass().addAll(Styles.DANGER, Styles.TEXT_SMALL);
        problem.visibleProperty().bind(field.problemProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        VBox place = new VBox(2, node, problem);
        GridPane.setHgrow(place, Priority.ALWAYS);
        GridPane.setValignment(label, javafx.geometry.VPos.TOP);
        label.setPadding(new javafx.geometry.Insets(6, 0, 0, 0));
        addRow(row++, label, place);
        return node;
    }

    /** A field for words or numbers. */
    static TextField text(FormField field, String id, String spoken) {
        TextField text = new TextField();
        text.setId(id);
        text.setAccessibleText(spoken);
        text.textProperty().bindBidirectional(field.textProperty());
        text.pseudoClassStateChanged(Styles.STATE_DANGER, false);
        field.problemProperty()
                .addListener((observable, old, problem) ->
                        text.pseudoClassStateChanged(Styles.STATE_DANGER, !problem.isEmpty()));
        return text;
    }

    /** A field for a path, with a button that asks for it. */
    static HBox path(FormField field, String id, String spoken, Supplier<Optional<Path>> chooser) {
        TextField text = text(field, id, spoken);
        HBox.setHgrow(text, Priority.ALWAYS);
        Button browse = new Button();
        browse.setId(id + "-choose");
        browse.setGraphic(Icon.of("folder"));
        browse.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        browse.setAccessibleText(Text.of("parameter.browse"));
        browse.setTooltip(new Tooltip(Text.of("parameter.browse")));
        browse.setOnAction(event -> chooser.get().ifPresent(path -> text.setText(path.toString())));
        HBox box = new HBox(4, text, browse);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    /** A list to choose from; one that is editable takes other words too. */
    static ComboBox<String> choice(
            FormField field, String id, String spoken, List<String> choices, UnaryOperator<String> name) {
        ComboBox<String> box = new ComboBox<>(FXCollections.observableArrayList(choices));
        box.setId(id);
        box.setAccessibleText(spoken);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(String choice) {
                return choice == null ? "" : name.apply(choice);
            }

            @Override
            public String fromString(String text) {
                return text;
            }
        });
        box.valueProperty().bindBidirectional(field.textProperty());
        return box;
    }

    /** A box for yes or no. */
    static CheckBox flag(FormField field, String id, String words) {
        CheckBox box = new CheckBox(words);
        box.setId(id);
        box.setMnemonicParsing(false);
        box.setAccessibleText(words);
        box.setSelected(Boolean.parseBoolean(field.text()));
        box.selectedProperty()
                .addListener((observable, old, on) -> field.textProperty().set(Boolean.toString(on)));
        field.textProperty().addListener((observable, old, text) -> box.setSelected(Boolean.parseBoolean(text)));
        return box;
    }

    /** A heading that is hidden together with what it stands above. */
    static Label section(String words, Node below) {
        Label label = new Label(words);
        label.getStyleClass().add("section");
        label.visibleProperty().bind(Bindings.createBooleanBinding(below::isVisible, below.visibleProperty()));
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }

    static Tooltip tooltip(String words) {
        Tooltip tip = new Tooltip(words);
        tip.setWrapText(true);
        tip.setMaxWidth(TIP_WIDTH);
        return tip;
    }
}
