package org.palimpsest.app.label;

import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.palimpsest.app.layer.LabelLayer;
import org.palimpsest.app.map.MapTool;
import org.palimpsest.app.map.MapViewModel;
import org.palimpsest.app.map.MapViewModel.Position;
import org.palimpsest.label.LabelClass;
import org.palimpsest.label.LabelEdit;
import org.palimpsest.label.LabelMap;
import org.palimpsest.label.Stroke;

/** Paints, or erases, with a round brush; all that is painted until the button goes up is one step of the history. */
final class BrushTool implements MapTool {
    private static final int ERASER_COLOUR = 0xFFFFFF;

    private final LabelsViewModel labels;
    private final LabelKeys keys;
    private final LabelPlane plane;
    private final MapViewModel map;
    private final boolean erases;
    private double @Nullable [] last;
    private @Nullable LabelEdit stroke;

    BrushTool(LabelsViewModel labels, LabelKeys keys, LabelPlane plane, MapViewModel map, boolean erases) {
        this.labels = labels;
        this.keys = keys;
        this.plane = plane;
        this.map = map;
        this.erases = erases;
    }

    @Override
    public void pressed(Position at) {
        paint(at);
    }

    @Override
    public void dragged(Position at) {
        paint(at);
    }

    private void paint(Position at) {
        double[] pixel = plane.pixel(at);
        Optional<LabelLayer> layer = labels.layerProperty().get();
        if (!Double.isFinite(pixel[0] + pixel[1]) || layer.isEmpty()) {
            return;
        }
        double[] from = last == null ? pixel : last;
        LabelMap now = layer.get().labels();
        double radius = labels.diameterProperty().get() / 2.0;
        LabelClass label = erases ? LabelClass.NONE : labels.labelProperty().get();
        LabelEdit step = now.paint(new Stroke(from[0], from[1], pixel[0], pixel[1], radius), label);
        labels.show(step);
        stroke = stroke == null ? step : stroke.then(step);
        last = pixel;
    }

    @Override
    public void released(Position at) {
        double[] end = plane.pixel(at);
        // A motion that came in one burst was told of by its end only.
        if (last != null && (last[0] != end[0] || last[1] != end[1])) {
            paint(at);
        }
        if (stroke != null) {
            labels.note(stroke);
        }
        stroke = null;
        last = null;
    }

    @Override
    public void doubleClicked() {
        // Two clicks are two dabs.
    }

    @Override
    public boolean key(KeyEvent key) {
        return keys.heed(key);
    }

    @Override
    public List<Sketch> sketches(Optional<Position> cursor) {
        return cursor.map(place -> List.of(new Sketch(
                        plane.circle(
                                place,
                                labels.diameterProperty().get() / 2.0,
                                map.viewport().resolution()),
                        true,
                        erases ? ERASER_COLOUR : labels.labelProperty().get().colour())))
                .orElse(List.of());
    }
}
