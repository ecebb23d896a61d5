package org.palimpsest.app.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.palimpsest.app.map.TileAddress;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;

class TileSamplerTest {
    private static final TileAddress ONE_TO_ONE = new TileAddress(0, 0, 0);

    private static SampleTile sample(PaintedRaster raster, TileAddress tile, Resampling resampling) throws Exception {
        Placement placement = Placement.of(raster.grid(), raster.grid().crs());
        return new TileSampler(raster, placement, new int[] {0}, resampling)
                .sample(tile)
                .orElseThrow();
    }

    @Test
    void sample_atFullResolution_givesEachPixelItsOwnValue() throws Exception {
        PaintedRaster raster = new PaintedRaster(Grid.ofPixels(300, 300), 1, (b, x, y) -> x + 1000 * y);
        SampleTile tile = sample(raster, ONE_TO_ONE, Resampling.MEAN);
        assertEquals(17 + 1000 * 42, tile.samples()[0][42 * 256 + 17]);
        assertEquals(255 + 1000 * 255, tile.samples()[0][255 * 256 + 255]);
    }

    @Test
    void sample_atHalfResolution_isTheMeanOfFourPixels() throws Exception {
        PaintedRaster raster = new PaintedRaster(Grid.ofPixels(512, 512), 1, (b, x, y) -> x + 1000 * y);
        SampleTile tile = sample(raster, new TileAddress(-4, 0, 0), Resampling.MEAN);
        assertEquals(2 * 10 + 0.5 + 1000 * (2 * 20 + 0.5), tile.samples()[0][20 * 256 + 10], 0.01);
    }

    @Test
    void sample_ofAMask_keepsASingleChangedPixel() throws Exception {
        PaintedRaster raster =
                new PaintedRaster(Grid.ofPixels(2048, 2048), 1, (b, x, y) -> x == 1001 && y == 803 ? 1 : 0);
        SampleTile tile = sample(raster, new TileAddress(-12, 0, 0), Resampling.LARGEST);
        assertEquals(1, tile.samples()[0][803 / 8 * 256 + 1001 / 8]);
    }

    @Test
    void sample_leavesNodataAndTheOutsideBlank() throws Exception {
        PaintedRaster raster = new PaintedRaster(Grid.ofPixels(100, 100), 1, (b, x, y) -> x < 50 ? Double.NaN : 7);
        SampleTile tile = sample(raster, ONE_TO_ONE, Resampling.MEAN);
        assertFalse(tile.valid()[10 * 256 + 10]);
        assertTrue(tile.valid()[10 * 256 + 60]);
        assertFalse(tile.valid()[10 * 256 + 120]);
    }

    @Test
    void sample_usesAnOverview_insteadOfReadingEverything() throws Exception {
        Grid full = Grid.ofPixels(8192, 8192);
        Grid overview = new Grid(1024, 1024, full.transform().scale(8, 8), Optional.empty());
        PaintedRaster raster = new PaintedRaster(full, 1, (b, x, y) -> x, overview);
        sample(raster, new TileAddress(-20, 0, 0), Resampling.MEAN);
        assertTrue(raster.pixelsRead <= 1024 * 1024, "read " + raster.pixelsRead + " pixels");
    }

    @Test
    void sample_inAnotherSystem_findsThePixelAtTheSamePlace() throws BadInputException {
        Crs utm = Crs.parse("EPSG:32633");
        Crs degrees = Crs.longitudeLatitude();
        Grid grid = new Grid(1000, 1000, GeoTransform.northUp(500_000, 5_000_000, 10, 10), Optional.of(utm));
        PaintedRaster raster = new PaintedRaster(grid, 1, (b, x, y) -> x + 1000.0 * y);
        Placement placement = Placement.of(grid, Optional.of(degrees));
        double[] place = {505_005, 4_994_995};
        utm.mapTo(degrees).apply(place);
        int step = 53;
        double size = 256 * org.palimpsest.app.map.Viewport.resolution(step);
        TileAddress tile =
                new TileAddress(step, (long) Math.floor(place[0] / size), (long) Math.floor(-place[1] / size));
        int column = (int) ((place[0] - tile.minX()) / tile.resolution());
        int row = (int) ((tile.maxY() - place[1]) / tile.resolution());
        SampleTile sampled = new TileSampler(raster, placement, new int[] {0}, Resampling.MEAN)
                .sample(tile)
                .orElseThrow();
        float value = sampled.samples()[0][row * 256 + column];
        assertEquals(500, value % 1000, 1.01);
        assertEquals(500, Math.floor(value / 1000), 1.01);
    }
}
