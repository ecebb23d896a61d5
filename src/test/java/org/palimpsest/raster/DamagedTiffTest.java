package org.palimpsest.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.SharedData;
import org.palimpsest.base.BadInputException;

/** Files cut off or altered at random: each is read or ends in one sentence; none hangs, crashes or eats memory. */
class DamagedTiffTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int ALTERED_COPIES = 150;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "derived/u16_1x150.tif",
                "derived/u8_jpeg_ycbcr_tiled.tif",
                "rio-tiler/cog_uint8_rgb_mask.tif",
                "imageio-ext/zstd_p2.tif",
                "imageio-ext/lzw32f_p3.tif",
                "imageio-ext/deflate64_p2_bigendian.tif",
                "rasterio/rotated.tif",
                "rasterio/test_esri_wkt.tif",
                "twelvemonkeys/BigTIFFLong8Tiles.tif",
                "twelvemonkeys/flower-palette-04.tif",
                "twelvemonkeys/cmyk_jpeg_no_profile.tif"
            })
    void isReadOrEndsInOneSentence(String name) throws Exception {
        byte[] whole = Files.readAllBytes(SharedData.get("data/torture/" + name));
        for (int length = 0; length < whole.length; length += Math.max(64, whole.length / 100)) {
            check(Arrays.copyOf(whole, length), name + " cut to " + length);
        }
        Random random = new Random(name.hashCode());
        for (int copy = 0; copy < ALTERED_COPIES; copy++) {
            byte[] altered = whole.clone();
            for (int i = 0; i <= copy % 8; i++) {
                // Half of the changes hit the header and tags, where sizes and offsets lie.
                int range = random.nextBoolean() ? Math.min(512, whole.length) : whole.length;
                altered[random.nextInt(range)] = (byte) (random.nextInt(4) == 0 ? 0xff : random.nextInt(256));
            }
            check(altered, name + " altered, copy " + copy);
        }
    }

    private void check(byte[] bytes, String what) throws IOException {
        Path file = Files.write(folder.resolve("damaged.tif"), bytes);
        assertTimeout(LIMIT, () -> read(file, what), what);
    }

    private static void read(Path file, String what) {
        try (Raster raster = Rasters.open(file.toString())) {
            RasterInfo.of(raster);
            int[] bands = new int[Math.min(20, raster.bands().size())];
            Arrays.setAll(bands, i -> i);
            for (int level = 0; level < raster.levels().size(); level++) {
                Grid grid = raster.levels().get(level);
                Window window = new Window(0, 0, Math.min(300, grid.width()), Math.min(300, grid.height()));
                raster.read(level, window, bands);
            }
        } catch (BadInputException e) {
            assertFalse(e.getMessage().contains("Exception"), e.getMessage());
            assertTrue(e.getMessage().contains("damaged.tif"), e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) {
            throw new AssertionError(what, e);
        }
    }

    @Test
    void aDimensionBombIsRefusedBeforeAnythingIsAllocated() throws Exception {
        ByteBuffer tiff = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) 8);
        long[][] tags = {
            {256, 4, 2_000_000_000},
            {257, 4, 2_000_000_000},
            {258, 3, 8},
            {259, 3, 8},
            {273, 4, 200},
            {277, 3, 65535},
            {278, 4, 2_000_000_000},
            {279, 4, 40}
        };
        for (long[] tag : tags) {
            tiff.putShort((short) tag[0]).putShort((short) tag[1]).putInt(1).putInt((int) tag[2]);
        }
        tiff.putInt(0);
        Path file = Files.write(folder.resolve("bomb.tif"), tiff.array());
        BadInputException problem = org.junit.jupiter.api.Assertions.assertThrows(
                BadInputException.class, () -> Rasters.open(file.toString()));
        assertTrue(problem.getMessage().contains("MiB"), problem.getMessage());
    }

    @Test
    void directoriesInACircleAreRefused() throws Exception {
        byte[] bytes = Files.readAllBytes(SharedData.get("data/torture/derived/u16_1x1.tif"));
        ByteBuffer tiff = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int directory = tiff.getInt(4);
        tiff.putInt(directory + 2 + 12 * tiff.getShort(directory), directory);
        Path file = Files.write(folder.resolve("circle.tif"), bytes);
        BadInputException problem = org.junit.jupiter.api.Assertions.assertThrows(
                BadInputException.class, () -> Rasters.open(file.toString()));
        assertEquals(true, problem.getMessage().contains("circle"), problem.getMessage());
    }
}
