package org.palimpsest.app.label;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import org.palimpsest.app.layer.LabelLayer;
import org.palimpsest.app.layer.LayersViewModel;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.map.MapViewModel;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.work.Background;
import org.palimpsest.app.work.EditHistory;
import org.palimpsest.base.BadInputException;
import org.palimpsest.label.LabelArea;
import org.palimpsest.label.LabelClass;
import org.palimpsest.label.LabelEdit;
import org.palimpsest.label.LabelMap;

/**
 * The labels of the scene and the tools that draw them, without their looks.
 *
 * <p>Labels lie on the pixels of the first date. Every stroke, polygon, import and removal is one step of the history. Window's
 * thread only; large areas are painted on workers.
 */
public final class LabelsViewModel {
    /** What the mouse does with the labels. */
    public enum Tool {
        BRUSH,
        POLYGON,
        ERASE
    }

    /**
     * What the labels need of the window.
     *
     * @param scene the raster on whose pixels labels lie; empty while none is open
     * @param failed hears what went wrong
     */
    public record Parts(
            Background background,
            MapViewModel map,
            LayersViewModel layers,
            EditHistory history,
            Supplier<Optional<RasterLayer>> scene,
            Consumer<Exception> failed) {}

    private static final int FIRST_DIAMETER = 10;

    private final Parts parts;
    private final ReadOnlyObjectWrapper<Optional<LabelLayer>> layer = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<LabelMap>> labels = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObjectProperty<Optional<Tool>> tool = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<LabelClass> label = new SimpleObjectProperty<>(LabelClass.CHANGED);
    private final IntegerProperty diameter = new SimpleIntegerProperty(FIRST_DIAMETER);
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ChangeListener<LabelMap> follow =
            (observable, old, now) -> labels.set(Optional.of(now).filter(map -> !map.isEmpty()));

    public LabelsViewModel(Parts parts) {
        this.parts = parts;
        tool.addListener((observable, old, now) -> pick(now));
        diameter.addListener(change -> redraw());
        label.addListener(change -> redraw());
        parts.map().toolProperty().addListener((observable, old, now) -> {
            if (now.isEmpty()) {
                tool.set(Optional.empty());
            }
        });
    }

    /** The layer of the labels; empty before the first tool was picked. */
    public ReadOnlyObjectProperty<Optional<LabelLayer>> layerProperty() {
        return layer.getReadOnlyProperty();
    }

    /** The labels; empty while nothing is labelled. */
    public ReadOnlyObjectProperty<Optional<LabelMap>> labelsProperty() {
        return labels.getReadOnlyProperty();
    }

    /** The tool in hand; empty while the mouse moves the map. */
    public ObjectProperty<Optional<Tool>> toolProperty() {
        return tool;
    }

    /** The class that brush and polygon give. */
    public ObjectProperty<LabelClass> labelProperty() {
        return label;
    }

    /** Diameter of brush and eraser in pixels of the scene. */
    public IntegerProperty diameterProperty() {
        return diameter;
    }

    /** Makes the brush larger (1) or smaller (-1). */
    public void resize(int by) {
        diameter.set(BrushSize.next(diameter.get(), by));
    }

    /** Whether a large area or an import is being worked on. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** Takes a tool into the hand, or lays it down when it is there already. */
    public void toggle(Tool wanted) {
        tool.set(tool.get().equals(Optional.of(wanted)) ? Optional.empty() : Optional.of(wanted));
    }

    /** The brush's outline on the map is another one, though the cursor has not moved. */
    private void redraw() {
        parts.map().sketchProperty().set(parts.map().sketchProperty().get() + 1);
    }

    private void pick(Optional<Tool> now) {
        if (now.isEmpty()) {
            parts.map().toolProperty().set(Optional.empty());
            return;
        }
        if (!begin()) {
            tool.set(Optional.empty());
            return;
        }
        parts.map().drawingProperty().set(false);
        LabelKeys keys = new LabelKeys(this);
        LabelPlane plane = new LabelPlane(layer.get().orElseThrow());
        parts.map()
                .toolProperty()
                .set(Optional.of(
                        now.get() == Tool.POLYGON
                                ? new PolygonTool(this, keys, plane, parts.map())
                                : new BrushTool(this, keys, plane, parts.map(), now.get() == Tool.ERASE)));
    }

