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
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.ScoreMap;

/** Expected values are those of a NumPy program that solves MAD as a generalised eigenproblem, another way than ours. */
class MadTest {
    private static final int PIXELS = 60;

    /** Three bands before, two bands after that are mixtures of them, and two changed pixels: 7 and 31. */
    private static ArrayPair mixtures() {
        long[] state = {42};
        float[][] before = new float[3][PIXELS];
        for (float[] band : before) {
            for (int i = 0; i < PIXELS; i++) {
                band[i] = (float) (100 * next(state));
            }
        }
        float[][] after = new float[2][PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            float step = i == 7 ? 40 : i == 31 ? -35 : 0;
            after[0][i] = (float) (0.5 * before[0][i] + 0.2 * before[1][i]) + (float) (5 * next(state)) + step;
            after[1][i] = (float) (before[2][i] - 0.3 * before[0][i]) + (float) (5 * next(state)) + step;
        }
        return ArrayPair.of(10, before, after);
    }

    private static double next(long[] state) {
        state[0] = (1103515245 * state[0] + 12345) % 2147483648L;
        return state[0] / 2147483648.0;
    }

    /** A scene of correlated bands with a tenth changed. */
    private static ArrayPair scene(int width, int height, int bands) {
        Random random = new Random(5);
        float[][] before = new float[bands][width * height];
        float[][] after = new float[bands][width * height];
        for (int i = 0; i < width * height; i++) {
            double level = random.nextGaussian();
            boolean changed = i % 10 == 0;
            for (int band = 0; band < bands; band++) {
                before[band][i] = (float) (level * (band + 1) + random.nextGaussian());
                after[band][i] = (float)
                        (3 * before[band][i] + 7 + 0.3 * random.nextGaussian() + (changed ? 9 * (band - 1) : 0));
            }
        }
        return ArrayPair.of(width, before, after);
    }

    @Test
    void mad_equalsAnIndependentSolution_withDifferentBandsAtTheDates() throws Exception {
        float[] statistic = mixtures().statistic(new Mad(), Map.of());
        assertEquals(1.056062247708869, statistic[0], 1e-5);
        assertEquals(0.4289252392300829, statistic[1], 1e-5);
        assertEquals(24.557652716790663, statistic[7], 1e-4);
        assertEquals(22.944958732467683, statistic[31], 1e-4);
    }

    @Test
    void irMad_equalsAnIndependentSolution() throws Exception {
        float[] statistic = mixtures().statistic(new IrMad(), Map.of());
        assertEquals(1.1501701295386388, statistic[0], 1e-4);
        assertEquals(0.39621314239255573, statistic[1], 1e-4);
        assertEquals(723.4794842880324, statistic[7], 0.05);
        assertEquals(550.8379744653417, statistic[31], 0.05);
    }

    @Test
    void statistic_isChiSquare_withAsManyDegreesAsTheSmallerDateHasBands() throws Exception {
        assertEquals(
                new ScoreMap.ChiSquare(2),
                mixtures().fit(new Mad(), Map.of()).statistic().scoreMap());
    }

    @Test
    void mad_doesNotNotice_gainsAndOffsets() throws Exception {
        ArrayPair pair = mixtures();
        float[][] brighter = new float[2][PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            brighter[0][i] = 1000 + 40 * pair.after()[0][i];
            brighter[1][i] = 5 - 0.01f * pair.after()[1][i];
        }
        assertArrayEquals(
                pair.statistic(new Mad(), Map.of()),
                ArrayPair.of(10, pair.before(), brighter).statistic(new Mad(), Map.of()),
                1e-3f);
    }

    @Test
    void copiesOfABand_andConstantBands_areLeftOut() throws Exception {
        ArrayPair pair = mixtures();
        float[] constant = new float[PIXELS];
        java.util.Arrays.fill(constant, 0.1f);
        float[][] before = {pair.before()[0], pair.before()[1], pair.before()[2], pair.before()[0], constant};
        ArrayPair redundant = ArrayPair.of(10, before, pair.after());
        assertArrayEquals(pair.statistic(new Mad(), Map.of()), redundant.statistic(new Mad(), Map.of()), 1e-3f);
    }

    @Test
    void aRasterAgainstItself_hasNoChange() throws Exception {
        ArrayPair pair = mixtures();
        ArrayPair same = ArrayPair.of(10, pair.before(), pair.before());
        for (Detector detector : List.of(new Mad(), new IrMad())) {
            for (float value : same.statistic(detector, Map.of())) {
                assertTrue(value < 1e-6, detector.card().id() + " gave " + value);
            }
        }
    }

