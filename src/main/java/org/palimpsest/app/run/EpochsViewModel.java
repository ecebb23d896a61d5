package org.palimpsest.app.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.palimpsest.run.EpochHistory;
import org.palimpsest.run.EpochHistory.Epoch;
import org.palimpsest.run.EpochMap;
import org.palimpsest.run.RunEvent;

/**
 * How a run's training on the pair goes or went: numbers of every epoch, the epochs whose map was kept, and which of them the
 * user looks at. It follows the newest one until an earlier one is chosen. Window's thread only.
 */
public final class EpochsViewModel {
    /** What of an epoch lies over the map. */
    public enum Look {
        /** How much the two dates differ, everywhere. */
        DIFFERENCE,
        /** What the mask held, which the training pushes apart. */
        MASK
    }

    /** What the map is asked to show. */
    public record Picture(EpochMap map, Look look) {}

    private final List<Epoch> epochs = new ArrayList<>();
    private final List<Epoch> kept = new ArrayList<>();
    private int total;
    private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper chosen = new ReadOnlyIntegerWrapper();
    private final BooleanProperty open = new SimpleBooleanProperty();
    private final BooleanProperty onMap = new SimpleBooleanProperty();
    private final ObjectProperty<Look> look = new SimpleObjectProperty<>(Look.DIFFERENCE);
    private final ReadOnlyObjectWrapper<Optional<Picture>> picture = new ReadOnlyObjectWrapper<>(Optional.empty());

    EpochsViewModel() {
        onMap.addListener(change -> show());
        look.addListener(change -> show());
        open.addListener((observable, old, now) -> onMap.set(onMap.get() && now));
    }

    /** Every epoch so far. */
    public List<Epoch> epochs() {
        return List.copyOf(epochs);
    }

    /** The epochs whose map was kept, which the slider goes through. */
    public List<Epoch> kept() {
        return List.copyOf(kept);
    }

    /** How many epochs there will be, unless the training is ended early. */
    public int total() {
        return total;
    }

    /** Rises with every epoch. */
    public ReadOnlyIntegerProperty changesProperty() {
        return changes.getReadOnlyProperty();
    }

    /** Which of {@link #kept} is looked at. */
    public ReadOnlyIntegerProperty chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /** The epoch that is looked at; empty before the first. */
    public Optional<Epoch> current() {
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept.get(Math.min(kept.size() - 1, chosen.get())));
    }

    /** Whether curves and slider are in sight. */
    public BooleanProperty openProperty() {
        return open;
    }

    /** Whether the epoch lies over the map. */
    public BooleanProperty onMapProperty() {
        return onMap;
    }

    /** What of the epoch lies over the map. */
    public ObjectProperty<Look> lookProperty() {
        return look;
    }

    /** What the map is to show; empty for nothing. */
    public ReadOnlyObjectProperty<Optional<Picture>> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    /** Looks at one of {@link #kept}, on the map too. */
    public void choose(int place) {
        int inside = Math.max(0, Math.min(kept.size() - 1, place));
        if (inside != chosen.get()) {
            chosen.set(inside);
            onMap.set(true);
            show();
        }
    }

    /** Shows the training as a finished run's folder tells it; nothing happens where it tells of none. */
    public void recall(EpochHistory history) {
        if (history.epochs().isEmpty()) {
            return;
        }
        boolean newest = chosen.get() >= kept.size() - 1;
        epochs.clear();
        kept.clear();
        epochs.addAll(history.epochs());
        history.epochs().stream().filter(epoch -> epoch.map().isPresent()).forEach(kept::add);
        total = epochs.size();
        int last = Math.max(0, kept.size() - 1);
        chosen.set(newest ? last : Math.min(last, chosen.get()));
        changes.set(changes.get() + 1);
        show();
    }

    /** Takes up an epoch; the first one brings the curves and the map into sight. */
    void hear(RunEvent.Epoch told) {
        boolean newest = chosen.get() >= kept.size() - 1;
        Epoch epoch = new Epoch(
                told.number(),
                told.loss(),
                told.maskShare(),
                told.map().map(file -> new EpochMap(file, 0)),
                told.map().map(file -> new EpochMap(file, 1)));
        if (epochs.isEmpty()) {
            open.set(true);
            onMap.set(true);
        }
        total = told.total();
        epochs.add(epoch);
        if (epoch.map().isPresent()) {
            kept.add(epoch);
            chosen.set(newest ? kept.size() - 1 : chosen.get());
        }
        changes.set(changes.get() + 1);
        show();
    }

    /** The training is over: what it led to takes the map, and earlier epochs come back when they are chosen. */
    void trained() {
        onMap.set(false);
    }

    private void show() {
        Look shown = look.get();
        picture.set(
                onMap.get()
                        ? current().flatMap(epoch -> (shown == Look.MASK ? epoch.mask() : epoch.map())
                                .map(map -> new Picture(map, shown)))
                        : Optional.empty());
    }
}
