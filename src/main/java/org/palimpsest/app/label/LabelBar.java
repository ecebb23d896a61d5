package org.palimpsest.app.label;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import org.palimpsest.app.label.LabelsViewModel.Tool;
import org.palimpsest.app.layer.LabelLayer;
import org.palimpsest.app.map.MapViewModel;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;
import org.palimpsest.label.LabelClass;
import org.palimpsest.raster.Grid;

/** The tools for labels above the map while one of them is in the hand: tool, class, size, and how much is labelled. */
public final class LabelBar extends FlowPane {
    private static final List<LabelClass> CLASSES =
            List.of(LabelClass.CHANGED, LabelClass.UNCHANGED, LabelClass.IGNORE);
    private static final double SWATCH = 10;

    private final LabelsViewModel labels;
    private final MapViewModel map;
    private final Label size = new Label();
    private final Label counts = new Label();

    public LabelBar(LabelsViewModel labels, MapViewModel map) {
        super(12, 4);
        this.labels = labels;
        this.map = map;
        setId("label-bar");
        getStyleClass().add("label-bar");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setPrefWrapLength(620);
        setAlignment(Pos.CENTER_LEFT);
        visibleProperty().bind(labels.toolProperty().map(Optional::isPresent));
        managedProperty().bind(visibleProperty());
        counts.setId("label-counts");
        counts.getStyleClass().addAll("number", Styles.TEXT_SMALL);
        size.setId("label-size");
        size.getStyleClass().add("number");
        size.setMinWidth(Region.USE_PREF_SIZE);
        ProgressIndicator busy = new ProgressIndicator();
        busy.setMaxSize(Icon.SMALL, Icon.SMALL);
        busy.visibleProperty().bind(labels.busyProperty());
        busy.managedProperty().bind(busy.visibleProperty());
        getChildren().addAll(tools(), classes(), sizes(), busy, counts);
        InvalidationListener describe = change -> describe();
        labels.labelsProperty().addListener(describe);
        labels.diameterProperty().addListener(describe);
        labels.toolProperty().addListener(describe);
        map.toDegreesProperty().addListener(describe);
        describe();
    }

    private Node tools() {
        List<Node> buttons = new ArrayList<>();
        for (Tool tool : Tool.values()) {
            String name = tool.name().toLowerCase(java.util.Locale.ROOT);
            ToggleButton button = new ToggleButton();
            button.setGraphic(Icon.of(name));
            named(button, "label-" + name, Text.of("label.tool." + name), Text.of("label.tool." + name + ".tip"));
            labels.toolProperty()
                    .addListener((observable, old, now) -> button.setSelected(now.equals(Optional.of(tool))));
            button.setOnAction(event -> labels.toolProperty().set(Optional.of(tool)));
            buttons.add(button);
        }
        return joined(buttons);
    }

    private Node classes() {
        List<Node> buttons = new ArrayList<>();
        for (LabelClass label : CLASSES) {
            ToggleButton button = new ToggleButton(Text.of("label.class." + label.id()));
            Rectangle swatch = new Rectangle(SWATCH, SWATCH, Color.web(String.format("#%06x", label.colour())));
            swatch.getStyleClass().add("label-swatch");
            button.setGraphic(swatch);
            named(
                    button,
                    "label-" + label.id(),
                    Text.of("label.class." + label.id()),
                    Text.of("label.class." + label.id() + ".tip"));
            button.setSelected(labels.labelProperty().get() == label);
            labels.labelProperty().addListener((observable, old, now) -> button.setSelected(now == label));
            button.setOnAction(event -> {
                labels.labelProperty().set(label);
                button.setSelected(true);
            });
            buttons.add(button);
        }
        HBox box = joined(buttons);
        // The eraser has no class.
        box.disableProperty().bind(labels.toolProperty().map(tool -> tool.equals(Optional.of(Tool.ERASE))));
        return box;
    }

    private Node sizes() {
        Button smaller = new Button("−");
        named(smaller, "label-smaller", Text.of("label.smaller"), Text.of("label.smaller.tip"));
        smaller.setOnAction(event -> labels.resize(-1));
        Button larger = new Button("+");
        named(larger, "label-larger", Text.of("label.larger"), Text.of("label.larger.tip"));
        larger.setOnAction(event -> labels.resize(1));
        HBox box = new HBox(4, smaller, size, larger);
        box.setAlignment(Pos.CENTER_LEFT);
        box.disableProperty().bind(labels.toolProperty().map(tool -> tool.equals(Optional.of(Tool.POLYGON))));
        return box;
    }

    /** The keyboard stays on the map, where the tools' keys are. */
    private static void named(ButtonBase button, String id, String name, String tip) {
        button.setId(id);
        button.setAccessibleText(name);
        button.setTooltip(new Tooltip(tip));
        button.setFocusTraversable(false);
        button.getStyleClass().add(Styles.SMALL);
        button.setMinWidth(USE_PREF_SIZE);
    }

    private static HBox joined(List<Node> buttons) {
        for (int i = 0; i < buttons.size(); i++) {
            buttons.get(i)
                    .getStyleClass()
                    .add(i == 0 ? Styles.LEFT_PILL : i == buttons.size() - 1 ? Styles.RIGHT_PILL : Styles.CENTER_PILL);
        }
        HBox box = new HBox();
        box.getChildren().addAll(buttons);
        return box;
    }

    private void describe() {
        int diameter = labels.diameterProperty().get();
        Optional<Double> metres = metresPerPixel();
        size.setText(metres.map(one -> Text.of("label.size.metres", diameter, metresText(diameter * one)))
                .orElseGet(() -> Text.of("label.size", diameter)));
        List<Long> pixels = labels.counts(CLASSES);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < CLASSES.size(); i++) {
            words.add(Text.of("label.class." + CLASSES.get(i).id()) + " " + Text.of("label.pixels", pixels.get(i)));
        }
        counts.setText(words.stream().collect(Collectors.joining(" · ")));
    }

    private static String metresText(double metres) {
        return metres < 10
                ? String.format(Text.locale(), "%.1f", metres)
                : String.format(Text.locale(), "%,.0f", metres);
    }

    /** Metres on the ground of one pixel of the scene in the middle of the view. */
    private Optional<Double> metresPerPixel() {
        Optional<LabelLayer> layer = labels.layerProperty().get();
        Optional<Grid> grid = layer.map(mine -> mine.labels().grid());
        if (layer.isEmpty() || grid.flatMap(Grid::crs).isEmpty()) {
            return Optional.empty();
        }
        double step = map.viewport().resolution();
        MapViewModel.Position middle = new MapViewModel.Position(
                map.viewport().centreX(), map.viewport().centreY());
        double units = new LabelPlane(layer.get()).unitsPerPixel(middle, step);
        return map.metresPerPixel().map(perScreenPixel -> perScreenPixel / step * units);
    }
}
