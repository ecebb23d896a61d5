package org.palimpsest.detect.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A mixture that may say "nothing changed". */
class MixtureLogRatioTest {
    private static final int SIDE = 128;

    private static double[] histogram(Random random, double... weightMeanSpread) {
        double[] counts = new double[400];
        for (int k = 0; k < weightMeanSpread.length; k += 3) {
            int values = (int) (100_000 * weightMeanSpread[k]);
            for (int i = 0; i < values; i++) {
                double value = weightMeanSpread[k + 1] + weightMeanSpread[k + 2] * random.nextGaussian();
                counts[(int) Math.max(0, Math.min(399, (value + 2) / 0.01))]++;
            }
        }
        return counts;
    }

    private static NormalMixture fit(double... weightMeanSpread) {
        return NormalMixture.of(histogram(new Random(2), weightMeanSpread), -1.995, 0.01, 10_000);
    }

    @Test
    void threeDistributions_areFoundWithTheirWeightsMeansAndSpreads() {
        NormalMixture mixture = fit(0.9, 0.02, 0.1, 0.04, -1, 0.2, 0.06, 0.8, 0.15);
        assertEquals(3, mixture.components().size());
        assertEquals(0.9, mixture.components().get(0).weight(), 0.005);
        assertEquals(0.02, mixture.components().get(0).mean(), 0.005);
        assertEquals(0.8, mixture.components().get(1).mean(), 0.02);
        assertEquals(-1, mixture.components().get(2).mean(), 0.03);
        // By hand: 0.9 N(0.02, 0.1) and 0.06 N(0.8, 0.15) have equal densities at 0.39.
        assertEquals(0.39, mixture.boundary(true).orElseThrow(), 0.01);
        assertTrue(mixture.boundary(false).orElseThrow() < -0.3);
    }

    @Test
    void rareDistribution_isFound_whereTheBulkHasAWideTail() {
        // With free variances the widest one takes the tail and the class together.
        NormalMixture mixture = fit(0.85, 0, 0.1, 0.14, 0, 0.25, 0.01, 1.5, 0.15);
        assertEquals(2, mixture.components().size());
        assertEquals(0.01, mixture.components().get(1).weight(), 0.002);
        assertEquals(1.5, mixture.components().get(1).mean(), 0.05);
    }

    @Test
    void oneDistribution_staysOne_evenWithHeavyTails() {
        assertEquals(1, fit(1, 0, 0.1).components().size());
        assertEquals(1, fit(0.8, 0, 0.1, 0.2, 0, 0.3).components().size());
        assertEquals(1, fit(0.6, 0, 0.1, 0.4, 0.1, 0.15).components().size());
    }

    @Test
    void speckleAlone_givesNoStatistic() throws Exception {
        ArrayPair pair = speckle(1);
        for (float value : pair.statistic(new MixtureLogRatio(), Map.of())) {
            assertEquals(0, value);
        }
    }

    @Test
    void field_thatGrewBrighter_liesAboveOne_andTheRestBelow() throws Exception {
        ArrayPair pair = speckle(6);
        float[] statistic = pair.statistic(new MixtureLogRatio(), Map.of());
        int right = 0;
        for (int i = 0; i < statistic.length; i++) {
            int x = i % SIDE;
            int y = i / SIDE;
            boolean inside = x >= 44 && x < 76 && y >= 44 && y < 76;
            boolean outside = x < 35 || x > 85 || y < 35 || y > 85;
            assertTrue(!outside || statistic[i] < 1, "at " + x + ", " + y + ": " + statistic[i]);
            right += inside && statistic[i] >= 1 ? 1 : 0;
        }
        assertTrue(right > 1000, right + " of 1024");
    }

    /** Four-look speckle of both dates, and a square of 40 pixels whose echo grew by a factor. */
    private static ArrayPair speckle(float factor) {
        Random random = new Random(8);
        float[][] before = new float[1][SIDE * SIDE];
        float[][] after = new float[1][SIDE * SIDE];
        for (int i = 0; i < before[0].length; i++) {
            int x = i % SIDE;
            int y = i / SIDE;
            boolean field = x >= 40 && x < 80 && y >= 40 && y < 80;
            before[0][i] = 100 * looks(random);
            after[0][i] = 100 * looks(random) * (field ? factor : 1);
        }
        return ArrayPair.of(SIDE, before, after);
    }

    private static float looks(Random random) {
        double sum = 0;
        for (int look = 0; look < 4; look++) {
            sum -= Math.log(1 - random.nextDouble());
        }
        return (float) (sum / 4);
    }
}