    /** Makes sure that there is a layer in sight to draw on; tells whether there is. */
    public boolean begin() {
        if (layer.get().isEmpty()) {
            Optional<RasterLayer> scene = parts.scene().get();
            if (scene.isEmpty()) {
                parts.failed().accept(new BadInputException(Text.of("label.needs.before")));
                return false;
            }
            LabelMap blank = LabelMap.blank(scene.get().source().raster().grid());
            join(new LabelLayer(Text.of("label.layer"), blank, scene.get().placement()));
            parts.layers().add(layer.get().orElseThrow());
        }
        layer.get().orElseThrow().visibleProperty().set(true);
        return true;
    }

    /** Works on the labels of a layer that joins the map: those of a project. */
    public void attach(LabelLayer joined) {
        detach();
        join(joined);
    }

    private void join(LabelLayer joined) {
        layer.set(Optional.of(joined));
        joined.labelsProperty().addListener(follow);
        labels.set(Optional.of(joined.labels()).filter(map -> !map.isEmpty()));
    }

    private void detach() {
        tool.set(Optional.empty());
        layer.get().ifPresent(left -> left.labelsProperty().removeListener(follow));
        layer.set(Optional.empty());
        labels.set(Optional.empty());
    }

    /** The layer has left the map; undo brings it back. */
    public void removed(LabelLayer left) {
        if (layer.get().filter(mine -> mine == left).isEmpty()) {
            return;
        }
        detach();
        parts.history().add(new EditHistory.Edit() {
            @Override
            public void undo() {
                parts.layers().add(left);
                attach(left);
            }

            @Override
            public void redo() {
                parts.layers().remove(left);
                detach();
            }
        });
    }

    /** Forgets the labels: another project is opened. */
    public void forget() {
        detach();
    }

    /** Shows a step that is not in the history yet: a stroke that goes on. */
    void show(LabelEdit edit) {
        layer.get().ifPresent(mine -> mine.labelsProperty().set(edit.apply(mine.labels())));
    }

    /** Notes a step that is shown already. */
    void note(LabelEdit edit) {
        if (edit.isEmpty() || layer.get().isEmpty()) {
            return;
        }
        LabelLayer mine = layer.get().get();
        parts.history().add(new EditHistory.Edit() {
            @Override
            public void undo() {
                mine.labelsProperty().set(edit.revert(mine.labels()));
            }

            @Override
            public void redo() {
                mine.labelsProperty().set(edit.apply(mine.labels()));
            }
        });
    }

    /** Gives an area a class, as one step; {@link LabelClass#NONE} erases. */
    public void paint(LabelArea area, LabelClass to) {
        work(map -> map.paint(area, to), done -> {});
    }

    /** Takes all labels away, as one step. */
    public void clear() {
        work(LabelMap::clear, done -> {});
    }

    /** What a worker does with a map of labels. */
    @FunctionalInterface
    public interface Work {
        LabelEdit on(LabelMap map) throws Exception;
    }

    /**
     * Changes the labels on a worker, as one step.
     *
     * @param done hears what changed, in the window's thread
     */
    public void work(Work work, Consumer<LabelEdit> done) {
        if (!begin()) {
            return;
        }
        LabelLayer mine = layer.get().orElseThrow();
        LabelMap from = mine.labels();
        busy.set(true);
        parts.background()
                .run(
                        () -> work.on(from),
                        edit -> {
                            busy.set(false);
                            if (layer.get().filter(now -> now == mine).isEmpty()) {
                                return;
                            }
                            if (!mine.labels().equals(from)) {
                                // Something else was drawn meanwhile: what was worked out does not fit any more.
                                work(work, done);
                                return;
                            }
                            show(edit);
                            note(edit);
                            done.accept(edit);
                        },
                        e -> {
                            busy.set(false);
                            parts.failed().accept(e);
                        });
    }

    /** How many pixels have each class, in the order of the list. */
    public List<Long> counts(List<LabelClass> classes) {
        return classes.stream()
                .map(one -> labels.get().map(map -> map.count(one)).orElse(0L))
                .toList();
    }
}
