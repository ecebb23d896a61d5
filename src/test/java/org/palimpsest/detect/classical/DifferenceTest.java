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
        assertArrayEquals(new float[] {0, 6, -1.5f, -1}, PAIR.statistic(new Difference(), Map.of()));
    }

    @Test
    void difference_ofOneBand_looksAtThatBandOnly() throws Exception {
        assertArrayEquals(new float[] {0, 10, 0, -2}, PAIR.statistic(new Difference(), Map.of("band", "2")));
    }

    @Test
    void score_isOneHalf_atTwiceTheRootMeanSquare() throws Exception {
        ChangeModel model = PAIR.fit(new Difference(), Map.of("band", "2"));
        double twiceRms = 2 * Math.sqrt((10 * 10 + 2 * 2) / 4.0);
        assertEquals(0.5, model.statistic().score(-twiceRms), 1e-9);
        assertTrue(model.statistic().signed());
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
