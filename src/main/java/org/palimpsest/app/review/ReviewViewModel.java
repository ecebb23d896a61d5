package org.palimpsest.app.review;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.palimpsest.app.layer.Feature;
import org.palimpsest.app.layer.PolygonLayer;

/**
 * The review of one polygon layer: which polygon is looked at, and what was decided about each; decisions can be undone.
 */
public final class ReviewViewModel {
    /** What was decided about a polygon. */
    public enum Status {
        OPEN,
        ACCEPTED,
        REJECTED
    }

    private static final int REJECTED_COLOUR = 0xFF8C959F;
    private static final int ACCEPTED_COLOUR = 0xFF1A7F37;

    private record Decision(PolygonLayer layer, long id, Status before, Status after) {}

    private final ObjectProperty<Optional<PolygonLayer>> layer = new SimpleObjectProperty<>(Optional.empty());
    private final ObservableList<Feature> shown = FXCollections.observableArrayList();
    private final ObjectProperty<Optional<Feature>> current = new SimpleObjectProperty<>(Optional.empty());
    private final StringProperty filter = new SimpleStringProperty("");
    private final BooleanProperty withoutRejected = new SimpleBooleanProperty();
    private final Map<PolygonLayer, Map<Long, Status>> statuses = new HashMap<>();
    private final Deque<Decision> done = new ArrayDeque<>();
    private final Deque<Decision> undone = new ArrayDeque<>();
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();
    private final ObjectProperty<Long> decisions = new SimpleObjectProperty<>(0L);

    public ReviewViewModel() {
        layer.addListener((observable, old, now) -> {
            old.ifPresent(left -> left.selectedProperty().set(Set.of()));
            current.set(Optional.empty());
            fill();
        });
        filter.addListener(change -> fill());
        withoutRejected.addListener(change -> fill());
        current.addListener((observable, old, now) -> layer.get().ifPresent(polygons -> polygons.selectedProperty()
                .set(now.map(feature -> Set.of(feature.id())).orElse(Set.of()))));
    }

    /** The layer under review. */
    public ObjectProperty<Optional<PolygonLayer>> layerProperty() {
        return layer;
    }

    /** Its polygons that pass the filter. */
    public ObservableList<Feature> shown() {
        return shown;
    }

    /** The polygon that is looked at. */
    public ObjectProperty<Optional<Feature>> currentProperty() {
        return current;
    }

    /** A text that an attribute must contain, or a comparison such as {@code area_m2 > 500}. */
    public StringProperty filterProperty() {
        return filter;
    }

    /** Whether rejected polygons are left out of table and map. */
    public BooleanProperty withoutRejectedProperty() {
        return withoutRejected;
    }

    /** Changes with every decision. */
    public ObjectProperty<Long> decisionsProperty() {
        return decisions;
    }

    public ReadOnlyBooleanProperty canUndoProperty() {
        return canUndo.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canRedoProperty() {
        return canRedo.getReadOnlyProperty();
    }

    /** What was decided about a polygon of the layer under review. */
    public Status status(Feature feature) {
        return layer.get()
                .map(polygons -> statuses.getOrDefault(polygons, Map.of()).get(feature.id()))
                .orElseGet(() -> stored(feature));
    }

    /** What was decided about the polygons of a layer, by their ids. */
    public Map<Long, Status> decided(PolygonLayer polygons) {
        return Map.copyOf(statuses.getOrDefault(polygons, Map.of()));
    }

    /** Takes up what was decided in an earlier session; it cannot be undone. */
    public void restore(PolygonLayer polygons, Map<Long, Status> decided) {
        statuses.put(polygons, new HashMap<>(decided));
        paint(polygons);
        decisions.set(decisions.get() + 1);
    }

    /** Decides about the polygon that is looked at; the same decision again takes it back. */
    public void decide(Status status) {
        current.get().ifPresent(feature -> {
            Status before = status(feature);
            Status after = before == status ? Status.OPEN : status;
            layer.get().ifPresent(polygons -> {
                Decision decision = new Decision(polygons, feature.id(), before, after);
                done.push(decision);
                undone.clear();
                apply(polygons, feature.id(), after);
            });
        });
    }

    /** Takes the last decision back. */
    public void undo() {
        Decision decision = done.poll();
        if (decision != null) {
            undone.push(decision);
            apply(decision.layer(), decision.id(), decision.before());
        }
    }

    /** Makes the decision again that was taken back last. */
    public void redo() {
        Decision decision = undone.poll();
        if (decision != null) {
            done.push(decision);
            apply(decision.layer(), decision.id(), decision.after());
        }
    }

    /** Goes to the next (1) or previous (-1) polygon in the order of {@code order}, around the end. */
    public void step(int by, List<Feature> order) {
        if (order.isEmpty()) {
            return;
        }
        int now = current.get().map(order::indexOf).orElse(-1);
        int next = now < 0 ? (by > 0 ? 0 : order.size() - 1) : Math.floorMod(now + by, order.size());
        current.set(Optional.of(order.get(next)));
    }

    private void apply(PolygonLayer polygons, long id, Status status) {
        statuses.computeIfAbsent(polygons, any -> new HashMap<>()).put(id, status);
        paint(polygons);
        canUndo.set(!done.isEmpty());
        canRedo.set(!undone.isEmpty());
        decisions.set(decisions.get() + 1);
    }

    private void paint(PolygonLayer polygons) {
        Map<Long, Integer> colours = new HashMap<>();
        Set<Long> hidden = new HashSet<>();
        statuses.getOrDefault(polygons, Map.of()).forEach((id, status) -> {
            if (status == Status.ACCEPTED) {
                colours.put(id, ACCEPTED_COLOUR);
            } else if (status == Status.REJECTED) {
                colours.put(id, REJECTED_COLOUR);
                if (withoutRejected.get()) {
                    hidden.add(id);
                }
            }
        });
        polygons.coloursProperty().set(Map.copyOf(colours));
        polygons.hiddenProperty().set(Set.copyOf(hidden));
    }

    private void fill() {
        FeatureFilter passes = FeatureFilter.parse(filter.get());
        shown.setAll(layer.get()
                .map(polygons -> polygons.features().all().stream()
                        .filter(passes)
                        .filter(feature -> !withoutRejected.get() || status(feature) != Status.REJECTED)
                        .toList())
                .orElse(List.of()));
        layer.get().ifPresent(this::paint);
    }

    private static Status stored(Feature feature) {
        return switch (feature.text("status")) {
            case "accepted" -> Status.ACCEPTED;
            case "rejected" -> Status.REJECTED;
            default -> Status.OPEN;
        };
    }
}
