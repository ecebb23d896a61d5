package org.palimpsest.detect.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.raster.Window;

class LogRatioTest {
    @Test
    void withoutSmoothing_isTheLogarithmOfTheRatio_withAHundredthOfTheMeanAdded() throws Exception {
        ArrayPair pair = ArrayPair.of(2, new float[][] {{100, 100, 0, 200}}, new float[][] {{100, 300, 0, 0}});
        assertArrayEquals(
                new float[] {0, (float) Math.log(301 / 101.0), 0, (float) Math.log(1 / 201.0)},
                pair.statistic(new LogRatio(), Map.of("sigma", "0")),
                1e-6f);
    }

    @Test
    void theUnitOfARaster_doesNotMatter() throws Exception {
        float[] before = {1, 2, 3, 4};
        float[] after = {4, 1, 2, 8};
        float[] larger = {4000, 1000, 2000, 8000};
        float[] thousand = {1000, 2000, 3000, 4000};
        assertArrayEquals(
                ArrayPair.of(2, new float[][] {before}, new float[][] {after}).statistic(new LogRatio(), Map.of()),
                ArrayPair.of(2, new float[][] {thousand}, new float[][] {larger})
                        .statistic(new LogRatio(), Map.of()),
                1e-6f);
    }

    @Test
    void decibels_areTurnedIntoNaturalLogarithms() throws Exception {
        ArrayPair pair = ArrayPair.of(1, new float[][] {{-20}}, new float[][] {{-10}});
        assertEquals(Math.log(10), pair.statistic(new LogRatio(), Map.of("scale", "decibel", "sigma", "0"))[0], 1e-6);
    }

    @Test
    void negativeValues_areRefused_withTheWayOut() {
        ArrayPair pair = ArrayPair.of(1, new float[][] {{-20}}, new float[][] {{-10}});
        BadInputException refusal = assertThrows(BadInputException.class, () -> pair.fit(new LogRatio(), Map.of()));
        assertTrue(refusal.getMessage().endsWith("set scale=decibel."), refusal.getMessage());
    }

    @Test
    void smoothing_spreadsAnImpulseLikeABell_andKeepsItsSum() throws Exception {
        float[] before = new float[41 * 41];
        java.util.Arrays.fill(before, 1);
        float[] after = before.clone();
        after[20 * 41 + 20] = 11;
        float[] statistic = ArrayPair.of(41, new float[][] {before}, new float[][] {after})
                .statistic(new LogRatio(), Map.of("scale", "decibel"));
        double sum = 0;
        for (float value : statistic) {
            sum += value;
        }
        assertEquals(Math.log(10), sum, 1e-3);
        // A bell of 2 px falls to exp(-1/2) two pixels from its top.
        assertEquals(Math.exp(-0.5), statistic[20 * 41 + 22] / statistic[20 * 41 + 20], 1e-4);
    }

    @Test
    void smoothing_takesNoNotice_ofPixelsWithoutData() throws Exception {
        float[] before = {1, 1, 1, 1, 1, 1};
        float[] after = {3, 3, 3, 3, Float.NaN, 1e30f};
        boolean[] valid = {true, true, true, true, true, false};
        float[] statistic = new ArrayPair(3, new float[][] {before}, new float[][] {after}, valid)
                .statistic(new LogRatio(), Map.of("scale", "decibel"));
        for (int pixel = 0; pixel < 4; pixel++) {
            assertEquals(2 * Math.log(10) / 10, statistic[pixel], 1e-6);
        }
    }

    @Test
    void windowsWithHalo_giveTheSameBitsAsTheWhole() throws Exception {
        Random random = new Random(1);
        float[][] before = new float[1][50 * 40];
        float[][] after = new float[1][50 * 40];
        for (int i = 0; i < before[0].length; i++) {
            before[0][i] = random.nextFloat() * 200;
            after[0][i] = random.nextFloat() * 200;
        }
        ArrayPair pair = ArrayPair.of(50, before, after);
        ChangeModel model = pair.fit(new LogRatio(), Map.of());
        float[] whole = pair.statistic(model);
        int halo = model.halo();
        Window part = new Window(7, 11, 20, 9);
        float[] window = model.apply(List.of(pair.read(part.grow(halo)))).get(0);
        for (int y = 0; y < part.height(); y++) {
            for (int x = 0; x < part.width(); x++) {
                assertEquals(
                        whole[(part.y() + y) * 50 + part.x() + x],
                        window[(y + halo) * (part.width() + 2 * halo) + x + halo]);
            }
        }
    }

    @Test
    void theBell_isRoundOnTheGround_whereLongitudesLieCloser() {
        // At 60 degrees north a degree of longitude is half as long as one of latitude.
        org.palimpsest.raster.Grid grid = new org.palimpsest.raster.Grid(
                100,
                100,
                org.palimpsest.raster.GeoTransform.northUp(10, 60.05, 0.001, 0.001),
                java.util.Optional.of(org.palimpsest.raster.Crs.longitudeLatitude()));
        float[] impulse = new float[41 * 41];
        impulse[20 * 41 + 20] = 1;
        boolean[] valid = new boolean[41 * 41];
        java.util.Arrays.fill(valid, true);
        float[] bell = GaussianSmoothing.onGround(2, grid, grid.window()).of(impulse, valid, 41);
        // Two pixels along a row are as far on the ground as one down a column.
        assertEquals(bell[20 * 41 + 22], bell[21 * 41 + 20], 1e-6);
        assertEquals(bell[20 * 41 + 24], bell[22 * 41 + 20], 1e-6);
        // The area of the bell is that of a round one of 2 px: its top is 1 / (2 pi 2^2).
        assertEquals(1 / (8 * Math.PI), bell[20 * 41 + 20], 1e-3);
    }

    @Test
    void farmlandOnTheYellowRiver_isFoundAsWellAsPromised() throws Exception {
        assertTrue(LabelledPictures.in("data/heterogeneous/yellow_A")
                        .accuracy(new LogRatio(), new LogRatio().card().defaultThreshold())
                        .f1()
                > 0.86);
    }

    @Test
    void floodOfBern_isFound() throws Exception {
        assertTrue(LabelledPictures.in("data/heterogeneous-more/bern-sar-sar")
                        .accuracy(new LogRatio(), "otsu")
                        .f1()
                > 0.8);
    }
}
