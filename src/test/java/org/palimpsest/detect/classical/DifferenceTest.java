package org.palimpsest.detect.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.ChangeModel;

class DifferenceTest {
    private static final ArrayPair PAIR = ArrayPair.of(
            2, new float[][] {{1, 2, 3, 4}, {10, 10, 10, 10}}, new float[][] {{1, 4, 0, 4}, {10, 20, 10, 8}});

    @Test
    void difference_isAfterMinusBefore_averagedOverBands() throws Exception {
        assertArrayEquals(new float[] {0, 6, -1.5f, -1}, PAIR.statistic(new Difference(), Map.of("level", "false")));
    }

    @Test
    void difference_ofOneBand_looksAtThatBandOnly() throws Exception {
        assertArrayEquals(
                new float[] {0, 10, 0, -2}, PAIR.statistic(new Difference(), Map.of("band", "2", "level", "false")));
    }

    @Test
    void score_isOneHalf_atFourTimesTheSpreadOfTheMiddleHalf() throws Exception {
        java.util.Random random = new java.util.Random(4);
        float[] before = new float[40_000];
        float[] after = new float[40_000];
        for (int i = 0; i < after.length; i++) {
            after[i] = 7 + 3 * (float) random.nextGaussian() + (i % 10 == 0 ? 1000 : 0);
        }
        ArrayPair pair = ArrayPair.of(200, new float[][] {before}, new float[][] {after});
        ChangeModel model = pair.fit(new Difference(), Map.of());
        assertEquals(0.5, model.statistic().score(-4 * 3), 0.04);
        assertTrue(model.statistic().signed());
    }

    @Test
    void level_isTheMedian_soThatAnEvenStepIsNoChange() throws Exception {
        ArrayPair pair = ArrayPair.of(5, new float[][] {{1, 2, 3, 4, 5}}, new float[][] {{9, 10, 11, 12, 33}});
        assertArrayEquals(new float[] {0, 0, 0, 0, 20}, pair.statistic(new Difference(), Map.of()), 0.03f);
    }

    @Test
    void fit_refusesABandThatDoesNotExist() {
        BadInputException refusal =
                assertThrows(BadInputException.class, () -> PAIR.fit(new Difference(), Map.of("band", "3")));
        assertEquals("Band 3 was chosen, but each date has only 2 bands.", refusal.getMessage());
    }

    @Test
    void fit_refusesDatesWithDifferentBandCounts() {
        ArrayPair pair = ArrayPair.of(1, new float[][] {{1}}, new float[][] {{1}, {2}});
        assertThrows(BadInputException.class, () -> pair.fit(new Difference(), Map.of()));
    }

    @Test
    void fit_refusesAPairWithoutAnyValidPixel() {
        ArrayPair pair = new ArrayPair(1, new float[][] {{1}}, new float[][] {{1}}, new boolean[] {false});
        BadInputException refusal = assertThrows(BadInputException.class, () -> pair.fit(new Difference(), Map.of()));
        assertTrue(refusal.getMessage().startsWith("No pixel was observed at both dates"), refusal.getMessage());
    }
}
