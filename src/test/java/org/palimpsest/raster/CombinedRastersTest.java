package org.palimpsest.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.GdalTools;
import org.palimpsest.SharedData;
import org.palimpsest.base.BadInputException;

/** Band stacks and mosaics: several files that are read as one raster. */
class CombinedRastersTest {
    private static final String GEO = "data/georeferenced/";

    @TempDir
    Path folder;

    @Test
    void aStackOfThirteenFilesHasThirteenBandsOnTheFinestGrid() throws Exception {
        Path date = SharedData.get(GEO + "oscd-sentinel2-13bands/bercy/imgs_1");
        String spec;
        try (Stream<Path> files = Files.list(date)) {
            spec = files.map(Path::toString).sorted().collect(Collectors.joining(","));
        }
        try (Raster stack = Rasters.open(spec)) {
            assertEquals(13, stack.bands().size());
            assertEquals(360, stack.grid().width());
            assertEquals(395, stack.grid().height());
            assertEquals("B01", stack.bands().get(0).name());
            assertEquals("B8A", stack.bands().get(12).name());
            PixelBlock all = stack.read(stack.grid().window(), new int[] {0, 1, 12});
            assertTrue(all.validPixels() > 0.99 * stack.grid().pixels());
            try (Raster blue = Rasters.open(spec.split(",")[1])) {
                PixelBlock own = blue.read(blue.grid().window(), new int[] {0});
                for (int i = 0; i < own.valid().length; i++) {
                    assertEquals(all.valid()[i] ? own.samples(0)[i] : 0, all.samples(1)[i]);
                }
            }
        }
    }

    @Test
    void tilesCutFromASceneGiveTheSceneAgain() throws Exception {
        Path scene = SharedData.get(GEO + "oscd-sentinel2/rennes/before.tif");
        String[][] cuts = {{"0", "0", "300", "200"}, {"280", "0", "283", "339"}, {"0", "190", "290", "149"}};
        StringBuilder list = new StringBuilder("# three tiles that overlap\n\n");
        for (int i = 0; i < cuts.length; i++) {
            Path tile = folder.resolve("tile" + i + ".tif");
            GdalTools.run(
                    "gdal_translate", "-q", "-srcwin", cuts[i][0], cuts[i][1], cuts[i][2], cuts[i][3], scene, tile);
            list.append(tile.getFileName()).append('\n');
        }
        Path names = Files.writeString(folder.resolve("list.txt"), list);
        try (Raster whole = Rasters.open(scene.toString());
                Raster mosaic = Rasters.open("mosaic:" + names)) {
            assertEquals(whole.grid().width(), mosaic.grid().width());
            assertEquals(whole.grid().height(), mosaic.grid().height());
            int[] bands = {0, 1, 2, 3};
            Window part = new Window(200, 150, 200, 150);
            PixelBlock expected = whole.read(part, bands);
            PixelBlock got = mosaic.read(part, bands);
            assertArrayEquals(expected.valid(), got.valid());
            for (int band = 0; band < 4; band++) {
                assertArrayEquals(expected.samples(band), got.samples(band));
            }
        }
    }

    @Test
    void aMosaicIsAlignedWithoutASeamBetweenItsTiles() throws Exception {
        Path post = SharedData.get(GEO + "joplin-tornado/post");
        Path list = folder.resolve("post.txt");
        Files.write(
                list,
                List.of(
                        post.resolve("tile_31500-5137.tif").toString(),
                        post.resolve("tile_31500-6161.tif").toString()));
        Path pre = SharedData.get(GEO + "joplin-tornado/pre");
        Path preList = folder.resolve("pre.txt");
        Files.write(
                preList,
                List.of(
                        pre.resolve("tile_337-9136.tif").toString(),
                        pre.resolve("tile_337-10160.tif").toString()));
        try (Raster before = Rasters.open("mosaic:" + preList);
                AlignedRaster after =
                        AlignedRaster.align(before, Rasters.open("mosaic:" + list), Resampling.BILINEAR)) {
            Window overlap = after.overlap().window();
            Window inner =
                    new Window(overlap.x() + 50, overlap.y() + 50, overlap.width() - 100, overlap.height() - 100);
            PixelBlock block = after.read(inner, new int[] {0});
            assertTrue(inner.height() > 1100, "spans both tiles: " + inner);
            assertTrue(block.validPixels() > 0.98 * inner.pixels(), block.validPixels() + " of " + inner.pixels());
        }
    }

    @Test
    void whatDoesNotBelongTogetherIsOneSentence() throws Exception {
        String rennes = SharedData.get(GEO + "oscd-sentinel2/rennes/before.tif").toString();
        String joplin =
                SharedData.get(GEO + "joplin-tornado/pre/tile_337-9136.tif").toString();
        assertThrows(BadInputException.class, () -> Rasters.open(rennes + "," + joplin));
        assertThrows(BadInputException.class, () -> Rasters.open("mosaic:" + folder.resolve("missing.txt")));
        Path list = Files.writeString(folder.resolve("mixed.txt"), rennes + "\n" + joplin);
        assertThrows(BadInputException.class, () -> Rasters.open("mosaic:" + list));
    }
}
