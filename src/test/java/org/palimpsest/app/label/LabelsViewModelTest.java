package org.palimpsest.app.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.palimpsest.app.label.LabelsViewModel.Tool;
import org.palimpsest.app.layer.Feature;
import org.palimpsest.app.layer.Features;
import org.palimpsest.app.layer.LabelLayer;
import org.palimpsest.app.layer.LayersViewModel;
import org.palimpsest.app.layer.Placement;
import org.palimpsest.app.layer.PolygonLayer;
import org.palimpsest.app.map.MapTool;
import org.palimpsest.app.map.MapViewModel;
import org.palimpsest.app.map.MapViewModel.Position;
import org.palimpsest.app.map.TileAddress;
import org.palimpsest.app.map.TilePainter;
import org.palimpsest.app.review.ReviewViewModel;
import org.palimpsest.app.work.Background;
import org.palimpsest.app.work.EditHistory;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Progress;
import org.palimpsest.label.LabelClass;
import org.palimpsest.label.LabelImport;
import org.palimpsest.label.LabelMap;
import org.palimpsest.project.ReviewMark.Decision;
import org.palimpsest.raster.Grid;

/** Tools for labels on a scene without georeference: x is the column, y the negative row. */
class LabelsViewModelTest {
    private final MapViewModel map = new MapViewModel();
    private final LayersViewModel layers = new LayersViewModel();
    private final EditHistory history = new EditHistory();
    private final List<Exception> faults = new ArrayList<>();
    private final LabelsViewModel labels = new LabelsViewModel(new LabelsViewModel.Parts(
            Background.inCallingThread(), map, layers, history, Optional::empty, faults::add));
    private LabelLayer layer;

    @BeforeEach
    void labelsOfAScene() throws Exception {
        Grid grid = Grid.ofPixels(1000, 1000);
        layer = new LabelLayer("Labels", LabelMap.blank(grid), Placement.of(grid, Optional.empty()));
        layers.add(layer);
        labels.attach(layer);
    }

    private MapTool tool(Tool tool) {
        labels.toolProperty().set(Optional.of(tool));
        return map.toolProperty().get().orElseThrow();
    }

    private long count(LabelClass label) {
        return layer.labels().count(label);
    }

    @Test
    void aStrokeIsOneStep_thoughItIsSeenWhileItIsDrawn() {
        MapTool brush = tool(Tool.BRUSH);
        brush.pressed(new Position(100.5, -100.5));
        long dab = count(LabelClass.CHANGED);
        // A circle of diameter 10 holds the pixels whose centres are at most 5 from its own: 81.
        assertEquals(81, dab);
        brush.dragged(new Position(150.5, -100.5));
        brush.dragged(new Position(200.5, -100.5));
        assertTrue(count(LabelClass.CHANGED) > dab);
        assertFalse(history.canUndoProperty().get());
        brush.released(new Position(200.5, -100.5));
        history.undo();
        assertEquals(0, count(LabelClass.CHANGED));
        assertTrue(labels.labelsProperty().get().isEmpty());
        history.redo();
        assertEquals(81 + 100 * 11, count(LabelClass.CHANGED), "Eleven rows more for each of 100 columns");
    }

    @Test
    void aStrokeReachesWhereTheButtonWentUp_thoughNoMotionWasToldOf() {
        MapTool brush = tool(Tool.BRUSH);
        brush.pressed(new Position(100.5, -100.5));
        brush.released(new Position(200.5, -100.5));
        assertEquals(81 + 100 * 11, count(LabelClass.CHANGED));
        history.undo();
        assertEquals(0, count(LabelClass.CHANGED), "One stroke is one step");
    }

    @Test
    void thePolygonGivesTheChosenClassToWhatItEncloses() {
        labels.labelProperty().set(LabelClass.UNCHANGED);
        MapTool polygon = tool(Tool.POLYGON);
        for (double[] corner : new double[][] {{10, -10}, {30, -10}, {30, -20}, {10, -20}}) {
            polygon.pressed(new Position(corner[0], corner[1]));
            polygon.released(new Position(corner[0], corner[1]));
        }
        assertEquals(1, polygon.sketches(Optional.empty()).size());
        polygon.doubleClicked();
        assertEquals(200, count(LabelClass.UNCHANGED));
        assertEquals(List.of(), polygon.sketches(Optional.empty()));
        labels.labelProperty().set(LabelClass.NONE);
        history.undo();
        assertEquals(0, count(LabelClass.UNCHANGED));
    }

