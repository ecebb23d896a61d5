package org.palimpsest.app.detector;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.util.StringConverter;
import org.controlsfx.control.PropertySheet;
import org.controlsfx.property.editor.PropertyEditor;
import org.jspecify.annotations.Nullable;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.Parameter;

/** The form of a detector's parameters, made from its parameter list. */
public final class ParameterSheet extends PropertySheet {
    private final Function<String, Optional<Path>> chooser;

    /** @param chooser asks the user for a file, under a title */
    public ParameterSheet(Function<String, Optional<Path>> chooser) {
        this.chooser = chooser;
        setModeSwitcherVisible(false);
        setSearchBoxVisible(false);
        setMode(Mode.NAME);
        setPropertyEditorFactory(item -> editor((ParameterItem) item));
        getStyleClass().add("parameters");
    }

    /** Shows the parameters of a detector with the user's values. */
    public void show(DetectorsViewModel detectors, Detector detector) {
        getItems()
                .setAll(detectors.values(detector).stream()
                        .map(ParameterItem::new)
                        .toList());
    }

    private PropertyEditor<Object> editor(ParameterItem item) {
        ParameterValue value = item.value();
        Parameter parameter = value.parameter();
        if (parameter instanceof Parameter.Flag) {
            CheckBox box = new CheckBox();
            box.setSelected(Boolean.parseBoolean(value.textProperty().get()));
            box.selectedProperty()
                    .addListener((observable, old, on) -> value.textProperty().set(Boolean.toString(on)));
            value.textProperty().addListener((observable, old, text) -> box.setSelected(Boolean.parseBoolean(text)));
            return new TextEditor<>(item, box);
        }
        if (parameter instanceof Parameter.Choice choice) {
            ComboBox<String> box = new ComboBox<>(FXCollections.observableArrayList(choice.choices()));
            box.setConverter(new Choices(parameter));
            box.valueProperty().bindBidirectional(value.textProperty());
            return new TextEditor<>(item, box);
        }
        if (parameter instanceof Parameter.File) {
            return new TextEditor<>(item, fileField(item));
        }
        TextField field = new TextField();
        field.textProperty().bindBidirectional(value.textProperty());
        return new TextEditor<>(item, field);
    }

    /** A field for a path, with a button that asks for the file. */
    private CustomTextField fileField(ParameterItem item) {
        CustomTextField field = new CustomTextField();
        field.textProperty().bindBidirectional(item.value().textProperty());
        Button browse = new Button();
        browse.setGraphic(Icon.of("folder"));
        browse.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
        browse.setAccessibleText(Text.of("parameter.browse"));
        browse.setTooltip(new Tooltip(Text.of("parameter.browse")));
        browse.setOnAction(
                event -> chooser.apply(item.value().label()).ifPresent(file -> field.setText(file.toString())));
        field.setRight(browse);
        return field;
    }

    /** The choices of a parameter by their names. */
    private static final class Choices extends StringConverter<String> {
        private final Parameter parameter;

        Choices(Parameter parameter) {
            this.parameter = parameter;
        }

        @Override
        public String toString(@Nullable String choice) {
            return choice == null ? "" : DetectorText.choice(parameter, choice);
        }

        @Override
        public String fromString(String text) {
            throw new UnsupportedOperationException("The list is not typed into.");
        }
    }

    /** A control that is bound to the parameter's text, so that ControlsFX has nothing to carry over. */
    private static final class TextEditor<C extends Control> implements PropertyEditor<Object> {
        private final ParameterItem item;
        private final C control;

        TextEditor(ParameterItem item, C control) {
            this.item = item;
            this.control = control;
            control.setId("parameter-" + item.value().parameter().name());
            control.setAccessibleText(item.getName());
            control.setTooltip(tip(item.getDescription()));
            control.setMaxWidth(Double.MAX_VALUE);
        }

        private static Tooltip tip(String words) {
            Tooltip tip = new Tooltip(words);
            tip.setWrapText(true);
            tip.setMaxWidth(360);
            return tip;
        }

        @Override
        public Node getEditor() {
            return control;
        }

        @Override
        public Object getValue() {
            return item.getValue();
        }

        @Override
        public void setValue(Object value) {
            // The control already shows the text of the parameter.
        }
    }
}
