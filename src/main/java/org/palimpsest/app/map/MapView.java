package org.palimpsest.app.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.collections.ObservableList;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/**
 * The canvas that shows the layers in the map's mode.
 *
 * <p>It draws at most once for each frame, from tiles that are already painted, so that it never waits for a file; see
 * {@link TileStore} for how tiles come to be.
 */
public final class MapView extends Region {
    private static final Color DIVIDER_EDGE = Color.rgb(0, 0, 0, 0.55);

    private final MapViewModel map;
    private final ObservableList<? extends MapLayer> layers;
    private final TileStore store;
    private final TileDrawing drawing;
    private final Canvas canvas = new Canvas();
    private final InvalidationListener redraw = change -> requestLayout();

    /**
     * @param layers the topmost first
     * @param store where tiles come from; this view becomes its listener
     */
    public MapView(MapViewModel map, ObservableList<? extends MapLayer> layers, TileStore store) {
        this.map = map;
        this.layers = layers;
        this.store = store;
        this.drawing = new TileDrawing(store);
        getStyleClass().add("map");
        setFocusTraversable(true);
        setMinSize(200, 150);
        getChildren().add(canvas);
        store.setOnTile(this::requestLayout);
        for (Observable change : List.<Observable>of(
                map.viewportProperty(),
                map.modeProperty(),
                map.dividerProperty(),
                map.afterShownProperty(),
                map.toolProperty(),
                map.sketchProperty(),
                layers)) {
            change.addListener(redraw);
        }
        map.cursorProperty().addListener((observable, old, now) -> {
            if (map.modeProperty().get() == MapMode.LENS
                    || map.drawingProperty().get()
                    || map.toolProperty().get().isPresent()) {
                requestLayout();
            }
        });
        map.crsProperty().addListener(change -> drawing.forget());
        widthProperty().addListener(change -> fitViewport());
        heightProperty().addListener(change -> fitViewport());
        new MapGestures(this, map).install();
        setCursor(Cursor.CROSSHAIR);
    }

    /** Draws again when one of the layers changes; call for each layer that joins. */
    public void watch(MapLayer layer) {
        layer.revision().addListener(redraw);
    }

    /** Forgets a layer that left. */
    public void unwatch(MapLayer layer) {
        layer.revision().removeListener(redraw);
    }

    private void fitViewport() {
        if (getWidth() >= 1 && getHeight() >= 1) {
            map.resize((int) getWidth(), (int) getHeight());
        }
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(Math.max(1, Math.floor(getWidth())));
        canvas.setHeight(Math.max(1, Math.floor(getHeight())));
        draw(canvas.getGraphicsContext2D());
    }

    private void draw(GraphicsContext context) {
        Viewport viewport = map.viewport();
        context.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        context.setImageSmoothing(false);
        List<TileStore.Request> missing = new ArrayList<>();
        MapViewModel.Position cursor = map.cursorProperty().get().orElse(null);
        MapMode.Situation situation = new MapMode.Situation(
                map.dividerProperty().get(),
                cursor == null ? Double.NaN : viewport.screenX(cursor.x()),
                cursor == null ? Double.NaN : viewport.screenY(cursor.y()),
                map.afterShownProperty().get());
        for (MapMode.Pane pane : map.modeProperty().get().panes(viewport.width(), viewport.height(), situation)) {
            drawPane(context, pane, viewport, missing);
        }
        drawDivider(context, viewport);
        drawArea(context, viewport, cursor);
        store.want(missing);
    }

    private void drawPane(
            GraphicsContext context, MapMode.Pane pane, Viewport viewport, List<TileStore.Request> missing) {
        if (pane.width() < 1) {
            return;
        }
        context.save();
        context.beginPath();
        if (pane.round()) {
            context.arc(
                    pane.x() + pane.width() / 2,
                    pane.y() + pane.height() / 2,
                    pane.width() / 2,
                    pane.height() / 2,
                    0,
                    360);
        } else {
            context.rect(pane.x(), pane.y(), pane.width(), pane.height());
        }
        context.clip();
        Set<MapLayer.Date> dates = pane.dates();
        for (int i = layers.size() - 1; i >= 0; i--) {
            MapLayer layer = layers.get(i);
            Optional<TilePainter> painter = layer.painter();
            if (layer.isVisible() && layer.opacity() > 0 && painter.isPresent() && dates.contains(layer.date())) {
                context.setGlobalAlpha(layer.opacity());
                drawing.draw(context, layer, painter.get(), viewport, pane.shiftX(), missing);
            }
        }
        map.toolProperty().get().ifPresent(tool -> tool.sketches(
                        map.cursorProperty().get())
                .forEach(sketch -> draw(context, sketch, viewport, pane.shiftX())));
        context.restore();
        if (pane.round()) {
            outline(context, pane);
        }
    }