    @Test
    void theEraserTakesAway_whateverTheClass() {
        MapTool brush = tool(Tool.BRUSH);
        brush.pressed(new Position(100.5, -100.5));
        brush.released(new Position(100.5, -100.5));
        MapTool eraser = tool(Tool.ERASE);
        eraser.pressed(new Position(100.5, -100.5));
        eraser.released(new Position(100.5, -100.5));
        assertTrue(layer.labels().isEmpty());
    }

    @Test
    void aBrushIsAsLargeInPixelsAsItsCircleShows() {
        labels.diameterProperty().set(20);
        List<Position> circle = tool(Tool.BRUSH)
                .sketches(Optional.of(new Position(50, -50)))
                .get(0)
                .points();
        for (Position point : circle) {
            assertEquals(10, Math.hypot(point.x() - 50, point.y() + 50), 1e-6);
        }
        labels.resize(1);
        assertEquals(24, labels.diameterProperty().get());
        labels.resize(-1);
        labels.resize(-1);
        assertEquals(16, labels.diameterProperty().get());
    }

    @Test
    void aLayerThatIsRemovedComesBackByUndo() {
        MapTool brush = tool(Tool.BRUSH);
        brush.pressed(new Position(100.5, -100.5));
        brush.released(new Position(100.5, -100.5));
        layers.remove(layer);
        labels.removed(layer);
        assertTrue(labels.labelsProperty().get().isEmpty());
        assertTrue(map.toolProperty().get().isEmpty());
        history.undo();
        assertEquals(81, labels.counts(List.of(LabelClass.CHANGED)).get(0));
        assertTrue(layers.list().contains(layer));
    }

    @Test
    void onlyTheTilesOfThePictureThatWereDrawnOnArePaintedAgain() {
        MapTool brush = tool(Tool.BRUSH);
        brush.pressed(new Position(100.5, -100.5));
        brush.released(new Position(100.5, -100.5));
        brush.pressed(new Position(700.5, -700.5));
        TilePainter before = layer.painter().orElseThrow();
        brush.dragged(new Position(710.5, -700.5));
        TilePainter after = layer.painter().orElseThrow();
        TileAddress untouched = new TileAddress(0, 0, 0);
        TileAddress touched = new TileAddress(0, 2, 2);
        assertEquals(before.at(untouched), after.at(untouched));
        assertFalse(before.at(touched).equals(after.at(touched)));
        assertFalse(after.mayShow(new TileAddress(0, 3, 0)), "Where nothing is labelled there is nothing to paint.");
    }

    @Test
    void reviewedPolygonsBecomeLabels() throws Exception {
        PolygonLayer polygons = new PolygonLayer("Changes", Path.of("changes.gpkg"), List.of(), Optional.empty());
        polygons.featuresProperty().set(new Features(List.of(square(1, 10), square(2, 100), square(3, 200))));
        ReviewViewModel review = new ReviewViewModel(history);
        review.layerProperty().set(Optional.of(polygons));
        decide(review, polygons, 0, Decision.ACCEPTED);
        decide(review, polygons, 1, Decision.REJECTED);
        LabelSource source = LabelSource.of(polygons, review);
        labels.work(
                now -> LabelImport.polygons(
                        now, source.areas(layer), LabelClass.NONE, Progress.NONE, Cancellation.NEVER),
                done -> {});
        assertEquals(List.of(), faults);
        // 20 x 20 pixels with a hole of 10 x 10.
        assertEquals(300, count(LabelClass.CHANGED));
        assertEquals(300, count(LabelClass.UNCHANGED));
    }

    private static void decide(ReviewViewModel review, PolygonLayer polygons, int index, Decision decision) {
        review.currentProperty().set(Optional.of(polygons.features().all().get(index)));
        review.decide(decision);
    }

    private static Feature square(long id, double at) {
        return new Feature(id, new double[][] {ring(at, 20), ring(at + 5, 10)}, Map.of());
    }

    private static double[] ring(double at, double side) {
        return new double[] {at, -at, at + side, -at, at + side, -at - side, at, -at - side, at, -at};
    }
}
