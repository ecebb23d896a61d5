package org.palimpsest.app.map;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.palimpsest.raster.Crs;

/** What the map shows: its coordinate system, the viewport with its history, the mode and the cursor. */
public final class MapViewModel {
    private static final int LONGEST_HISTORY = 50;
    private static final MapExtent NOTHING_YET = new MapExtent(-512, -512, 512, 512);
    private static final double MARGIN = 0.03;
    /** Over this many pixels in the middle of the view the ground counts as flat. */
    private static final double NEAR_PIXELS = 10;

    /** A point under the mouse, in map coordinates. */
    public record Position(double x, double y) {}

    private final ObjectProperty<Optional<Crs>> crs = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Optional<Crs.CoordinateMap>> toDegrees = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Viewport> viewport =
            new SimpleObjectProperty<>(Viewport.showing(NOTHING_YET, 800, 600));
    private final ObjectProperty<MapMode> mode = new SimpleObjectProperty<>(MapMode.OVERLAY);
    private final DoubleProperty divider = new SimpleDoubleProperty(0.5);
    private final BooleanProperty afterShown = new SimpleBooleanProperty(true);
    private final ObjectProperty<Optional<Position>> cursor = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Position> clicked = new SimpleObjectProperty<>(new Position(Double.NaN, Double.NaN));
    private final BooleanProperty drawing = new SimpleBooleanProperty();
    private final ObjectProperty<Optional<MapTool>> tool = new SimpleObjectProperty<>(Optional.empty());
    private final LongProperty sketch = new SimpleLongProperty();
    private final ObservableList<Position> drawn = FXCollections.observableArrayList();
    private final Deque<Viewport> earlier = new ArrayDeque<>();
    private final ReadOnlyBooleanWrapper previousAvailable = new ReadOnlyBooleanWrapper(false);

    /** The map's coordinate system: that of the first date; empty for pictures without georeference. */
    public ObjectProperty<Optional<Crs>> crsProperty() {
        return crs;
    }

    /** The way from map coordinates to longitude and latitude; empty while it is unknown. */
    public ObjectProperty<Optional<Crs.CoordinateMap>> toDegreesProperty() {
        return toDegrees;
    }

    /** Longitude and latitude of a place in degrees; empty where they are unknown. */
    public Optional<Position> degrees(double x, double y) {
        double[] point = {x, y};
        toDegrees.get().ifPresent(map -> map.apply(point));
        return toDegrees.get().isEmpty() || Double.isNaN(point[0]) || Double.isNaN(point[1])
                ? Optional.empty()
                : Optional.of(new Position(point[0], point[1]));
    }

    /** Metres on the ground of one pixel in the middle of the view; empty for pictures without georeference. */
    public Optional<Double> metresPerPixel() {
        Viewport now = viewport();
        double half = NEAR_PIXELS * now.resolution() / 2;
        Optional<Position> left = degrees(now.centreX() - half, now.centreY());
        Optional<Position> right = degrees(now.centreX() + half, now.centreY());
        return left.isEmpty() || right.isEmpty()
                ? Optional.empty()
                : Optional.of(GroundDistance.metres(left.get(), right.get()) / NEAR_PIXELS);
    }

    /** Degrees, clockwise, from the top of the screen to true north in the middle of the view; empty where it is unknown. */
    public Optional<Double> northDegrees() {
        Viewport now = viewport();
        double half = NEAR_PIXELS * now.resolution() / 2;
        Optional<Position> below = degrees(now.centreX(), now.centreY() - half);
        Optional<Position> above = degrees(now.centreX(), now.centreY() + half);
        return below.isEmpty() || above.isEmpty()
                ? Optional.empty()
                : Optional.of(-GroundDistance.azimuth(below.get(), above.get()));
    }

    public ObjectProperty<Viewport> viewportProperty() {
        return viewport;
    }

    public Viewport viewport() {
        return viewport.get();
    }

