package org.palimpsest.app.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.value.ObservableValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.palimpsest.app.layer.Feature;
import org.palimpsest.app.layer.PolygonLayer;
import org.palimpsest.app.work.EditHistory;
import org.palimpsest.project.ReviewMark;
import org.palimpsest.project.ReviewMark.Decision;
import org.palimpsest.raster.Crs;

class ReviewViewModelTest {
    private final ReviewViewModel review = new ReviewViewModel(new EditHistory());
    private PolygonLayer layer;

    @BeforeEach
    void openLayer() throws Exception {
        layer = new PolygonLayer(
                "changes",
                Path.of("changes.geojson"),
                List.of(square(1, 50), square(2, 900), square(3, 700)),
                Optional.empty());
        layer.place(Optional.empty()).run();
        review.layerProperty().set(Optional.of(layer));
    }

    private static Feature square(long id, double area) {
        double x = id * 10;
        return new Feature(
                id,
                new double[][] {{x, 0, x + 5, 0, x + 5, 5, x, 5, x, 0}},
                Map.of("id", (double) id, "area_m2", area, "direction", "gain"));
    }

    @Test
    void sizes_areMetres_onlyWhereTheMapLiesOnTheEarth() throws Exception {
        ObservableValue<Boolean> pixels = review.measuredInPixels();
        assertTrue(pixels.getValue());
        layer.place(Optional.of(Crs.parse("EPSG:32632"))).run();
        assertFalse(pixels.getValue());
        review.layerProperty().set(Optional.empty());
        assertFalse(pixels.getValue());
    }

    @Test
    void step_goesThroughAllInOrder_andAroundTheEnd() {
        review.step(1, review.shown());
        assertEquals(1, review.currentProperty().get().orElseThrow().id());
        review.step(-1, review.shown());
        assertEquals(3, review.currentProperty().get().orElseThrow().id());
        assertEquals(Set.of(3L), layer.selectedProperty().get());
    }

    @Test
    void decisions_canBeTakenBackAndMadeAgain() {
        review.step(1, review.shown());
        Feature first = review.currentProperty().get().orElseThrow();
        review.decide(Decision.REJECTED);
        assertEquals(Decision.REJECTED, review.mark(first).decision());
        review.history().undo();
        assertEquals(Decision.OPEN, review.mark(first).decision());
        assertFalse(review.history().canUndoProperty().get());
        review.history().redo();
        assertEquals(Decision.REJECTED, review.mark(first).decision());
        review.decide(Decision.REJECTED);
        assertEquals(Decision.OPEN, review.mark(first).decision());
    }

    @Test
    void note_staysWithItsDecision_andCanBeTakenBack() {
        review.step(1, review.shown());
        Feature first = review.currentProperty().get().orElseThrow();
        review.note(layer, first, "  a new roof ");
        review.decide(Decision.ACCEPTED);
        assertEquals(new ReviewMark(Decision.ACCEPTED, "a new roof"), review.mark(first));
        review.note(layer, first, "a new roof");
        review.history().undo();
        review.history().undo();
        assertEquals(new ReviewMark(Decision.OPEN, ""), review.mark(first), "writing the same again was no edit");
    }

    @Test
    void rejected_canBeHidden_inTableAndMap() {
        review.step(1, review.shown());
        review.decide(Decision.REJECTED);
        review.withoutRejectedProperty().set(true);
        assertEquals(2, review.shown().size());
        assertEquals(Set.of(1L), layer.hiddenProperty().get());
    }

    @Test
    void filter_comparesNumbersAndFindsWords() {
        review.filterProperty().set("area_m2 >= 700");
        assertEquals(2, review.shown().size());
        review.filterProperty().set("Gain");
        assertEquals(3, review.shown().size());
        review.filterProperty().set("loss");
        assertTrue(review.shown().isEmpty());
    }
}
