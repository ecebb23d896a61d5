package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.JsonFields;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.TrainedEpoch;
import org.palimpsest.detect.TrainedEpoch.DifferenceMap;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.Window;

class EpochMapsTest {
    private static final int[] BAND = {0};

    @TempDir
    private Path work;

    private final List<RunEvent.Epoch> heard = new ArrayList<>();

    @Test
    void everyEpochIsToldOf_andAboutThirtyMapsAreKept_howeverLongTheTrainingIs() throws Exception {
        EpochMaps maps = maps(new Window(0, 0, 8, 8));
        for (int epoch = 0; epoch < 100; epoch++) {
            maps.ended(epoch(epoch, 100, epoch == 99, map(new Window(0, 0, 8, 8), 8, 8, epoch / 100f)));
        }
        assertEquals(100, heard.size());
        List<Path> kept = EpochMaps.in(work);
        assertEquals(26, kept.size(), "every fourth, and the last");
        assertEquals(99, EpochMaps.number(kept.get(25)));
        assertEquals(Optional.of(kept.get(1)), heard.get(4).map());
        assertEquals(Optional.empty(), heard.get(5).map());
        RunEvent.Epoch sent = heard.get(4);
        assertEquals(sent, RunEventJson.read(JsonFields.parse("The line", RunEventJson.toLine(sent))));

        maps(new Window(0, 0, 8, 8)).ended(epoch(0, 100, false, map(new Window(0, 0, 8, 8), 8, 8, 0)));
        assertEquals(1, EpochMaps.in(work).size(), "a training that begins anew has none of the earlier one's");
    }

    @Test
    void theMaps_becomeOneFile_thatTellsOfItsEpochs_andStateTheirPlace() throws Exception {
        Window extent = new Window(4, 2, 8, 6);
        EpochMaps maps = maps(extent);
        for (int epoch = 0; epoch < 3; epoch++) {
            DifferenceMap map = map(extent, 8, 6, 0.25f * epoch);
            map.counted()[7] = false;
            maps.ended(epoch(epoch, 3, epoch == 2, map));
        }
        Path folder = Files.createDirectory(work.resolve("out"));
        EpochProduct.write(work, folder.resolve(EpochProduct.FILE), Cancellation.NEVER);
        Files.writeString(
                folder.resolve("training.csv"),
                "epoch,total,threshold,mask_share\n0,3,0.1,0.5\n1,2,0.2,0.4\n2,1,0.3,0.3\n");

        EpochHistory history = EpochHistory.read(folder);
        assertEquals(3, history.epochs().size());
        EpochHistory.Epoch second = history.epochs().get(1);
        assertEquals(2, second.loss());
        assertEquals(0.4, second.maskShare());
        try (Raster band = second.map().orElseThrow().read()) {
            assertEquals("epoch 1", band.bands().get(0).name());
            assertEquals(
                    GeoTransform.northUp(500_040, 3_999_980, 10, 10),
                    band.grid().transform());
            assertTrue(band.grid().crs().isPresent());
            PixelBlock block = band.read(new Window(6, 0, 3, 1), BAND);
            assertEquals(0.25f, block.samples(0)[0]);
            assertFalse(block.valid()[1], "did not count");
            assertFalse(block.valid()[2], "outside");
        }
        try (Raster band = second.mask().orElseThrow().read()) {
            assertEquals("mask 1", band.bands().get(0).name());
            PixelBlock block = band.read(new Window(0, 0, 3, 1), BAND);
            assertArrayEquals(new float[] {0, 1, 0}, block.samples(0));
            assertFalse(band.read(new Window(7, 0, 1, 1), BAND).valid()[0], "did not count");
        }
    }

    @Test
    void runThatTrainsNothing_hasNoHistory() throws Exception {
        EpochProduct.write(work, work.resolve(EpochProduct.FILE), Cancellation.NEVER);
        assertFalse(Files.exists(work.resolve(EpochProduct.FILE)));
        assertEquals(List.of(), EpochHistory.read(work).epochs());
    }

