package org.palimpsest.detect.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.threshold.Histogram;
import org.palimpsest.detect.threshold.ThresholdRule;

class SurfaceDifferenceTest {
    @Test
    void heights_areSubtracted_withoutTheMedianOffset() throws Exception {
        ArrayPair pair = ArrayPair.of(5, new float[][] {{0, 1, 2, 3, 4}}, new float[][] {{2, 3, 4, 5, 16}});
        float[] levelled = pair.statistic(new SurfaceDifference(), Map.of());
        // The histogram knows the median to 0.2 %.
        assertArrayEquals(new float[] {0, 0, 0, 0, 10}, levelled, 0.01f);
        assertArrayEquals(
                new float[] {2, 2, 2, 2, 12}, pair.statistic(new SurfaceDifference(), Map.of("level", "false")));
    }

    @Test
    void theMedian_mayBeNegative() throws Exception {
        ArrayPair pair = ArrayPair.of(3, new float[][] {{10, 10, 10}}, new float[][] {{4, 7, 12}});
        assertEquals(0, pair.statistic(new SurfaceDifference(), Map.of())[1], 0.01);
    }

    @Test
    void theDefaultThreshold_isTheLevelOfDetection() throws Exception {
        Random random = new Random(6);
        float[][] before = new float[1][40_000];
        float[][] after = new float[1][40_000];
        for (int i = 0; i < before[0].length; i++) {
            after[0][i] = 0.3f * (float) random.nextGaussian() + (i % 20 == 0 ? 5 : 0);
        }
        SurfaceDifference detector = new SurfaceDifference();
        ArrayPair pair = ArrayPair.of(200, before, after);
        Histogram histogram = new Histogram();
        histogram.add(pair.statistic(detector, Map.of()), pair.valid());
        double level = ThresholdRule.parse(detector.card().defaultThreshold())
                .magnitude(histogram, pair.fit(detector, Map.of()).statistic());
        assertEquals(1.96 * 0.3, level, 0.08);
    }

    @Test
    void picturesOfSeveralBands_areRefused() {
        ArrayPair pair = ArrayPair.of(1, new float[][] {{1}, {1}}, new float[][] {{1}, {1}});
        BadInputException refusal =
                assertThrows(BadInputException.class, () -> pair.fit(new SurfaceDifference(), Map.of()));
        assertTrue(refusal.getMessage().contains("--bands 1"), refusal.getMessage());
    }
}
