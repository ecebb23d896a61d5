package org.palimpsest.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SceneGeneratorTest {
    private static Scene scene;

    @BeforeAll
    static void makeScene() {
        scene = new SceneGenerator(SceneSettings.sample(5, 260, 240)).generate();
    }

    @Test
    void equalSettings_giveEqualPixels_whateverTheThreads() throws Exception {
        ForkJoinPool oneThread = new ForkJoinPool(1);
        Scene again = oneThread
                .submit(() -> new SceneGenerator(SceneSettings.sample(5, 260, 240)).generate())
                .get();
        oneThread.shutdown();
        for (int band = 0; band < Spectrum.BANDS; band++) {
            assertArrayEquals(scene.before().bands()[band], again.before().bands()[band]);
            assertArrayEquals(scene.after().bands()[band], again.after().bands()[band]);
        }
        assertArrayEquals(scene.truth().labels(), again.truth().labels());
        assertArrayEquals(
                scene.radar().orElseThrow().amplitude(),
                again.radar().orElseThrow().amplitude());
    }

    @Test
    void anotherSeed_givesAnotherLandscape() {
        Scene other = new SceneGenerator(SceneSettings.sample(6, 260, 240)).generate();
        assertFalse(Arrays.equals(scene.truth().labels(), other.truth().labels()));
    }

    @Test
    void theDatesLieOnDifferentGrids_ofTheAskedSize() {
        assertEquals(260, scene.before().grid().width());
        assertEquals(240, scene.before().grid().height());
        assertEquals(32633, scene.before().grid().epsg());
        assertEquals(3035, scene.after().grid().epsg());
        assertEquals(5, scene.after().grid().pixelSize());
    }

    @Test
    void someButFewPixelsHaveNoData_onBothDates() {
        double before = shareOf(scene.before().bands()[0], 0);
        double after = shareOf(scene.after().bands()[0], 0);
        assertTrue(before > 0.005 && before < 0.1, "before: " + before);
        assertTrue(after > 0.005 && after < 0.1, "after: " + after);
    }

    @Test
    void aPixelIsUnseen_exactlyWhereTheFirstDateOrTheSecondHasNoData() {
        ImageGrid grid = scene.before().grid();
        GridToGround toAfter = new GridToGround(grid, 3035);
        ImageGrid afterGrid = scene.after().grid();
        int wrong = 0;
        for (int row = 0; row < grid.height(); row++) {
            for (int column = 0; column < grid.width(); column++) {
                int index = row * grid.width() + column;
                GroundPoint place = toAfter.ground(column, row);
                int c = (int) Math.floor((place.x() - afterGrid.west()) / afterGrid.pixelSize());
                int r = (int) Math.floor((afterGrid.north() - place.y()) / afterGrid.pixelSize());
                boolean afterSeen = c >= 0
                        && r >= 0
                        && c < afterGrid.width()
                        && r < afterGrid.height()
                        && scene.after().bands()[0][r * afterGrid.width() + c] != 0;
                boolean seen = scene.before().bands()[0][index] != 0 && afterSeen;
                wrong += seen == (scene.truth().labels()[index] == ChangeMask.UNSEEN) ? 1 : 0;
            }
        }
        // Along the slanting edge of the second swath, pixels of 4 m and of 5 m may disagree.
        assertTrue(wrong < grid.height() + grid.width(), wrong + " pixels disagree");
    }

    @Test
    void anotherSeasonAndOtherCrops_areNoChange() {
        SceneSettings settings = SceneSettings.sample(5, 260, 240);
        GroundExtent extent = new GroundExtent(0, 0, 900, 900);
        LandscapeCharacter farmland = new LandscapeCharacter(60, 0.2, 0.4, 2, 0, 1, 0, 0, 0, 0, true, false, false);
        Landscape landscape = new Landscape(farmland, extent, extent, 3);
        GroundCanvas spring =
                new LandscapePainter(landscape, Epoch.BEFORE, settings.before().season()).paint(4);
        Season autumn = new Season(2023, 280, 0.9, 1);
        GroundCanvas later = new LandscapePainter(landscape, Epoch.BEFORE, autumn).paint(4);
        assertArrayEquals(spring.coverCodes(), later.coverCodes());
        assertFalse(Arrays.equals(spring.band(3), later.band(3)));
    }

    @Test
    void variedScenes_canBeMadeForEverySeed() {
        for (long seed = 1; seed <= 4; seed++) {
            Scene varied = new SceneGenerator(SceneSettings.varied(seed, 96, 96)).generate();
            assertEquals(0, shareOf(varied.before().bands()[0], 0), "seed " + seed);
            assertEquals(varied.before().grid(), varied.after().grid());
        }
    }

    private static double shareOf(short[] values, int wanted) {
        int count = 0;
        for (short value : values) {
            count += value == wanted ? 1 : 0;
        }
        return (double) count / values.length;
    }
}
