package org.palimpsest.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.GdalTools;
import org.palimpsest.SharedData;
import org.palimpsest.base.BadInputException;

class AlignedRasterTest {
    private static final String GEO = "data/georeferenced/";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "joplin-tornado/pre/tile_337-10160.tif, joplin-tornado/post/tile_31500-5137.tif, BILINEAR",
        "joplin-tornado/pre/tile_337-10160.tif, joplin-tornado/post/tile_31500-5137.tif, CUBIC",
        "oscd-sentinel2/rennes/before.tif, derived-mismatch/rennes/after_utm30_12m_nodata0.tif, CUBIC",
        "oscd-sentinel2/rennes/before.tif, derived-mismatch/rennes/after_webmercator_30m_float_nan.tif, NEAREST",
        "derived-mismatch/rennes/after_webmercator_30m_float_nan.tif, oscd-sentinel2/rennes/before.tif, BILINEAR",
    })
    void tilesOfAnySizeEqualTheWhole(String before, String after, Resampling resampling) throws Exception {
        try (Raster first = open(before);
                AlignedRaster aligned = AlignedRaster.align(first, open(after), resampling)) {
            int[] bands = {2, 0};
            Window all = first.grid().window().grow(3);
            PixelBlock whole = aligned.read(all, bands);
            assertTrue(whole.validPixels() > 1000);
            for (int size : new int[] {97, 256}) {
                for (int y = all.y(); y < all.endY(); y += size) {
                    for (int x = all.x(); x < all.endX(); x += size) {
                        Window tile = new Window(x, y, Math.min(size, all.endX() - x), Math.min(size, all.endY() - y));
                        assertSame(whole, aligned.read(tile, bands));
                    }
                }
            }
        }
    }

    private static void assertSame(PixelBlock whole, PixelBlock tile) {
        for (int y = 0; y < tile.height(); y++) {
            int from = (tile.window().y() + y - whole.window().y()) * whole.width()
                    + tile.window().x()
                    - whole.window().x();
            for (int x = 0; x < tile.width(); x++) {
                int i = y * tile.width() + x;
                assertEquals(whole.valid()[from + x], tile.valid()[i]);
                for (int band = 0; band < tile.bands(); band++) {
                    assertEquals(whole.samples(band)[from + x], tile.samples(band)[i]);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"NEAREST, near", "BILINEAR, bilinear", "CUBIC, cubic"})
    void agreesWithGdalwarp(Resampling resampling, String gdalName) throws Exception {
        Path before = SharedData.get(GEO + "oscd-sentinel2/rennes/before.tif");
        Path after = SharedData.get(GEO + "derived-mismatch/rennes/after_utm30_12m_nodata0.tif");
        try (Raster first = Rasters.open(before.toString());
                AlignedRaster aligned = AlignedRaster.align(first, Rasters.open(after.toString()), resampling)) {
            Path warped = folder.resolve("warped.tif");
            GeoTransform t = first.grid().transform();
            GdalTools.run(
                    "gdalwarp",
                    "-q",
                    "-t_srs",
                    "EPSG:4326",
                    "-r",
                    gdalName,
                    "-et",
                    "0",
                    "-ot",
                    "Float32",
                    "-ts",
                    "" + first.grid().width(),
                    "" + first.grid().height(),
                    "-te",
                    "" + t.originX(),
                    "" + t.y(0, first.grid().height()),
                    "" + t.x(first.grid().width(), 0),
                    "" + t.originY(),
                    after.toString(),
                    warped.toString());
            try (Raster judge = Rasters.open(warped.toString())) {
                int[] bands = {0, 3};
                PixelBlock ours = aligned.read(first.grid().window(), bands);
                PixelBlock theirs = judge.read(first.grid().window(), bands);
                double difference = 0;
                double level = 0;
                int both = 0;
                int different = 0;
                for (int i = 0; i < ours.valid().length; i++) {
                    if (ours.valid()[i] && theirs.valid()[i]) {
                        both++;
                        difference += Math.abs(ours.samples(1)[i] - theirs.samples(1)[i]);
                        level += theirs.samples(1)[i];
                    } else if (ours.valid()[i] != theirs.valid()[i]) {
                        different++;
                    }
                }
                assertTrue(both > 100_000, "valid in both: " + both);
                assertTrue(different < 0.01 * both, "valid in one only: " + different);
                assertTrue(difference < 0.004 * level, "mean difference " + difference / both + " of " + level / both);
            }
        }
    }

    @Test
    void coarserGridAveragesSoThatACheckerboardTurnsGrey() throws Exception {
        Grid coarse = new Grid(80, 80, GeoTransform.northUp(0, 5, 10, 10), Optional.empty());
        Raster before = new SyntheticRaster(coarse, (x, y) -> 0);
        Raster placed = new SyntheticRaster(
                new Grid(800, 800, GeoTransform.northUp(0, 5, 1, 1), Optional.empty()),
                (x, y) -> (x + y) % 2 == 0 ? 0 : 100);
        for (Resampling resampling : new Resampling[] {Resampling.BILINEAR, Resampling.CUBIC}) {
            PixelBlock block = AlignedRaster.align(before, placed, resampling).read(coarse.window(), new int[] {0});
            for (int i = 0; i < block.valid().length; i++) {
                assertTrue(block.valid()[i]);
                assertEquals(50, block.samples(0)[i], 0.1);
            }
        }
    }

    @Test
    void wholePixelShiftKeepsSamplesAsTheyAre() throws Exception {
        Raster before =
                new SyntheticRaster(new Grid(5, 5, GeoTransform.northUp(100, 50, 2, 2), Optional.empty()), (x, y) -> 0);
        Raster after = new SyntheticRaster(
                new Grid(5, 5, GeoTransform.northUp(102, 46, 2, 2), Optional.empty()), (x, y) -> 10 * y + x);
        try (AlignedRaster aligned = AlignedRaster.align(before, after, Resampling.CUBIC)) {
            PixelBlock block = aligned.read(new Window(0, 1, 3, 3), new int[] {0});
            assertArrayEquals(new float[] {0, 0, 0, 0, 0, 1, 0, 10, 11}, block.samples(0));
            assertArrayEquals(new boolean[] {false, false, false, false, true, true, false, true, true}, block.valid());
            assertEquals(new Window(1, 2, 4, 3), aligned.overlap().window());
            assertEquals(12 / 25.0, aligned.overlap().share(), 1e-9);
        }
    }

    @Test
    void bilinearBesideUnobservedPixelsUsesTheObservedOnes() throws Exception {
        Raster before = new SyntheticRaster(
                new Grid(4, 1, GeoTransform.northUp(10.25, 0, 1, 1), Optional.empty()), (x, y) -> 0);
        Raster after = new SyntheticRaster(
                new Grid(4, 1, GeoTransform.northUp(10, 0, 1, 1), Optional.empty()),
                (x, y) -> x == 2 ? Float.NaN : 8 * x);
        PixelBlock block =
                AlignedRaster.align(before, after, Resampling.BILINEAR).read(new Window(0, 0, 4, 1), new int[] {0});
        assertArrayEquals(new float[] {2, 8, 0, 24}, block.samples(0), 1e-5f);
        assertArrayEquals(new boolean[] {true, true, false, true}, block.valid());
    }

    @Test
    void noOverlapSaysWhereEachLies() throws Exception {
        try (Raster rennes = open("oscd-sentinel2/rennes/before.tif");
                Raster joplin = open("joplin-tornado/pre/tile_337-10160.tif")) {
            BadInputException problem = assertThrows(
                    BadInputException.class, () -> AlignedRaster.align(rennes, joplin, Resampling.BILINEAR));
            assertTrue(problem.getMessage().contains("do not overlap"), problem.getMessage());
            assertTrue(problem.getMessage().contains("longitude -94."), problem.getMessage());
        }
    }

    @Test
    void aSystemOnOneOfTwoOnlyIsAnError() throws Exception {
        try (Raster rennes = open("oscd-sentinel2/rennes/before.tif")) {
            Raster nowhere = new SyntheticRaster(Grid.ofPixels(563, 339), (x, y) -> 1);
            assertThrows(BadInputException.class, () -> Overlap.of(rennes, nowhere));
        }
    }

    @Test
    void withoutSystemsEqualSizesAreAcceptedWithAWarningAndOthersAreNot() throws Exception {
        Raster a = new SyntheticRaster(Grid.ofPixels(7, 5), (x, y) -> 1);
        Raster b = new SyntheticRaster(Grid.ofPixels(7, 6), (x, y) -> 1);
        Overlap overlap = Overlap.of(a, a);
        assertEquals(1, overlap.share());
        assertFalse(overlap.warnings().isEmpty());
        assertThrows(BadInputException.class, () -> Overlap.of(a, b));
    }

    private static Raster open(String path) throws BadInputException {
        return Rasters.open(SharedData.get(GEO + path).toString());
    }
}
