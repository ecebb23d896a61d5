package org.palimpsest.raster.quality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.GdalTools;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.Window;

class MaskedRasterTest {
    @TempDir
    private Path folder;

    private Path write(String name, Grid grid, OptionalDouble nodata, java.util.function.IntUnaryOperator values)
            throws Exception {
        Path file = folder.resolve(name);
        GeoTiffFormat format = GeoTiffFormat.image(SampleType.UINT16, List.of("one"), nodata);
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, format)) {
            float[] samples = new float[grid.width() * grid.height()];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = values.applyAsInt(i);
            }
            writer.write(grid.window(), new float[][] {samples});
            writer.finish();
        }
        return file;
    }

    private static Grid utm(int width, int height, double x, double y, double pixel) throws Exception {
        return new Grid(width, height, GeoTransform.northUp(x, y, pixel, pixel), Optional.of(Crs.parse("EPSG:32633")));
    }

    /** A class map of 20 m hides whole squares of two by two pixels of 10 m, also where it is read in windows. */
    @Test
    void aCoarserMask_hidesThePixelsBelowItsOwn_andItsNodataCountsAsAValue() throws Exception {
        Path image = write("image.tif", utm(40, 40, 0, 400, 10), OptionalDouble.empty(), i -> 7 + i);
        // Class 3 in every third pixel of the mask; class 0 is declared nodata, which must not matter.
        Path classes = write("scl.tif", utm(20, 20, 0, 400, 20), OptionalDouble.of(0), i -> i % 3 == 0 ? 3 : 0);
        try (Raster masked =
                MaskedRaster.open(Rasters.open(image.toString()), QualityMask.parse(classes + ":values=3"))) {
            for (Window window :
                    List.of(new Window(0, 0, 40, 40), new Window(13, 7, 9, 20), new Window(-3, 35, 8, 8))) {
                PixelBlock block = masked.read(window, new int[] {0});
                for (int i = 0; i < block.valid().length; i++) {
                    int x = window.x() + i % window.width();
                    int y = window.y() + i / window.width();
                    boolean inside = x >= 0 && y >= 0 && x < 40 && y < 40;
                    boolean hidden = inside && (y / 2 * 20 + x / 2) % 3 == 0;
                    assertEquals(inside && !hidden, block.valid()[i], x + ", " + y);
                    assertEquals(inside && !hidden ? 7 + y * 40 + x : 0, block.samples(0)[i], x + ", " + y);
                }
            }
        }
        try (Raster masked =
                MaskedRaster.open(Rasters.open(image.toString()), QualityMask.parse(classes + ":values=0"))) {
            assertEquals(
                    4 * 134,
                    masked.read(new Window(0, 0, 40, 40), new int[] {0}).validPixels());
        }
    }

    @Test
    void aMaskInAnotherSystem_hidesWhatGdalsNearestNeighbourDoes() throws Exception {
        Random random = new Random(3);
        Path image = write("image.tif", utm(200, 160, 500_000, 5_300_000, 10), OptionalDouble.empty(), i -> 5);
        Path mask = write(
                "mask.tif", utm(120, 120, 499_900, 5_300_100, 20), OptionalDouble.empty(), i -> random.nextInt(3));
        Path degrees = folder.resolve("degrees.tif");
        GdalTools.run("gdalwarp", "-q", "-t_srs", "EPSG:4326", "-tr", "0.00019", "0.00013", mask, degrees);
        Path back = folder.resolve("back.tif");
        GdalTools.run(
                "gdalwarp",
                "-q",
                "-et",
                "0",
                "-t_srs",
                "EPSG:32633",
                "-te",
                "500000",
                "5298400",
                "502000",
                "5300000",
                "-tr",
                "10",
                "10",
                degrees,
                back);
        try (Raster masked = MaskedRaster.open(
                        Rasters.open(image.toString()), QualityMask.parse(degrees + ":values=2:band=1"));
                Raster judge = Rasters.open(back.toString())) {
            boolean[] valid =
                    masked.read(new Window(0, 0, 200, 160), new int[] {0}).valid();
            float[] expected =
                    judge.read(new Window(0, 0, 200, 160), new int[] {0}).samples(0);
            int differ = 0;
            for (int i = 0; i < valid.length; i++) {
                differ += valid[i] == (expected[i] == 2) ? 1 : 0;
            }
            // Centres that fall on the border between two pixels of the mask may go either way.
            assertTrue(differ < valid.length / 200, differ + " of " + valid.length);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 1, 1", "2.5, 1, 1", "60, 20, 10", "7, 1, 3"})
    void dilation_isADiscOnTheGround(double radius, double width, double height) {
        Random random = new Random(5);
        int columns = 61;
        boolean[] flags = new boolean[columns * 43];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = random.nextInt(150) == 0;
        }
        boolean[] expected = new boolean[flags.length];
        for (int i = 0; i < flags.length; i++) {
            for (int j = 0; j < flags.length; j++) {
                double dx = (i % columns - j % columns) * width;
                double dy = (i / columns - j / columns) * height;
                expected[i] |= flags[j] && dx * dx + dy * dy <= radius * radius;
            }
        }
        assertArrayEquals(expected, new FlagDilation(radius, width, height).of(flags, columns));
    }

    @Test
    void dilation_doesNotDependOnTheWindow_andMetresCountInDegreesToo() throws Exception {
        Grid grid = new Grid(
                300, 300, GeoTransform.northUp(15, 60.0135, 0.00018, 0.00009), Optional.of(Crs.longitudeLatitude()));
        Path image = write("image.tif", grid, OptionalDouble.empty(), i -> 1);
        Path mask = write("mask.tif", grid, OptionalDouble.empty(), i -> i == 150 * 300 + 150 ? 1 : 0);
        // At 60 degrees north a pixel of 0.00018 x 0.00009 degrees is a square of 10 m.
        try (Raster masked =
                MaskedRaster.open(Rasters.open(image.toString()), QualityMask.parse(mask + ":dilate=80m"))) {
            boolean[] whole = masked.read(grid.window(), new int[] {0}).valid();
            int hidden = 0;
            for (boolean valid : whole) {
                hidden += valid ? 0 : 1;
            }
            assertTrue(Math.abs(hidden - Math.PI * 64) < 12, hidden + " pixels");
            Window part = new Window(152, 148, 20, 9);
            boolean[] own = masked.read(part, new int[] {0}).valid();
            for (int i = 0; i < own.length; i++) {
                assertEquals(whole[(part.y() + i / 20) * 300 + part.x() + i % 20], own[i], "pixel " + i);
            }
        }
    }

    @Test
    void aMaskThatCoversAPart_warns_andOneOfAnotherPlaceIsRefused() throws Exception {
        Path image = write("image.tif", utm(40, 40, 0, 400, 10), OptionalDouble.empty(), i -> 1);
        Path half = write("half.tif", utm(20, 40, 0, 400, 10), OptionalDouble.empty(), i -> 1);
        Path apart = write("apart.tif", utm(20, 40, 100_000, 400, 10), OptionalDouble.empty(), i -> 1);
        try (MaskedRaster masked =
                MaskedRaster.open(Rasters.open(image.toString()), QualityMask.parse(half.toString()))) {
            assertTrue(
                    masked.warning().orElseThrow().message().contains("50.0 %"),
                    masked.warning().orElseThrow().message());
            assertEquals(
                    800, masked.read(new Window(0, 0, 40, 40), new int[] {0}).validPixels());
        }
        try (Raster open = Rasters.open(image.toString())) {
            for (String mask : List.of(
                    apart.toString(),
                    half + ":band=2",
                    folder.resolve("none.tif").toString())) {
                BadInputException e =
                        assertThrows(BadInputException.class, () -> MaskedRaster.open(open, QualityMask.parse(mask)));
                assertTrue(e.getMessage().length() > 20, e.getMessage());
            }
        }
    }
}
