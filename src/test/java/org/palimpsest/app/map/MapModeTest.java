package org.palimpsest.app.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.palimpsest.app.map.MapLayer.Date;
import org.palimpsest.app.map.MapMode.Situation;

class MapModeTest {
    private static final Situation HERE = new Situation(0.25, 300, 200, true);

    @Test
    void swipe_showsEachDateOnItsSideOfTheDivider() {
        var panes = MapMode.SWIPE.panes(800, 600, HERE);
        assertEquals(200, panes.get(0).width());
        assertEquals(200, panes.get(1).x());
        assertFalse(panes.get(0).dates().contains(Date.AFTER));
        assertFalse(panes.get(1).dates().contains(Date.BEFORE));
    }

    @Test
    void sideBySide_showsTheMiddleOfTheViewInTheMiddleOfBothHalves() {
        for (var pane : MapMode.SIDE_BY_SIDE.panes(800, 600, HERE)) {
            assertEquals(pane.x() + pane.width() / 2, 400 + pane.shiftX());
        }
    }

    @Test
    void flicker_showsOneDateWithTheResults() {
        var panes = MapMode.FLICKER.panes(800, 600, HERE);
        assertEquals(1, panes.size());
        assertTrue(panes.get(0).dates().contains(Date.BOTH));
        assertFalse(panes.get(0).dates().contains(Date.BEFORE));
    }

    @Test
    void lens_isAbsent_whileTheCursorIsElsewhere() {
        assertEquals(2, MapMode.LENS.panes(800, 600, HERE).size());
        assertEquals(
                1,
                MapMode.LENS
                        .panes(800, 600, new Situation(0.5, Double.NaN, 0, true))
                        .size());
    }
}
