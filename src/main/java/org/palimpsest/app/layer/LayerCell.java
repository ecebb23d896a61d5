package org.palimpsest.app.layer;

import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.palimpsest.app.map.MapLayer;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;

/** One line of the layer list: shown or not, what it is, its name; dragged to change the order. */
final class LayerCell extends ListCell<LayerViewModel> {
    private static final DataFormat PLACE = new DataFormat("application/x-palimpsest-layer");

    private final CheckBox shown = new CheckBox();
    private final Label name = new Label();
    private final Label badge = new Label();
    private final HBox row = new HBox(8);
    private @Nullable BooleanProperty bound;

    LayerCell(LayersViewModel layers, Consumer<LayerViewModel> zoom) {
        shown.setFocusTraversable(false);
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMaxWidth(Double.MAX_VALUE);
        name.setMinWidth(0);
        HBox.setHgrow(name, Priority.ALWAYS);
        badge.getStyleClass().add("badge");
        badge.setMinWidth(USE_PREF_SIZE);
        row.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0);
        setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && getItem() != null) {
                zoom.accept(getItem());
            }
        });
        setOnDragDetected(event -> {
            if (getItem() != null) {
                Dragboard board = startDragAndDrop(TransferMode.MOVE);
                ClipboardContent content = new ClipboardContent();
                content.put(PLACE, getIndex());
                board.setContent(content);
                board.setDragView(row.snapshot(null, null));
                event.consume();
            }
        });
        setOnDragOver(event -> {
            if (event.getDragboard().hasContent(PLACE)) {
                event.acceptTransferModes(TransferMode.MOVE);
                event.consume();
            }
        });
        setOnDragDropped(event -> {
            if (event.getDragboard().getContent(PLACE) instanceof Integer from) {
                int to = isEmpty() ? layers.list().size() - 1 : getIndex();
                layers.move(layers.list().get(from), to);
                event.setDropCompleted(true);
                event.consume();
            }
        });
    }

    @Override
    protected void updateItem(@Nullable LayerViewModel layer, boolean empty) {
        super.updateItem(layer, empty);
        if (bound != null) {
            shown.selectedProperty().unbindBidirectional(bound);
            name.textProperty().unbind();
            bound = null;
        }
        if (empty || layer == null) {
            setGraphic(null);
            setTooltip(null);
            return;
        }
        bound = layer.visibleProperty();
        shown.selectedProperty().bindBidirectional(layer.visibleProperty());
        shown.setAccessibleText(Text.of("layers.show", layer.name()));
        name.textProperty().bind(layer.nameProperty());
        badge.setText(Text.of("layers.date." + layer.date()));
        boolean dated = layer.date() != MapLayer.Date.BOTH;
        badge.setVisible(dated);
        badge.setManaged(dated);
        Node icon = Icon.of(iconOf(layer.kind()));
        row.getChildren().setAll(shown, icon, name, badge);
        setGraphic(row);
        setAccessibleText(layer.name());
        setTooltip(new Tooltip(layer.name() + "\n" + Text.of("layers.cell.tip")));
    }

    private static String iconOf(LayerKind kind) {
        return switch (kind) {
            case LABELS -> "brush";
            case PICTURE -> "raster";
            case SCORE -> "score";
            case MASK -> "mask";
            case POLYGONS -> "polygon";
        };
    }
}
