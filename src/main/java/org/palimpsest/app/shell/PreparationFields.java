package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TitledPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.palimpsest.app.run.RunFormViewModel;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;
import org.palimpsest.detect.Preparation;
import org.palimpsest.raster.unit.SampleUnit;

/**
 * What must not count, and in which unit and on which level the dates are compared: quality masks, excluded polygons, units,
 * radiometry. Folded until it is wanted, or a project brings something in it.
 */
final class PreparationFields extends TitledPane {
    private final Function<String, Optional<Path>> chooser;
    /** Kept here, because bindings do not keep themselves alive. */
    private final BooleanBinding empty;

    /** @param chooser asks the user for a file, under a title */
    PreparationFields(RunFormViewModel form, Function<String, Optional<Path>> chooser) {
        this.chooser = chooser;
        setText(Text.of("detect.prepare"));
        setId("prepare");
        getStyleClass().add("dense");
        setAnimated(false);
        setContent(new VBox(
                8,
                mask("mask-before", "detect.maskBefore", form.before().maskProperty()),
                mask("mask-after", "detect.maskAfter", form.after().maskProperty()),
                exclude(form.excludeProperty()),
                unit("unit-before", "detect.unitBefore", form.before().unitProperty()),
                unit("unit-after", "detect.unitAfter", form.after().unitProperty()),
                DetectPane.row(
                        "detect.radiometry",
                        DetectPane.words(
                                "radiometry",
                                form.preparation().radiometryProperty(),
                                Preparation.RADIOMETRIES.toArray(String[]::new)))));
        empty = form.before()
                .maskProperty()
                .isEmpty()
                .and(form.after().maskProperty().isEmpty())
                .and(form.excludeProperty().isEmpty())
                .and(form.before().unitProperty().isEmpty())
                .and(form.after().unitProperty().isEmpty())
                .and(Bindings.equal(form.preparation().radiometryProperty(), Preparation.NONE));
        setExpanded(!empty.get());
        empty.addListener((observable, was, is) -> {
            if (!is) {
                setExpanded(true);
            }
        });
    }

    private Node mask(String id, String key, StringProperty property) {
        TextField field = new TextField();
        prepare(field, id, property);
        field.setPromptText(Text.of("detect.mask.prompt"));
        return DetectPane.row(key, field, browse(id, key, file -> field.setText(file.toString())));
    }

    private Node exclude(StringProperty property) {
        TextField field = new TextField();
        prepare(field, "exclude", property);
        field.setPromptText(Text.of("detect.exclude.prompt"));
        return DetectPane.row("detect.exclude", field, browse("exclude", "detect.exclude", file -> {
            String others = field.getText().strip();
            field.setText(others.isEmpty() ? file.toString() : others + "; " + file);
        }));
    }

    private Node unit(String id, String key, StringProperty property) {
        ComboBox<String> box = new ComboBox<>(FXCollections.observableArrayList(""));
        for (SampleUnit.Kind kind : SampleUnit.Kind.values()) {
            box.getItems().add(kind.word());
        }
        box.setEditable(true);
        box.setMinWidth(0);
        box.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(box, Priority.ALWAYS);
        box.setAccessibleText(Text.of("field." + id));
        prepare(box.getEditor(), id, property);
        box.getEditor().setPromptText(Text.of("detect.unit.prompt"));
        return DetectPane.row(key, box);
    }

    private static void prepare(TextInputControl field, String id, StringProperty property) {
        field.setId(id);
        field.setMinWidth(0);
        field.textProperty().bindBidirectional(property);
        field.setAccessibleText(Text.of("field." + id));
        HBox.setHgrow(field, Priority.ALWAYS);
    }

    private Button browse(String id, String key, java.util.function.Consumer<Path> chosen) {
        Button button = new Button();
        button.setId(id + "-file");
        button.setGraphic(Icon.of("folder"));
        button.getStyleClass().addAll("button-icon", "flat");
        String title = Text.of("detect.choose", Text.of(key));
        button.setTooltip(new Tooltip(title));
        button.setAccessibleText(title);
        button.setOnAction(event -> chooser.apply(title).ifPresent(chosen));
        return button;
    }
}