    @Test
    void windowsOfALargeScene_fillItsPictureBitByBit_inFewPixels() throws Exception {
        Window extent = new Window(0, 0, 10_000, 9_000);
        EpochMaps maps = maps(extent);
        maps.ended(epoch(0, 2, false, map(new Window(0, 0, 512, 512), 512, 512, 0.5f)));
        maps.ended(epoch(1, 2, true, map(new Window(9_488, 8_488, 512, 512), 512, 512, 0.75f)));
        try (Raster last = Rasters.open(EpochMaps.in(work).get(1).toString())) {
            Grid grid = last.grid();
            assertTrue(grid.pixels() <= 1 << 19 && grid.pixels() > 1 << 18, grid::toString);
            assertEquals(100_000, grid.width() * grid.transform().pixelWidth(), 1e-6);
            assertEquals(90_000, grid.height() * grid.transform().pixelHeight(), 1e-6);
            PixelBlock block = last.read(grid.window(), BAND);
            assertEquals(0.5f, block.samples(0)[0]);
            assertEquals(0.75f, block.samples(0)[block.samples(0).length - 1], "the lower right corner");
            assertFalse(block.valid()[grid.width() - 1], "the upper right corner was not looked at");
            assertEquals(2 * 512.0 * 512 / extent.pixels(), (double) block.validPixels() / grid.pixels(), 1e-3);
        }
    }

    @Test
    void aResumedTraining_goesOnWithTheMapsOfTheEpochsBefore_asIfItHadNeverEnded() throws Exception {
        Window extent = new Window(0, 0, 40, 30);
        EpochMaps first = maps(extent);
        for (int epoch = 0; epoch < 4; epoch++) {
            first.ended(window(epoch));
        }
        List<byte[]> whole = new ArrayList<>();
        for (Path map : EpochMaps.in(work)) {
            whole.add(Files.readAllBytes(map));
        }
        EpochMaps resumed = maps(extent);
        resumed.ended(window(2));
        assertEquals(3, EpochMaps.in(work).size(), "what came after epoch 2 is forgotten");
        resumed.ended(window(3));
        for (int epoch = 0; epoch < 4; epoch++) {
            assertArrayEquals(
                    whole.get(epoch), Files.readAllBytes(EpochMaps.in(work).get(epoch)));
        }
    }

    /** Windows that overlap, with a pixel that does not count. */
    private static TrainedEpoch window(int epoch) {
        DifferenceMap map = map(new Window(7 * epoch, 3 * epoch, 16, 16), 16, 16, 0.1f * (epoch + 1));
        map.counted()[20 + epoch] = false;
        return epoch(epoch, 4, epoch == 3, map);
    }

    @Test
    void mapOfLargerPixels_isKeptAsItIs() throws Exception {
        Window extent = new Window(0, 0, 480, 432);
        EpochMaps maps = maps(extent);
        maps.ended(epoch(0, 1, true, map(extent, 144, 130, 0.5f)));
        try (Raster map = Rasters.open(EpochMaps.in(work).get(0).toString())) {
            assertEquals(new Window(0, 0, 144, 130), map.grid().window());
            assertEquals(144 * 130, map.read(map.grid().window(), BAND).validPixels());
        }
    }

    private EpochMaps maps(Window extent) throws Exception {
        return EpochMaps.begin(work, new Pair(extent), event -> heard.add((RunEvent.Epoch) event), Progress.NONE);
    }

    private static TrainedEpoch epoch(int number, int total, boolean last, DifferenceMap map) {
        return new TrainedEpoch(number, total, last, 2.5, 0.125, map);
    }

    /** Rows are two values longer than the map, as a padded image's; the mask holds the second column. */
    private static DifferenceMap map(Window place, int width, int height, float value) {
        float[] values = new float[(width + 2) * height];
        boolean[] counted = new boolean[values.length];
        boolean[] mask = new boolean[values.length];
        Arrays.fill(values, 9);
        for (int y = 0; y < height; y++) {
            Arrays.fill(values, y * (width + 2), y * (width + 2) + width, value);
            Arrays.fill(counted, y * (width + 2), y * (width + 2) + width, true);
            mask[y * (width + 2) + 1] = true;
        }
        return new DifferenceMap(place, width, height, width + 2, values, counted, mask);
    }

    private record Pair(Window extent) implements AlignedPair {
        @Override
        public Grid grid() {
            return new Grid(
                    extent.endX() + 5,
                    extent.endY() + 5,
                    GeoTransform.northUp(500_000, 4_000_000, 10, 10),
                    Optional.of(crs()));
        }

        private static Crs crs() {
            try {
                return Crs.parse("EPSG:32633");
            } catch (org.palimpsest.base.BadInputException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public int beforeBands() {
            return 1;
        }

        @Override
        public int afterBands() {
            return 1;
        }

        @Override
        public PairWindow read(Window window) {
            throw new UnsupportedOperationException("Nobody reads the pair here.");
        }
    }
}