    private static void draw(GraphicsContext context, MapTool.Sketch sketch, Viewport viewport, double shiftX) {
        double[] x = sketch.points().stream()
                .mapToDouble(point -> viewport.screenX(point.x()) + shiftX)
                .toArray();
        double[] y = sketch.points().stream()
                .mapToDouble(point -> viewport.screenY(point.y()))
                .toArray();
        context.setGlobalAlpha(1);
        Color colour = Color.rgb(sketch.rgb() >> 16 & 0xFF, sketch.rgb() >> 8 & 0xFF, sketch.rgb() & 0xFF);
        for (double width : new double[] {4, 2}) {
            context.setLineWidth(width);
            context.setStroke(width > 2 ? DIVIDER_EDGE : colour);
            if (sketch.closed()) {
                context.strokePolygon(x, y, x.length);
            } else {
                context.strokePolyline(x, y, x.length);
            }
        }
    }

    /** The polygon that the user draws, up to the cursor while it is being drawn. */
    private void drawArea(GraphicsContext context, Viewport viewport, MapViewModel.@Nullable Position cursor) {
        List<MapViewModel.Position> corners = new ArrayList<>(map.drawn());
        if (map.drawingProperty().get() && cursor != null) {
            corners.add(cursor);
        }
        if (corners.size() < 2) {
            return;
        }
        double[] x = corners.stream()
                .mapToDouble(corner -> viewport.screenX(corner.x()))
                .toArray();
        double[] y = corners.stream()
                .mapToDouble(corner -> viewport.screenY(corner.y()))
                .toArray();
        context.setLineWidth(4);
        context.setStroke(DIVIDER_EDGE);
        context.strokePolygon(x, y, x.length);
        context.setLineWidth(2);
        context.setStroke(Color.WHITE);
        context.strokePolygon(x, y, x.length);
    }

    private static void outline(GraphicsContext context, MapMode.Pane pane) {
        context.setStroke(DIVIDER_EDGE);
        context.setLineWidth(4);
        context.strokeOval(pane.x(), pane.y(), pane.width(), pane.height());
        context.setStroke(Color.WHITE);
        context.setLineWidth(2);
        context.strokeOval(pane.x(), pane.y(), pane.width(), pane.height());
    }

    private void drawDivider(GraphicsContext context, Viewport viewport) {
        MapMode mode = map.modeProperty().get();
        if (mode != MapMode.SWIPE && mode != MapMode.SIDE_BY_SIDE) {
            return;
        }
        double share = mode == MapMode.SWIPE ? map.dividerProperty().get() : 0.5;
        double x = Math.rint(viewport.width() * share);
        context.setFill(DIVIDER_EDGE);
        context.fillRect(x - 2, 0, 4, viewport.height());
        context.setFill(Color.WHITE);
        context.fillRect(x - 1, 0, 2, viewport.height());
        if (mode == MapMode.SWIPE) {
            double middle = viewport.height() / 2.0;
            context.setFill(DIVIDER_EDGE);
            context.fillOval(x - 13, middle - 13, 26, 26);
            context.setFill(Color.WHITE);
            context.fillOval(x - 12, middle - 12, 24, 24);
            context.setFill(Color.rgb(40, 46, 54));
            context.fillPolygon(new double[] {x - 8, x - 3, x - 3}, new double[] {middle, middle - 4, middle + 4}, 3);
            context.fillPolygon(new double[] {x + 8, x + 3, x + 3}, new double[] {middle, middle - 4, middle + 4}, 3);
        }
    }
}
