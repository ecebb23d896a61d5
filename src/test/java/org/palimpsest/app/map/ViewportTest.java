package org.palimpsest.app.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ViewportTest {
    @Test
    void zoom_keepsThePointUnderTheCursor() {
        Viewport viewport = new Viewport(500_000, 4_999_000, -12, 800, 600);
        double x = viewport.mapX(130);
        double y = viewport.mapY(470);

        Viewport closer = viewport.zoom(3, 130, 470);

        assertEquals(130, closer.screenX(x), 1.0);
        assertEquals(470, closer.screenY(y), 1.0);
        assertEquals(viewport.resolution() / Math.pow(2, 0.75), closer.resolution(), 1e-12);
    }

    @Test
    void drag_movesThePictureByWholePixels() {
        Viewport viewport = new Viewport(10, 20, 0, 100, 100);
        assertEquals(viewport.leftPixel() - 7, viewport.drag(7, 0).leftPixel());
        assertEquals(viewport.topPixel() - 5, viewport.drag(0, 5).topPixel());
    }

    @Test
    void showing_holdsTheWholeExtent_butNotTwiceAsMuch() {
        MapExtent extent = new MapExtent(1000, 2000, 4000, 2600);
        Viewport viewport = Viewport.showing(extent, 640, 480);
        assertTrue(viewport.screenX(1000) >= -1 && viewport.screenX(4000) <= 641);
        assertTrue(viewport.screenX(4000) - viewport.screenX(1000) > 320);
    }

    @Test
    void tiles_coverThePicture_theMiddleFirst() {
        Viewport viewport = new Viewport(0, 0, 0, 700, 500);
        var tiles = viewport.tiles();
        for (int[] corner : new int[][] {{0, 0}, {699, 0}, {0, 499}, {699, 499}}) {
            double x = viewport.mapX(corner[0] + 0.5);
            double y = viewport.mapY(corner[1] + 0.5);
            assertTrue(tiles.stream().anyMatch(tile -> {
                MapExtent e = tile.extent();
                return e.minX() <= x && x <= e.maxX() && e.minY() <= y && y <= e.maxY();
            }));
        }
        assertEquals(4 * 2, tiles.size());
        assertTrue(Math.abs(tiles.get(0).column() + 0.5) <= 0.5);
    }
}