    @Test
    void irMad_setsChangeApartFurtherThanMad() throws Exception {
        ArrayPair pair = scene(100, 100, 3);
        float[] plain = pair.statistic(new Mad(), Map.of());
        float[] reweighted = pair.statistic(new IrMad(), Map.of());
        assertTrue(contrast(reweighted) > 5 * contrast(plain), contrast(reweighted) + " and " + contrast(plain));
    }

    @Test
    void irMad_keepsItsSignificanceLevel_onUnchangedPixels() throws Exception {
        float[] reweighted = scene(100, 100, 3).statistic(new IrMad(), Map.of("tolerance", "0"));
        double limit = new ScoreMap.ChiSquare(3).magnitude(0.99);
        int marked = 0;
        for (int i = 0; i < reweighted.length; i++) {
            if (i % 10 != 0 && reweighted[i] >= limit) {
                marked++;
            }
        }
        // One unchanged pixel of a hundred is expected above the quantile; 9000 are unchanged.
        assertTrue(marked > 60 && marked < 160, "marked " + marked);
    }

    @Test
    void aSampledFit_withItsLastPassOverAllPixels_isCloseToTheWholeFit_forAnyNumberOfThreads() throws Exception {
        ArrayPair pair = scene(700, 600, 3);
        Reweighting.Solver solver = (moments, shrinkage) -> CanonicalCorrelation.of(moments, 3, 3, shrinkage);
        IrMad detector = new IrMad();
        Map<String, String> settled = Map.of("tolerance", "0");
        float[] whole = pair.statistic(new Reweighting("variates", solver).fit(pair.fitInput(detector, settled, 1)));
        Reweighting sampling = new Reweighting("variates", solver, 50_000);
        float[] sampled = pair.statistic(sampling.fit(pair.fitInput(detector, settled, 1)));
        assertArrayEquals(sampled, pair.statistic(sampling.fit(pair.fitInput(detector, settled, 3))));
        for (int i = 0; i < whole.length; i++) {
            assertEquals(whole[i], sampled[i], 0.03 * whole[i] + 0.05);
        }
        float[] otherSeed =
                pair.statistic(sampling.fit(pair.fitInput(detector, Map.of("tolerance", "0", "seed", "2"), 1)));
        assertTrue(!java.util.Arrays.equals(sampled, otherSeed), "the seed chooses the sample");
    }

    @Test
    void varianceMeasuredWithWeights_isTooSmallByTheMeanOfTheSmallerOfTwoDraws() {
        // For 2 degrees of freedom draws are exponential with mean 2, the smaller of two has mean 1.
        assertEquals(0.5, new ChiSquareWeights(2).shrinkage(), 1e-5);
    }

    /** Mean statistic of the changed pixels over that of the unchanged ones. */
    private static double contrast(float[] statistic) {
        double changed = 0;
        double unchanged = 0;
        for (int i = 0; i < statistic.length; i++) {
            if (i % 10 == 0) {
                changed += statistic[i] / (statistic.length / 10.0);
            } else {
                unchanged += statistic[i] / (statistic.length * 0.9);
            }
        }
        return changed / unchanged;
    }

    @Test
    void threads_doNotChangeABit() throws Exception {
        ArrayPair pair = scene(1100, 600, 2);
        for (Detector detector : List.of(new Mad(), new IrMad(), new ChangeVectors())) {
            ChangeModel one = detector.fit(pair.fitInput(detector, Map.of(), 1));
            ChangeModel three = detector.fit(pair.fitInput(detector, Map.of(), 3));
            assertArrayEquals(
                    pair.statistic(one), pair.statistic(three), detector.card().id());
        }
    }

    @Test
    void oneBand_isRefused_andAnotherDetectorNamed() {
        ArrayPair pair = ArrayPair.of(1, new float[][] {{1, 2}}, new float[][] {{2, 1}});
        BadInputException refusal = assertThrows(BadInputException.class, () -> pair.fit(new Mad(), Map.of()));
        assertEquals(
                "The detector mad needs at least 2 bands of each date, but one has 1. Use a detector for single bands,"
                        + " such as difference or log-ratio.",
                refusal.getMessage());
    }

    @Test
    void aDateWithoutAnyVariation_isRefused() {
        float[] constant = new float[PIXELS];
        ArrayPair pair = ArrayPair.of(10, mixtures().before(), new float[][] {constant, constant});
        BadInputException refusal = assertThrows(BadInputException.class, () -> pair.fit(new Mad(), Map.of()));
        assertTrue(refusal.getMessage().startsWith("At one of the dates all bands are constant"));
    }
}
