package org.palimpsest.detect.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.PairWindow;

class ChangeVectorsTest {
    private static final float[][] BEFORE = {{0, 2, 0, 2}, {10, 10, 30, 30}};

    @Test
    void length_countsStandardDeviations_ofEachBandOfEachDate() throws Exception {
        // Both bands of before have mean 1 and 20, deviation 1 and 10; band 1 of after has mean 5 and deviation 4.
        float[][] after = {{1, 9, 9, 1}, {10, 10, 30, 30}};
        float[] lengths = ArrayPair.of(2, BEFORE, after).statistic(new ChangeVectors(), Map.of());
        assertArrayEquals(new float[] {0, 0, 2, 2}, lengths, 1e-6f);
    }

    @Test
    void bothBands_addUpLikePythagoras() throws Exception {
        float[][] after = {{0, 2, 2, 0}, {10, 30, 10, 30}};
        float[] lengths = ArrayPair.of(2, BEFORE, after).statistic(new ChangeVectors(), Map.of());
        assertArrayEquals(new float[] {0, 2, (float) Math.sqrt(8), 2}, lengths, 1e-6f);
    }

    @Test
    void gainAndOffsetOfADate_doNotMatter() throws Exception {
        float[][] after = new float[2][4];
        for (int i = 0; i < 4; i++) {
            after[0][i] = 3 * BEFORE[0][i] + 100;
            after[1][i] = 0.5f * BEFORE[1][i] - 7;
        }
        assertArrayEquals(new float[4], ArrayPair.of(2, BEFORE, after).statistic(new ChangeVectors(), Map.of()), 1e-6f);
    }

    @Test
    void withoutStandardising_isTheLengthInRawUnits() throws Exception {
        float[][] after = {{3, 2, 0, 2}, {14, 10, 30, 30}};
        float[] lengths = ArrayPair.of(2, BEFORE, after).statistic(new ChangeVectors(), Map.of("standardise", "none"));
        assertArrayEquals(new float[] {5, 0, 0, 0}, lengths);
    }

    @Test
    void standardisingBothDatesAlike_keepsAnEvenShift() throws Exception {
        float[][] after = {{2, 4, 2, 4}, {10, 10, 30, 30}};
        float[] lengths =
                ArrayPair.of(2, BEFORE, after).statistic(new ChangeVectors(), Map.of("standardise", "both-dates"));
        assertArrayEquals(new float[] {2, 2, 2, 2}, lengths, 1e-6f);
    }

    @Test
    void aConstantBand_isLeftOut_whateverItsValue() throws Exception {
        float[][] before = {{0.1f, 0.1f, 0.1f}, {1, 2, 3}};
        float[][] after = {{0.3f, 0.3f, 0.3f}, {1, 2, 3}};
        assertArrayEquals(new float[3], ArrayPair.of(3, before, after).statistic(new ChangeVectors(), Map.of()), 1e-6f);
    }

    @Test
    void withinOneDate_aRasterEqualsItself() throws Exception {
        float[][] after = {{1, 9, 9, 1}, {10, 10, 30, 31}};
        ArrayPair pair = ArrayPair.of(2, BEFORE, after);
        ChangeModel within = pair.fit(new ChangeVectors(), Map.of())
                .within(ChangeModel.Date.AFTER)
                .orElseThrow();
        PairWindow window = pair.read(pair.extent());
        PairWindow same = new PairWindow(window.after(), window.after(), window.valid());
        assertArrayEquals(new float[4], within.apply(List.of(same)).get(0));
        // Band 1 of after has deviation 4: a step of 8 is two deviations.
        float[][] moved = {{9, 1, 1, 9}, {10, 10, 30, 31}};
        PairWindow stepped = new PairWindow(
                window.after(),
                ArrayPair.of(2, moved, moved).read(pair.extent()).before(),
                window.valid());
        assertEquals(2, within.apply(List.of(stepped)).get(0)[0], 1e-6);
    }
}
