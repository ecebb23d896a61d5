package org.palimpsest.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.SampleType;

/** The files in {@code sample-data/} are what the generator makes, and what their README says. */
class SampleDataTest {
    private static final Path COMMITTED = Path.of("sample-data");
    private static Scene scene;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeScene() {
        scene = new SceneGenerator(SceneSettings.sample(SampleData.SEED, SampleData.WIDTH, SampleData.HEIGHT))
                .generate();
    }

    @Test
    void committedImages_haveThePixelsOfTheGenerator() throws Exception {
        assertPixels("before.tif", scene.before().bands());
        assertPixels("after.tif", scene.after().bands());
        assertPixels("radar.tif", scene.radar().orElseThrow().amplitude());
        byte[] labels = scene.truth().labels();
        short[] wide = new short[labels.length];
        for (int i = 0; i < labels.length; i++) {
            wide[i] = (short) Byte.toUnsignedInt(labels[i]);
        }
        assertPixels("change.tif", wide);
    }

    @Test
    void committedFlood_hasThePixelsOfTheGenerator_andNothingElseChanged() throws Exception {
        Scene flood = new SceneGenerator(SceneSettings.flooded(SampleData.SEED, 480, 432)).generate();
        assertPixels("flood/before.tif", flood.before().bands());
        assertPixels("flood/radar.tif", flood.radar().orElseThrow().amplitude());
        double share = flood.truth().changedShare();
        assertTrue(share > 0.02 && share < 0.07, "share " + share);
        assertThrows(
                IllegalArgumentException.class,
                () -> new SceneSettings(
                        1,
                        100,
                        100,
                        4,
                        4,
                        32633,
                        0,
                        0,
                        1,
                        false,
                        true,
                        false,
                        0.6,
                        flood.settings().character(),
                        flood.settings().before(),
                        flood.settings().after()));
    }

    @Test
    void changedShare_isThatOfARealPair() {
        double share = scene.truth().changedShare();
        assertTrue(share > 0.01 && share < 0.08, "share " + share);
    }

    @Test
    void committedFiles_haveTheirBandsSystemsAndNodata() throws Exception {
        try (Raster before = open("before.tif");
                Raster after = open("after.tif");
                Raster radar = open("radar.tif")) {
            assertEquals("EPSG:32633", before.grid().crs().orElseThrow().code().orElseThrow());
            assertEquals("EPSG:3035", after.grid().crs().orElseThrow().code().orElseThrow());
            assertEquals(4, before.grid().transform().pixelWidth());
            assertEquals(5, after.grid().transform().pixelWidth());
            assertEquals(4, before.bands().size());
            assertEquals("near infrared", after.bands().get(3).name());
            assertEquals(SampleType.UINT16, before.bands().get(0).type());
            assertEquals(OptionalDouble.of(0), after.bands().get(0).nodata());
            assertEquals(1, radar.bands().size());
        }
    }

    @Test
    void writingTwice_givesTheSameBytes_andAsksBeforeReplacing() throws Exception {
        Scene small = new SceneGenerator(SceneSettings.sample(2, 128, 96)).generate();
        SampleData.write(small, folder.resolve("a"), false);
        SampleData.write(small, folder.resolve("b"), false);
        for (String name : SampleData.FILES) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("a").resolve(name)),
                    Files.readAllBytes(folder.resolve("b").resolve(name)));
        }
        BadInputException refused =
                assertThrows(BadInputException.class, () -> SampleData.write(small, folder.resolve("a"), false));
        assertTrue(String.valueOf(refused.getMessage()).contains("before.tif"));
    }

    private static void assertPixels(String name, short[]... expected) throws Exception {
        try (Raster raster = open(name)) {
            int[] bands = new int[expected.length];
            for (int i = 0; i < bands.length; i++) {
                bands[i] = i;
            }
            PixelBlock block = raster.read(0, raster.grid().window(), bands);
            assertEquals(expected[0].length, block.samples(0).length, name);
            for (int band = 0; band < bands.length; band++) {
                for (int i = 0; i < expected[band].length; i++) {
                    int stored = block.valid()[i] ? (int) block.samples(band)[i] : nodata(raster);
                    if (stored != Short.toUnsignedInt(expected[band][i])) {
                        assertEquals(
                                Short.toUnsignedInt(expected[band][i]), stored, name + " band " + band + " pixel " + i);
                    }
                }
            }
        }
    }

    private static int nodata(Raster raster) {
        return (int) raster.bands().get(0).nodata().orElseThrow();
    }

    private static Raster open(String name) throws BadInputException {
        return Rasters.open(COMMITTED.resolve(name).toString());
    }
}
