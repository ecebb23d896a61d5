package org.palimpsest.detect.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.ForwardingPair;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

/** PCA and k-means, and iterative slow feature analysis, on a scene whose change is known. */
class ClusteringDetectorsTest {
    private static final int WIDTH = 120;
    private static final int HEIGHT = 90;

    /** Noise around even ground, and a square of 20 x 20 pixels from (40, 30) on that grew brighter in both bands. */
    private static ArrayPair square() {
        Random random = new Random(4);
        float[][] before = new float[2][WIDTH * HEIGHT];
        float[][] after = new float[2][WIDTH * HEIGHT];
        for (int pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
            for (int band = 0; band < 2; band++) {
                before[band][pixel] = 100 + 10 * (float) random.nextGaussian();
                after[band][pixel] =
                        2 * before[band][pixel] + 4 * (float) random.nextGaussian() + (inside(pixel) ? 120 : 0);
            }
        }
        return ArrayPair.of(WIDTH, before, after);
    }

    private static boolean inside(int pixel) {
        int x = pixel % WIDTH;
        int y = pixel / WIDTH;
        return x >= 40 && x < 60 && y >= 30 && y < 50;
    }

    private static double right(float[] statistic, double threshold) {
        int right = 0;
        for (int pixel = 0; pixel < statistic.length; pixel++) {
            if (statistic[pixel] >= threshold == inside(pixel)) {
                right++;
            }
        }
        return (double) right / statistic.length;
    }

    @Test
    void pcaKMeans_separatesTheSquare_atItsOwnBorder() throws Exception {
        assertTrue(right(square().statistic(new PcaKMeans(), Map.of()), 0.5) > 0.98);
    }

    @Test
    void isfa_setsTheSquareApart() throws Exception {
        // Chi-square with two degrees of freedom: 0.1 % of the unchanged pixels are expected above 13.8.
        assertTrue(right(square().statistic(new Isfa(), Map.of()), 13.8) > 0.99);
    }

    @Test
    void isfa_equalsThePlainDifference_inStandardDeviations_withOneIndependentBandPair() throws Exception {
        // Bands without correlation: slow features are the bands, and the statistic is the sum of squared z-scores.
        float[][] before = {{1, 1, -1, -1, 1, 1, -1, -1}, {1, -1, 1, -1, 1, -1, 1, -1}};
        float[][] after = {{1, 1, -1, -1, 1, 1, -1, -1}, {1, -1, 1, -1, -1, 1, -1, 1}};
        Reweighting.Solution solution = SlowFeatures.of(
                BandMoments.of(new float[][] {before[0], before[1], after[0], after[1]}, 8, new float[0]), 2, 1);
        assertEquals(0, solution.eigenvalues()[0], 1e-9);
        assertEquals(2, solution.eigenvalues()[1], 1e-9);
    }

    @Test
    void windowsWithHalo_giveTheSameBitsAsTheWhole() throws Exception {
        ArrayPair pair = square();
        ChangeModel model = pair.fit(new PcaKMeans(), Map.of("block", "5"));
        float[] whole = pair.statistic(model);
        int halo = model.halo();
        Window part = new Window(33, 21, 40, 17);
        float[] window = model.apply(List.of(pair.read(part.grow(halo)))).get(0);
        for (int y = 0; y < part.height(); y++) {
            for (int x = 0; x < part.width(); x++) {
                assertEquals(
                        whole[(part.y() + y) * WIDTH + part.x() + x],
                        window[(y + halo) * (part.width() + 2 * halo) + x + halo]);
            }
        }
    }

    @Test
    void threads_doNotChangeABit() throws Exception {
        ArrayPair pair = square();
        for (Detector detector : List.of(new PcaKMeans(), new Isfa())) {
            assertArrayEquals(
                    pair.statistic(detector.fit(pair.fitInput(detector, Map.of(), 1))),
                    pair.statistic(detector.fit(pair.fitInput(detector, Map.of(), 3))));
        }
    }

    @Test
    void identicalDates_areAllUnchanged() throws Exception {
        ArrayPair pair = square();
        for (float value : ArrayPair.of(WIDTH, pair.before(), pair.before()).statistic(new PcaKMeans(), Map.of())) {
            assertEquals(0, value);
        }
    }

    /** A pair of pixels of longitude and latitude at 48 degrees, 8.5 x 12.8 m. */
    private record Degrees(ArrayPair pair) implements ForwardingPair {
        @Override
        public Grid grid() {
            return new Grid(
                    WIDTH,
                    HEIGHT,
                    GeoTransform.northUp(-1.7, 48, 0.000115, 0.000115),
                    Optional.of(Crs.longitudeLatitude()));
        }
    }

    @Test
    void blocks_areSquareOnTheGround() throws Exception {
        ArrayPair pair = square();
        FitInput pixels = pair.fitInput(new PcaKMeans(), Map.of(), 1);
        ChangeModel model = new PcaKMeans()
                .fit(new FitInput(
                        new Degrees(pair),
                        pixels.settings(),
                        pixels.device(),
                        1,
                        pixels.memoryBytes(),
                        pixels.progress(),
                        pixels.cancellation()));
        // Four pixels of the same area are 42 m: five columns of 8.5 m and three rows of 12.8 m.
        float[] without = pair.statistic(model);
        pair.after()[0][45 * WIDTH + 90] += 80;
        float[] with = pair.statistic(model);
        for (int pixel = 0; pixel < with.length; pixel++) {
            boolean near = Math.abs(pixel % WIDTH - 90) <= 2 && Math.abs(pixel / WIDTH - 45) <= 1;
            assertEquals(near, with[pixel] != without[pixel], "at " + pixel % WIDTH + ", " + pixel / WIDTH);
        }
    }

    @Test
    void anAreaSmallerThanABlock_isRefused() {
        ArrayPair pair = ArrayPair.of(1, new float[][] {{1, 2}}, new float[][] {{2, 1}});
        BadInputException refusal = assertThrows(BadInputException.class, () -> pair.fit(new PcaKMeans(), Map.of()));
        assertTrue(refusal.getMessage().startsWith("The area holds no block of 4 x 4"), refusal.getMessage());
    }
}
