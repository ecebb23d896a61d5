package org.palimpsest.app.layer;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.palimpsest.app.map.MapLayer;

/** The layers of the map from the top, and the one that is chosen. */
public final class LayersViewModel {
    private final ObservableList<LayerViewModel> layers = FXCollections.observableArrayList();
    private final ObjectProperty<Optional<LayerViewModel>> selected = new SimpleObjectProperty<>(Optional.empty());

    /** The topmost layer first. */
    public ObservableList<LayerViewModel> list() {
        return layers;
    }

    public ObjectProperty<Optional<LayerViewModel>> selectedProperty() {
        return selected;
    }

    /** Adds a layer above the others of its kind and chooses it; of the two dates, the second stands above the first. */
    public void add(LayerViewModel layer) {
        int place = 0;
        while (place < layers.size() && rank(layers.get(place)) < rank(layer)) {
            place++;
        }
        layers.add(place, layer);
        selected.set(Optional.of(layer));
    }

    /** Takes a layer out of the map; its file stays. */
    public void remove(LayerViewModel layer) {
        int place = layers.indexOf(layer);
        layers.remove(layer);
        if (selected.get().filter(chosen -> chosen == layer).isPresent()) {
            selected.set(
                    layers.isEmpty() ? Optional.empty() : Optional.of(layers.get(Math.min(place, layers.size() - 1))));
        }
    }

    /** Moves a layer to another place of the list, 0 for the top. */
    public void move(LayerViewModel layer, int place) {
        int from = layers.indexOf(layer);
        int to = Math.max(0, Math.min(layers.size() - 1, place));
        if (from >= 0 && from != to) {
            layers.remove(from);
            layers.add(to, layer);
            selected.set(Optional.of(layer));
        }
    }

    /** Moves a layer up (negative) or down by places. */
    public void moveBy(LayerViewModel layer, int places) {
        move(layer, layers.indexOf(layer) + places);
    }

    private static int rank(LayerViewModel layer) {
        return layer.kind().ordinal() * 2 + (layer.date() == MapLayer.Date.BEFORE ? 1 : 0);
    }
}
