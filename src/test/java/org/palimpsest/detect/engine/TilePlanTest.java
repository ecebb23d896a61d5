package org.palimpsest.detect.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.raster.Window;

class TilePlanTest {
    @ParameterizedTest
    @CsvSource({"0,0,100,90,32,32", "5,17,64,64,32,32", "31,31,2,2,32,32", "0,0,1,1,16,16", "100,3,777,401,64,32"})
    void everyPixelOfTheExtent_belongsToExactlyOneTile(
            int x, int y, int width, int height, int tileWidth, int tileHeight) {
        Window extent = new Window(x, y, width, height);
        TilePlan plan = new TilePlan(extent, tileWidth, tileHeight);
        long pixels = 0;
        for (long a = 0; a < plan.count(); a++) {
            Window core = plan.core(a);
            assertTrue(extent.contains(core), core + " leaves the extent");
            pixels += core.pixels();
            for (long b = 0; b < a; b++) {
                assertTrue(core.intersection(plan.core(b)).isEmpty(), a + " and " + b + " overlap");
            }
        }
        assertEquals(extent.pixels(), pixels);
    }

    @Test
    void tilesBeginOnTheLatticeOfTheGrid_notAtTheExtent() {
        TilePlan plan = new TilePlan(new Window(500, 10, 100, 20), 512, 512);
        assertEquals(2, plan.count());
        assertEquals(new Window(500, 10, 12, 20), plan.core(0));
        assertEquals(new Window(512, 10, 88, 20), plan.core(1));
    }

    @Test
    void windowsOfOneShape_holdTheWholeTileWithItsHalo_inMultiples() {
        TilePlan plan = new TilePlan(new Window(500, 10, 100, 20), 512, 512);
        assertEquals(new Window(-3, -3, 520, 520), plan.read(0, 3, 8, true));
        assertEquals(new Window(509, -3, 520, 520), plan.read(1, 3, 8, true));
    }

    @Test
    void windowsOfAnyShape_endWithTheExtentAndItsHalo() {
        TilePlan plan = new TilePlan(new Window(500, 10, 100, 20), 512, 512);
        assertEquals(new Window(497, 7, 18, 26), plan.read(0, 3, 1, false));
    }

    @Test
    void tilesTooSmallOrTooLarge_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new TilePlan(new Window(0, 0, 1, 1), 8, 512));
        assertThrows(IllegalArgumentException.class, () -> new TilePlan(new Window(0, 0, 1, 1), 512, 10_000));
    }

    @Test
    void smallBudgets_makeSmallerTilesAndFewerAtOnce_butNeverNone() {
        Window extent = new Window(0, 0, 30_000, 30_000);
        TilePlan plan = TileBudget.plan(extent, 8, 2L << 30);
        assertEquals(512, plan.tileWidth());
        assertEquals(4, TileBudget.tilesInFlight(plan, 8, 2L << 30, 4, 1));
        assertTrue(TileBudget.plan(extent, 400, 128L << 20).tileWidth() < 512);
        assertEquals(1, TileBudget.tilesInFlight(plan, 4000, 128L << 20, 4, 1));
    }
}