    public ObjectProperty<MapMode> modeProperty() {
        return mode;
    }

    /** Place of the swipe's divider, 0 (left) to 1. */
    public DoubleProperty dividerProperty() {
        return divider;
    }

    /** In flicker: whether the second date is the one that shows. */
    public BooleanProperty afterShownProperty() {
        return afterShown;
    }

    /** What is under the mouse; empty when it is not over the map. */
    public ObjectProperty<Optional<Position>> cursorProperty() {
        return cursor;
    }

    /** The place of the last click; NaN before the first. */
    public ObjectProperty<Position> clickedProperty() {
        return clicked;
    }

    /** Whether clicks add corners to the drawn polygon. */
    public BooleanProperty drawingProperty() {
        return drawing;
    }

    /** Corners of the polygon that the user draws or has drawn, not closed. */
    public ObservableList<Position> drawn() {
        return drawn;
    }

    /** What the mouse does instead of moving the map; empty while it does that. */
    public ObjectProperty<Optional<MapTool>> toolProperty() {
        return tool;
    }

    /** Changes whenever the sketches of the tool do, besides with the cursor. */
    public LongProperty sketchProperty() {
        return sketch;
    }

    /** Begins a new polygon. */
    public void startDrawing() {
        tool.set(Optional.empty());
        drawn.clear();
        drawing.set(true);
    }

    /** Whether {@link #previous} has anywhere to go. */
    public ReadOnlyBooleanProperty previousAvailableProperty() {
        return previousAvailable.getReadOnlyProperty();
    }

    /** The map's place on the screen got another size. */
    public void resize(int width, int height) {
        viewport.set(viewport().resize(Math.max(1, width), Math.max(1, height)));
    }

    /** Moves by a drag; does not enter the history, {@link #remember} at the start of a drag does. */
    public void drag(double dx, double dy) {
        viewport.set(viewport().drag(dx, dy));
    }

    /** Zooms by steps around a point of the screen. */
    public void zoom(int steps, double atX, double atY) {
        remember();
        viewport.set(viewport().zoom(steps, atX, atY));
    }

    /** Zooms by steps around the middle. */
    public void zoom(int steps) {
        zoom(steps, viewport().width() / 2.0, viewport().height() / 2.0);
    }

    /** Shows the whole of an extent with a small margin. */
    public void show(MapExtent extent) {
        remember();
        showWithoutHistory(extent);
    }

    /** Like {@link #show}, for the program's own first view. */
    public void showWithoutHistory(MapExtent extent) {
        MapExtent shown = mode.get() == MapMode.SIDE_BY_SIDE
                ? new MapExtent(
                        extent.minX() - extent.width() / 2,
                        extent.minY(),
                        extent.maxX() + extent.width() / 2,
                        extent.maxY())
                : extent;
        viewport.set(Viewport.showing(
                shown.grow(MARGIN), viewport().width(), viewport().height()));
    }

    /** Moves a place to the middle. */
    public void centre(double x, double y) {
        remember();
        viewport.set(viewport().centredAt(x, y));
    }

    /** Keeps the present view for {@link #previous}. */
    public void remember() {
        if (!viewport().equals(earlier.peekLast())) {
            earlier.addLast(viewport());
            if (earlier.size() > LONGEST_HISTORY) {
                earlier.removeFirst();
            }
            previousAvailable.set(true);
        }
    }

    /** Goes back to the view before the last change. */
    public void previous() {
        Viewport now = viewport();
        Viewport last = earlier.pollLast();
        if (last != null) {
            viewport.set(last.resize(now.width(), now.height()));
        }
        previousAvailable.set(!earlier.isEmpty());
    }

    /** Shows the other date; switches to flicker where both were seen. */
    public void flicker() {
        if (mode.get() != MapMode.FLICKER) {
            mode.set(MapMode.FLICKER);
            afterShown.set(false);
        } else {
            afterShown.set(!afterShown.get());
        }
    }
}
