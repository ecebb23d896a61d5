package org.palimpsest.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.PolygonRaster;
import org.palimpsest.vector.read.RingPolygon;

class LabelMapTest {
    private static final Grid LARGE = Grid.ofPixels(400_000, 300_000);

    @Test
    void aStrokeAcrossTilesLabelsThePixelsWhoseCentresItReaches() {
        LabelMap blank = LabelMap.blank(LARGE);
        // A radius of 1.2 around (256, 100.5): centres at distance 0.5 in the row, and (0.5, 1) = 1.118 above and
        // below.
        LabelMap map = blank.paint(new Stroke(256, 100.5, 256, 100.5, 1.2), LabelClass.CHANGED)
                .apply(blank);
        assertEquals(6, map.count(LabelClass.CHANGED));
        assertEquals(2, map.tiles().size());
        byte[] codes = map.read(new Window(254, 99, 4, 3));
        int none = -1;
        assertEquals(
                List.of(none, 1, 1, none, none, 1, 1, none, none, 1, 1, none),
                java.util.stream.IntStream.range(0, 12)
                        .mapToObj(i -> (int) codes[i])
                        .toList());
    }

    @Test
    void theSmallestBrushLabelsThePixelUnderIt() {
        LabelMap blank = LabelMap.blank(LARGE);
        LabelMap map = blank.paint(new Stroke(7.9, 7.9, 7.9, 7.9, 0.1), LabelClass.IGNORE)
                .apply(blank);
        assertEquals(1, map.count(LabelClass.IGNORE));
    }

    @Test
    void whatIsUndoneIsTheVeryMapBefore() {
        LabelMap blank = LabelMap.blank(LARGE);
        LabelMap first =
                blank.paint(new Stroke(10, 10, 300, 10, 4), LabelClass.CHANGED).apply(blank);
        LabelEdit edit = first.paint(new Stroke(20, 10, 30, 10, 4), LabelClass.NONE);
        LabelMap second = edit.apply(first);
        assertNotEquals(first, second);
        assertTrue(second.count(LabelClass.CHANGED) < first.count(LabelClass.CHANGED));
        assertEquals(first, edit.revert(second));
        assertSame(first.tiles().get(1), second.tiles().get(1), "A tile that is not touched is shared.");
    }

    @Test
    void stepsOfOneStrokeAreUndoneTogether() {
        LabelMap map = LabelMap.blank(LARGE);
        LabelEdit first = map.paint(new Stroke(10, 10, 10, 10, 4), LabelClass.CHANGED);
        LabelMap one = first.apply(map);
        LabelEdit second = one.paint(new Stroke(10, 10, 600, 10, 4), LabelClass.CHANGED);
        LabelMap two = second.apply(one);
        assertEquals(map, first.then(second).revert(two));
        assertEquals(two, first.then(second).apply(map));
    }

    @Test
    void erasingAllLeavesNoTile() {
        LabelMap map = LabelMap.blank(LARGE);
        map = map.paint(new Stroke(10, 10, 10, 10, 4), LabelClass.UNCHANGED).apply(map);
        map = map.paint(new Stroke(10, 10, 10, 10, 5), LabelClass.NONE).apply(map);
        assertTrue(map.isEmpty());
    }

    @Test
    void aPolygonReachesNoFartherThanTheScene() {
        LabelMap map = LabelMap.blank(Grid.ofPixels(300, 300));
        PolygonRaster square = new PolygonRaster(
                List.of(new RingPolygon(new double[] {290, 290, 500, 290, 500, 500, 290, 500, 290, 290}, List.of())));
        map = map.paint(LabelArea.of(square), LabelClass.CHANGED).apply(map);
        assertEquals(100, map.count(LabelClass.CHANGED));
        assertEquals(300 * 300 - 100, map.count(LabelClass.NONE));
    }

    @Test
    void changeIsSeenFromAfarThoughLittleOfItIsThere() {
        LabelMap map = LabelMap.blank(LARGE);
        map = map.paint(new Stroke(100, 100, 100, 100, 40), LabelClass.UNCHANGED)
                .apply(map);
        map = map.paint(new Stroke(100, 100, 100, 100, 1), LabelClass.CHANGED).apply(map);
        LabelTile tile = map.tile(0, 0).orElseThrow();
        assertEquals(LabelClass.CHANGED, tile.block(6, 6));
        assertEquals(LabelClass.UNCHANGED, tile.block(5, 5));
        assertEquals(LabelClass.NONE, tile.block(0, 0));
        assertEquals(LabelClass.CHANGED, tile.most());
    }
}
