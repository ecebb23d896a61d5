package org.palimpsest.app.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.palimpsest.raster.Grid;

class BandStatisticsTest {
    @Test
    void statistics_matchHandComputedNumbers() {
        BandStatistics statistics = BandStatistics.of(4, 1, 3, 2, 5);
        assertEquals(3, statistics.mean());
        assertEquals(Math.sqrt(2), statistics.standardDeviation(), 1e-12);
        assertEquals(3, statistics.percentile(0.5));
        assertArrayEquals(new int[] {2, 3}, statistics.histogram(new Range(1, 5), 2));
    }

    @Test
    void sample_ofALargeRaster_readsLittle_andFindsItsSpread() throws Exception {
        PaintedRaster raster = new PaintedRaster(Grid.ofPixels(20_000, 20_000), 1, (b, x, y) -> x / 100.0);
        BandStatistics statistics = BandStatistics.sample(raster).get(0);
        assertEquals(100, statistics.mean(), 5);
        assertTrue(raster.pixelsRead < 2_000_000, "read " + raster.pixelsRead);
    }

    @Test
    void sample_ofAnEmptyRaster_hasNoValues() throws Exception {
        PaintedRaster raster = new PaintedRaster(Grid.ofPixels(50, 50), 1, (b, x, y) -> Double.NaN);
        assertEquals(0, BandStatistics.sample(raster).get(0).count());
    }
}
