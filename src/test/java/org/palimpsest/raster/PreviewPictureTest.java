package org.palimpsest.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.base.Cancellation;

class PreviewPictureTest {
    private static final int VERMILION = 0xD55E00;

    @TempDir
    Path folder;

    @Test
    void changeIsVermilion_theRestGrey_andBothDatesStandBeside() throws Exception {
        Grid grid = grid(200, 100, "EPSG:32633");
        byte[] mask = new byte[20000];
        mask[50 * 200 + 100] = 1;
        BufferedImage picture = write(grid, grid, 3, mask);
        assertEquals(100, picture.getHeight());
        assertEquals(200 + 6 + 94, picture.getWidth());
        assertEquals(VERMILION, picture.getRGB(100, 50) & 0xFFFFFF);
        int rest = picture.getRGB(10, 10);
        assertEquals(rest & 0xFF, rest >> 8 & 0xFF);
        assertEquals(rest & 0xFF, rest >> 16 & 0xFF);
    }

    @Test
    void singlePixelOfChange_staysVisibleInALargeScene() throws Exception {
        Grid grid = grid(3000, 2000, "EPSG:32633");
        byte[] mask = new byte[6_000_000];
        mask[1501 * 3000 + 1501] = 1;
        BufferedImage picture = write(grid, grid, 1, mask);
        assertEquals(640, picture.getHeight());
        assertEquals(VERMILION, picture.getRGB(480, 480) & 0xFFFFFF);
        assertEquals(1, vermilionPixels(picture));
    }

    @Test
    void secondDateInAnotherSystem_isLaidOntoTheFirst_andWhiteWhereItEnds() throws Exception {
        Grid before = grid(300, 300, "EPSG:32633");
        // Covers about the western half.
        Grid after = new Grid(
                200, 400, GeoTransform.northUp(14.99, 45.125, 0.0001, 0.0001), Optional.of(Crs.parse("EPSG:4326")));
        BufferedImage picture = write(before, after, 4, new byte[90000]);
        assertEquals(0xFFFFFF, picture.getRGB(299, 150) & 0xFFFFFF);
        assertTrue((picture.getRGB(40, 150) & 0xFFFFFF) != 0xFFFFFF);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "200, 1", "1, 150", "13, 7"})
    void scenesOfAnySize_withoutSystem_giveAPicture(int width, int height) throws Exception {
        Grid grid = Grid.ofPixels(width, height);
        byte[] mask = new byte[width * height];
        mask[0] = 1;
        assertEquals(1, vermilionPixels(write(grid, grid, 2, mask)));
    }

    @Test
    void naturalColours_areFoundByName() {
        List<Band> sentinel = List.of(band(1, "B02"), band(2, "B03"), band(3, "B04"), band(4, "B08"));
        assertArrayEquals(new int[] {2, 1, 0}, NaturalColour.choose(sentinel, new int[] {0, 1, 2, 3}));
        List<Band> unnamed = List.of(band(1, "Band 1"), band(2, "Band 2"), band(3, "Band 3"), band(4, "Band 4"));
        assertArrayEquals(new int[] {3, 1, 0}, NaturalColour.choose(unnamed, new int[] {3, 1, 0, 2}));
        assertArrayEquals(new int[] {3}, NaturalColour.choose(unnamed, new int[] {3, 1}));
    }

    private BufferedImage write(Grid before, Grid after, int bands, byte[] mask) throws Exception {
        Path first = image(before, bands, "before.tif");
        Path second = image(after, bands, "after.tif");
        Path change = folder.resolve("mask.tif");
        try (GeoTiffWriter writer =
                GeoTiffWriter.create(change, before, GeoTiffFormat.mask().withTileSize(256))) {
            writer.write(before.window(), mask);
            writer.finish();
        }
        Path target = folder.resolve("preview.png");
        int[] all = new int[bands];
        for (int i = 0; i < bands; i++) {
            all[i] = i;
        }
        try (Raster one = Rasters.open(first.toString());
                Raster two = Rasters.open(second.toString());
                Raster three = Rasters.open(change.toString())) {
            PreviewPicture.write(target, one, all, two, all, three, 2, Cancellation.NEVER);
        }
        return ImageIO.read(target.toFile());
    }

    private Path image(Grid grid, int bands, String name) throws Exception {
        Path file = folder.resolve(name);
        GeoTiffFormat format =
                GeoTiffFormat.image(SampleType.UINT16, Collections.nCopies(bands, "x"), OptionalDouble.empty());
        float[][] samples = new float[bands][(int) grid.pixels()];
        for (int band = 0; band < bands; band++) {
            for (int i = 0; i < samples[band].length; i++) {
                samples[band][i] = 500 + i % grid.width() % 50 * 10 + band * 100;
            }
        }
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, format)) {
            writer.write(grid.window(), samples);
            writer.finish();
        }
        return file;
    }

    private static int vermilionPixels(BufferedImage picture) {
        int count = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                count += (picture.getRGB(x, y) & 0xFFFFFF) == VERMILION ? 1 : 0;
            }
        }
        return count;
    }

    private static Band band(int number, String name) {
        return new Band(number, name, SampleType.UINT16, OptionalDouble.empty(), 1, 0);
    }

    private static Grid grid(int width, int height, String code) throws Exception {
        return new Grid(width, height, GeoTransform.northUp(499000, 4998000, 10, 10), Optional.of(Crs.parse(code)));
    }
}
