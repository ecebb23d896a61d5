package org.palimpsest.app.layer;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;

/** Choosing bands and stretch of a picture. */
public final class PictureStylePane extends VBox {
    private static final String[] CHANNELS = {"style.red", "style.green", "style.blue"};

    public PictureStylePane(PictureStyle style) {
        super(8);
        boolean several = style.choices().size() > 1;
        CheckBox colour = new CheckBox(Text.of("style.colour"));
        colour.setId("style-colour");
        colour.selectedProperty().bindBidirectional(style.colourProperty());
        colour.setDisable(!several);
        getChildren().add(colour);
        for (int i = 0; i < CHANNELS.length; i++) {
            HBox row = row(i == 0 ? "style.band" : CHANNELS[i], band(style, i));
            Label label = (Label) row.getChildren().get(0);
            if (i == 0) {
                label.textProperty().bind(style.colourProperty().map(on -> Text.of(on ? CHANNELS[0] : "style.band")));
            } else {
                row.visibleProperty().bind(style.colourProperty());
                row.managedProperty().bind(style.colourProperty());
            }
            getChildren().add(row);
        }
        ComboBox<Stretch> stretch = new ComboBox<>(FXCollections.observableArrayList(Stretch.values()));
        stretch.setId("stretch");
        stretch.setConverter(words(value -> Text.of("stretch." + value)));
        stretch.valueProperty().bindBidirectional(style.stretchProperty());
        getChildren().add(row("style.stretch", stretch));
        CheckBox view = new CheckBox(Text.of("style.fromView"));
        view.setId("stretch-view");
        view.selectedProperty().bindBidirectional(style.fromViewProperty());
        Button again = new Button();
        again.setGraphic(Icon.of("resume"));
        again.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
        again.setAccessibleText(Text.of("style.again"));
        again.setTooltip(new Tooltip(Text.of("style.again")));
        again.setOnAction(event -> style.measure());
        again.visibleProperty().bind(style.fromViewProperty());
        HBox scope = new HBox(8, view, again);
        scope.setAlignment(Pos.CENTER_LEFT);
        getChildren().add(scope);
    }

    private static ComboBox<Integer> band(PictureStyle style, int channel) {
        List<Integer> all = java.util.stream.IntStream.range(0, style.choices().size())
                .boxed()
                .toList();
        ComboBox<Integer> box = new ComboBox<>(FXCollections.observableArrayList(all));
        box.setId("style-band-" + channel);
        box.setConverter(words(index -> {
            String name = style.choices().get(index).name();
            String number = Text.of("style.bandNumber", index + 1);
            return name.equals("Band " + (index + 1)) ? number : number + " · " + name;
        }));
        box.valueProperty().bindBidirectional(style.bandProperty(channel));
        return box;
    }

    private static HBox row(String key, ComboBox<?> box) {
        Label label = new Label(Text.of(key));
        label.setMinWidth(96);
        label.setPrefWidth(96);
        label.setLabelFor(box);
        box.setAccessibleText(Text.of(key));
        box.setMinWidth(0);
        box.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(box, Priority.ALWAYS);
        HBox row = new HBox(8, label, (Node) box);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static <T> StringConverter<T> words(java.util.function.Function<T, String> name) {
        return new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : name.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("The list is not typed into.");
            }
        };
    }
}
