package org.palimpsest.app.layer;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.palimpsest.app.text.Text;

/** The list of layers with their order, visibility and opacity. */
public final class LayersPane extends BorderPane {
    private final LayersViewModel layers;
    private final ListView<LayerViewModel> list;
    private final Slider opacity = new Slider(0, 100, 100);
    private final Label percent = new Label();
    private Optional<LayerViewModel> bound = Optional.empty();

    /**
     * @param tools buttons for the head of the pane
     * @param zoom shows a layer that was double-clicked
     * @param remove takes out a layer
     */
    public LayersPane(
            LayersViewModel layers,
            java.util.List<? extends Node> tools,
            Consumer<LayerViewModel> zoom,
            Consumer<LayerViewModel> remove) {
        this.layers = layers;
        getStyleClass().add("side-pane");
        list = new ListView<>(layers.list());
        list.setId("layers");
        list.setAccessibleText(Text.of("layers.title"));
        list.getStyleClass().addAll(Styles.DENSE, "edge-to-edge");
        list.setCellFactory(view -> new LayerCell(layers, zoom));
        Label empty = new Label(Text.of("layers.empty"));
        empty.getStyleClass().add(Styles.TEXT_MUTED);
        empty.setWrapText(true);
        list.setPlaceholder(empty);
        list.addEventHandler(KeyEvent.KEY_PRESSED, event -> keyPressed(event, remove));
        setTop(head(tools));
        setCenter(list);
        setBottom(opacityRow());
        followSelection();
    }

    private static Node head(java.util.List<? extends Node> tools) {
        Label title = new Label(Text.of("layers.title"));
        title.getStyleClass().add("pane-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(title, gap);
        head.getChildren().addAll(tools);
        head.getStyleClass().add("pane-head");
        return head;
    }

    private Node opacityRow() {
        Label label = new Label(Text.of("layers.opacity"));
        label.setLabelFor(opacity);
        label.setMinWidth(USE_PREF_SIZE);
        opacity.setId("opacity");
        opacity.setAccessibleText(Text.of("layers.opacity"));
        opacity.getStyleClass().add(Styles.SMALL);
        HBox.setHgrow(opacity, Priority.ALWAYS);
        percent.getStyleClass().add("number");
        percent.setMinWidth(44);
        percent.setAlignment(Pos.CENTER_RIGHT);
        percent.textProperty().bind(opacity.valueProperty().asString("%.0f %%"));
        HBox row = new HBox(8, label, opacity, percent);
        row.getStyleClass().add("pane-foot");
        row.disableProperty()
                .bind(layers.selectedProperty().map(Optional::isEmpty).orElse(true));
        return row;
    }

    private void followSelection() {
        list.getSelectionModel().selectedItemProperty().addListener((observable, old, chosen) -> {
            if (chosen != null) {
                layers.selectedProperty().set(Optional.of(chosen));
            }
        });
        opacity.valueProperty()
                .addListener((observable, old, value) ->
                        bound.ifPresent(layer -> layer.opacityProperty().set(value.doubleValue() / 100)));
        layers.selectedProperty().addListener((observable, old, chosen) -> select(chosen));
        select(layers.selectedProperty().get());
    }

    private void select(Optional<LayerViewModel> chosen) {
        bound = Optional.empty();
        chosen.ifPresent(layer -> opacity.setValue(layer.opacity() * 100));
        bound = chosen;
        chosen.ifPresentOrElse(layer -> list.getSelectionModel().select(layer), () -> list.getSelectionModel()
                .clearSelection());
    }

    private void keyPressed(KeyEvent event, Consumer<LayerViewModel> remove) {
        Optional<LayerViewModel> chosen = layers.selectedProperty().get();
        if (chosen.isEmpty()) {
            return;
        }
        if (event.getCode() == KeyCode.SPACE) {
            LayerViewModel layer = chosen.get();
            layer.visibleProperty().set(!layer.isVisible());
        } else if (event.getCode() == KeyCode.DELETE) {
            remove.accept(chosen.get());
        } else if (event.isAltDown() && event.getCode() == KeyCode.UP) {
            layers.moveBy(chosen.get(), -1);
        } else if (event.isAltDown() && event.getCode() == KeyCode.DOWN) {
            layers.moveBy(chosen.get(), 1);
        } else {
            return;
        }
        event.consume();
    }
}
