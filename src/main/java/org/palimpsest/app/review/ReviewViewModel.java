package org.palimpsest.app.review;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.palimpsest.app.layer.Feature;
import org.palimpsest.app.layer.PolygonLayer;
import org.palimpsest.app.work.EditHistory;
import org.palimpsest.project.ReviewMark;
import org.palimpsest.project.ReviewMark.Decision;

/**
 * The review of one polygon layer: which polygon is looked at, and what was decided and noted about each; all of it can be undone.
 */
public final class ReviewViewModel {
    private static final int REJECTED_COLOUR = 0xFF8C959F;
    private static final int ACCEPTED_COLOUR = 0xFF1A7F37;

    private final ObjectProperty<Optional<PolygonLayer>> layer = new SimpleObjectProperty<>(Optional.empty());
    private final ObservableList<Feature> shown = FXCollections.observableArrayList();
    private final ObjectProperty<Optional<Feature>> current = new SimpleObjectProperty<>(Optional.empty());
    private final StringProperty filter = new SimpleStringProperty("");
    private final BooleanProperty withoutRejected = new SimpleBooleanProperty();
    private final Map<PolygonLayer, Map<Long, ReviewMark>> marks = new HashMap<>();
    private final EditHistory history;
    private final ObjectProperty<Long> decisions = new SimpleObjectProperty<>(0L);

    /** @param history where decisions and notes are noted, to be taken back */
    public ReviewViewModel(EditHistory history) {
        this.history = history;
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

    /** Where decisions and notes are noted, to be taken back. */
    public EditHistory history() {
        return history;
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

    /** Whether areas and lengths of the layer under review are pixels and not metres. */
    public ObservableValue<Boolean> measuredInPixels() {
        return layer.flatMap(polygons -> polygons.<ObservableValue<Boolean>>map(PolygonLayer::measuredInPixelsProperty)
                .orElseGet(SimpleBooleanProperty::new));
    }

    /** A text that an attribute must contain, or a comparison such as {@code area_m2 > 500}. */
    public StringProperty filterProperty() {
        return filter;
    }

    /** Whether rejected polygons are left out of table and map. */
    public BooleanProperty withoutRejectedProperty() {
        return withoutRejected;
    }

    /** Changes with every decision and note. */
    public ObjectProperty<Long> decisionsProperty() {
        return decisions;
    }

    /** What was decided and noted about a polygon of the layer under review. */
    public ReviewMark mark(Feature feature) {
        return layer.get().map(polygons -> mark(polygons, feature)).orElseGet(() -> stored(feature));
    }

    /** What was decided and noted about a polygon of some layer. */
    public ReviewMark mark(PolygonLayer polygons, Feature feature) {
        ReviewMark mark = marks.getOrDefault(polygons, Map.of()).get(feature.id());
        return mark == null ? stored(feature) : mark;
    }

    /** What was decided and noted here about the polygons of a layer, by their ids. */
    public Map<Long, ReviewMark> marks(PolygonLayer polygons) {
        return Map.copyOf(marks.getOrDefault(polygons, Map.of()));
    }

    /** Takes up the marks of an earlier session; they cannot be undone. */
    public void restore(PolygonLayer polygons, Map<Long, ReviewMark> earlier) {
        marks.put(polygons, new HashMap<>(earlier));
        paint(polygons);
        decisions.set(decisions.get() + 1);
    }

    /** Decides about the polygon that is looked at; the same decision again takes it back. */
    public void decide(Decision decision) {
        layer.get().ifPresent(polygons -> current.get().ifPresent(feature -> {
            ReviewMark before = mark(polygons, feature);
            Decision after = before.decision() == decision ? Decision.OPEN : decision;
            edit(polygons, feature.id(), before, new ReviewMark(after, before.note()));
        }));
    }

    /** Writes a note about a polygon of a layer; an empty one takes it away. */
    public void note(PolygonLayer polygons, Feature feature, String words) {
        ReviewMark before = mark(polygons, feature);
        String note = words.strip();
        if (!note.equals(before.note())) {
            edit(polygons, feature.id(), before, new ReviewMark(before.decision(), note));
        }
    }

    private void edit(PolygonLayer polygons, long id, ReviewMark before, ReviewMark after) {
        apply(polygons, id, after);
        history.add(new EditHistory.Edit() {
            @Override
            public void undo() {
                apply(polygons, id, before);
            }

            @Override
            public void redo() {
                apply(polygons, id, after);
            }
        });
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

    private void apply(PolygonLayer polygons, long id, ReviewMark mark) {
        marks.computeIfAbsent(polygons, any -> new HashMap<>()).put(id, mark);
        paint(polygons);
        decisions.set(decisions.get() + 1);
    }

    private void paint(PolygonLayer polygons) {
        Map<Long, Integer> colours = new HashMap<>();
        Set<Long> hidden = new HashSet<>();
        marks.getOrDefault(polygons, Map.of()).forEach((id, mark) -> {
            if (mark.decision() == Decision.ACCEPTED) {
                colours.put(id, ACCEPTED_COLOUR);
            } else if (mark.decision() == Decision.REJECTED) {
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
                        .filter(feature ->
                                !withoutRejected.get() || mark(feature).decision() != Decision.REJECTED)
                        .toList())
                .orElse(List.of()));
        layer.get().ifPresent(this::paint);
    }

    private static ReviewMark stored(Feature feature) {
        Decision decision =
                switch (feature.text("status")) {
                    case "accepted" -> Decision.ACCEPTED;
                    case "rejected" -> Decision.REJECTED;
                    default -> Decision.OPEN;
                };
        return new ReviewMark(decision, feature.text("note"));
    }
}
