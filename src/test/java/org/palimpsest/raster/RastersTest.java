package org.palimpsest.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.SharedData;
import org.palimpsest.base.BadInputException;

class RastersTest {
    @TempDir
    Path folder;

    @Test
    void everyProblemIsOneSentenceThatNamesTheFile() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.tif"));
        Path text = Files.writeString(folder.resolve("text.tif"), "this is not an image");
        Path stub = Files.writeString(folder.resolve("stub.tif"), "II*\0");
        for (Path bad : List.of(folder.resolve("missing.tif"), folder, empty, text, stub)) {
            BadInputException problem = assertThrows(BadInputException.class, () -> Rasters.open(bad.toString()));
            assertTrue(problem.getMessage().contains(bad.toString()), problem.getMessage());
            assertFalse(problem.getMessage().contains("Exception"), problem.getMessage());
        }
    }

    @Test
    void pixelsOutsideTheRasterAreNotValid() throws Exception {
        try (Raster raster = Rasters.open(picture("p.png").toString())) {
            PixelBlock block = raster.read(new Window(-1, -1, 5, 4), new int[] {0});
            assertEquals(6, block.validPixels());
            assertFalse(block.valid()[0]);
            assertEquals(0, block.samples(0)[6]);
            assertEquals(12, block.samples(0)[13]);
        }
    }

    @Test
    void worldFilePlacesThePictureByTheCentreOfItsFirstPixel() throws Exception {
        Path picture = picture("p.png");
        Files.writeString(folder.resolve("p.pgw"), "10\n0\n0\n-10\n1005\n1995\n");
        try (Raster raster = Rasters.open(picture.toString())) {
            assertEquals(GeoTransform.northUp(1000, 2000, 10, 10), raster.grid().transform());
        }
    }

    @Test
    void alphaOfAPictureSaysWhatWasObservedAndIsNoBand() throws Exception {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_4BYTE_ABGR);
        image.setRGB(0, 0, 0xff102030);
        image.setRGB(1, 0, 0x00405060);
        Path path = folder.resolve("alpha.png");
        ImageIO.write(image, "png", path.toFile());
        try (Raster raster = Rasters.open(path.toString())) {
            assertEquals(3, raster.bands().size());
            PixelBlock block = raster.read(raster.grid().window(), new int[] {0, 2});
            assertArrayEquals(new boolean[] {true, false}, block.valid());
            assertArrayEquals(new float[] {0x10, 0}, block.samples(0));
            assertArrayEquals(new float[] {0x30, 0}, block.samples(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void aPictureThatIsCutOffIsOneSentence(String format) throws Exception {
        BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_3BYTE_BGR);
        new java.util.Random(1).ints(200 * 200).forEach(i -> image.setRGB(Math.floorMod(i, 200), i >>> 25, i));
        Path whole = folder.resolve("whole." + format);
        ImageIO.write(image, format, whole.toFile());
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut." + format), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        BadInputException problem = assertThrows(BadInputException.class, () -> {
            try (Raster raster = Rasters.open(cut.toString())) {
                raster.read(raster.grid().window(), new int[] {0});
            }
        });
        assertTrue(problem.getMessage().contains("damaged"), problem.getMessage());
    }

    @Test
    void windowOfAGeoTiffEqualsTheSameWindowOfTheWhole() throws Exception {
        String path = SharedData.get("data/torture/derived/u16_tiled_deflate_pred2.tif")
                .toString();
        try (Raster raster = Rasters.open(path)) {
            assertEquals("EPSG:4326", raster.grid().crs().orElseThrow().code().orElseThrow());
            PixelBlock whole = raster.read(raster.grid().window(), new int[] {0, 1, 2, 3});
            PixelBlock part = raster.read(new Window(50, 40, 70, 60), new int[] {2});
            for (int y = 0; y < 60; y++) {
                int from = (40 + y) * 200 + 50;
                float[] expected = java.util.Arrays.copyOfRange(whole.samples(2), from, from + 70);
                float[] got = java.util.Arrays.copyOfRange(part.samples(0), y * 70, y * 70 + 70);
                assertArrayEquals(expected, got);
            }
        }
    }

    @Test
    void manyThreadsReadTheSameAsOne() throws Exception {
        String path =
                SharedData.get("data/torture/derived/u16_planar_strip_lzw.tif").toString();
        try (Raster raster = Rasters.open(path)) {
            float[] expected =
                    raster.read(raster.grid().window(), new int[] {1}).samples(0);
            IntStream.range(0, 64).parallel().forEach(i -> {
                try {
                    assertArrayEquals(
                            expected,
                            raster.read(raster.grid().window(), new int[] {1}).samples(0));
                } catch (BadInputException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    private Path picture(String name) throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 2; y++) {
            for (int x = 0; x < 3; x++) {
                image.getRaster().setSample(x, y, 0, 10 * y + x);
            }
        }
        Path path = folder.resolve(name);
        ImageIO.write(image, "png", path.toFile());
        return path;
    }
}
