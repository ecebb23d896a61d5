package org.palimpsest.app.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.palimpsest.app.map.MapTool;
import org.palimpsest.app.map.MapViewModel;
import org.palimpsest.app.map.MapViewModel.Position;
import org.palimpsest.label.LabelArea;
import org.palimpsest.vector.PolygonRaster;
import org.palimpsest.vector.read.RingPolygon;

/**
 * Labels what lies inside a polygon: a click sets a corner, a drag draws freely; a double click or Enter ends it, Backspace takes the
 * last corner back, Escape gives it up.
 */
final class PolygonTool implements MapTool {
    /** Pixels of the screen between the corners of a line that is drawn freely. */
    private static final double STEP = 5;

    private final LabelsViewModel labels;
    private final LabelKeys keys;
    private final LabelPlane plane;
    private final MapViewModel map;
    private final List<Position> corners = new ArrayList<>();

    PolygonTool(LabelsViewModel labels, LabelKeys keys, LabelPlane plane, MapViewModel map) {
        this.labels = labels;
        this.keys = keys;
        this.plane = plane;
        this.map = map;
    }

    @Override
    public void pressed(Position at) {
        if (isAway(at, 1)) {
            corners.add(at);
            redraw();
        }
    }

    @Override
    public void dragged(Position at) {
        if (isAway(at, STEP)) {
            corners.add(at);
            redraw();
        }
    }

    @Override
    public void released(Position at) {
        // Corners stay until the polygon is ended.
    }

    /** Tells whether a place is at least so many pixels of the screen away from the last corner. */
    private boolean isAway(Position at, double pixels) {
        if (corners.isEmpty()) {
            return true;
        }
        Position last = corners.get(corners.size() - 1);
        return Math.hypot(at.x() - last.x(), at.y() - last.y())
                >= pixels * map.viewport().resolution();
    }

    @Override
    public void doubleClicked() {
        finish();
    }

    @Override
    public boolean key(KeyEvent key) {
        if (key.getCode() == KeyCode.ENTER) {
            finish();
        } else if (key.getCode() == KeyCode.ESCAPE && !corners.isEmpty()) {
            corners.clear();
            redraw();
        } else if (key.getCode() == KeyCode.BACK_SPACE && !corners.isEmpty()) {
            corners.remove(corners.size() - 1);
            redraw();
        } else {
            return key.getCode() == KeyCode.BACK_SPACE || keys.heed(key);
        }
        return true;
    }

    private void finish() {
        double[] ring = new double[2 * corners.size() + 2];
        for (int i = 0; i <= corners.size() && !corners.isEmpty(); i++) {
            double[] pixel = plane.pixel(corners.get(i % corners.size()));
            ring[2 * i] = pixel[0];
            ring[2 * i + 1] = pixel[1];
        }
        boolean finite = java.util.Arrays.stream(ring).allMatch(Double::isFinite);
        if (corners.size() >= 3 && finite) {
            PolygonRaster polygon = new PolygonRaster(List.of(new RingPolygon(ring, List.of())));
            labels.paint(LabelArea.of(polygon), labels.labelProperty().get());
        }
        corners.clear();
        redraw();
    }

    /** The map draws when the cursor moves; corners change without that. */
    private void redraw() {
        map.sketchProperty().set(map.sketchProperty().get() + 1);
    }

    @Override
    public List<Sketch> sketches(Optional<Position> cursor) {
        if (corners.isEmpty()) {
            return List.of();
        }
        List<Position> outline = new ArrayList<>(corners);
        cursor.ifPresent(outline::add);
        return List.of(new Sketch(
                outline, outline.size() > 2, labels.labelProperty().get().colour()));
    }
}
