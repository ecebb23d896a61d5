package org.palimpsest.learned.maskucd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.classical.ArrayPair;
import org.palimpsest.raster.Window;

/** What becomes of a map whose values are known. */
class RefinedModelTest {
    private static final int SIDE = 96;

    @Test
    void withNothingToRefine_theModelIsHandedOn() throws Exception {
        ArrayPair pair = pair();
        ChangeModel known = new Spot();
        assertSame(known, refined(known, pair, Map.of("smoothing", "0", "regression", "false")));
    }

    @Test
    void smoothing_spreadsASpotAsABellDoes_andKeepsItsSum() throws Exception {
        ArrayPair pair = pair();
        try (ChangeModel model = refined(new Spot(), pair, Map.of("smoothing", "2", "regression", "false"))) {
            float[] map = model.apply(List.of(pair.read(new Window(0, 0, SIDE, SIDE))))
                    .get(0);
            double sum = 0;
            for (float value : map) {
                sum += value;
            }
            assertEquals(1, sum, 1e-4);
            // A bell of variance 4 falls by exp(-1/8) to the next pixel.
            assertEquals(Math.exp(-1 / 8.0), map[48 * SIDE + 49] / map[48 * SIDE + 48], 1e-5);
        }
    }

    @Test
    void aFixedFactor_countsStandardDeviationsOfTheRefinedMap() throws Exception {
        ArrayPair pair = pair();
        Map<String, String> set = Map.of("mask", "fixed", "k", "3", "smoothing", "1", "regression", "false");
        try (ChangeModel model = refined(new Spot(), pair, set)) {
            float[] map = model.apply(List.of(pair.read(pair.extent()))).get(0);
            double mean = 1.0 / map.length;
            double squares = 0;
            for (float value : map) {
                squares += (value - mean) * (value - mean) / map.length;
            }
            assertEquals(
                    mean + 3 * Math.sqrt(squares),
                    model.ownThreshold().orElseThrow().magnitude(),
                    1e-5);
            assertTrue(model.ownThreshold().orElseThrow().stated());
        }
    }

    @Test
    void regression_liftsWhatBothCallChange() throws Exception {
        ArrayPair pair = pair();
        // The network's map says nothing: the same everywhere. What is left is the regression's.
        try (ChangeModel model = refined(new Even(), pair, Map.of("smoothing", "0"))) {
            float[] map = model.apply(List.of(pair.read(pair.extent()))).get(0);
            double inside = 0;
            double outside = 0;
            for (int i = 0; i < map.length; i++) {
                if (changed(i % SIDE, i / SIDE)) {
                    inside += map[i] / 400;
                } else {
                    outside += map[i] / (map.length - 400);
                }
            }
            assertTrue(inside > 1.5 * outside, inside + " inside, " + outside + " outside");
            // The square is 400 of 9216 pixels, and the threshold marks about as much as it.
            double threshold = model.ownThreshold().orElseThrow().magnitude();
            int marked = 0;
            for (float value : map) {
                marked += value >= threshold ? 1 : 0;
            }
            assertTrue(marked > 200 && marked < 800, marked + " marked");
        }
    }

    private ChangeModel refined(ChangeModel known, ArrayPair pair, Map<String, String> set) throws Exception {
        Settings settings = Settings.of(new MaskUcdDetector().parameters(), set);
        FitInput input = new FitInput(pair, settings, "cpu", 1, 1L << 30, Progress.NONE, Cancellation.NEVER);
        return RefinedModel.of(
                known, TrainingSettings.of(settings), new SceneRegression(input), input, KeptFit.of(input));
    }

    private static boolean changed(int x, int y) {
        return x >= 30 && x < 50 && y >= 40 && y < 60;
    }

    /** Stripes of four brightnesses, which the second date shows in another order but for a square. */
    private static ArrayPair pair() {
        SplittableRandom random = new SplittableRandom(4);
        float[][] before = new float[1][SIDE * SIDE];
        float[][] after = new float[1][SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int kind = i % SIDE / 6 % 4;
            before[0][i] = 40 * kind + 5 * random.nextFloat();
            int seen = changed(i % SIDE, i / SIDE) ? (kind + 2) % 4 : kind;
            after[0][i] = 200 - 45 * seen + 5 * random.nextFloat();
        }
        return ArrayPair.of(SIDE, before, after);
    }

    /** A model whose statistic is known: one pixel is 1. */
    private static class Spot implements ChangeModel {
        @Override
        public Statistic statistic() {
            return new Statistic("known", "", false, new ScoreMap.Linear(0, 1));
        }

        @Override
        public int halo() {
            return WindowModel.HALO;
        }

        @Override
        public List<float[]> apply(List<PairWindow> batch) {
            return batch.stream().map(one -> values(one.window())).toList();
        }

        float[] values(Window window) {
            float[] values = new float[Math.toIntExact(window.pixels())];
            values[(48 - window.y()) * window.width() + 48 - window.x()] = 1;
            return values;
        }
    }

    /** A model that finds a quarter everywhere. */
    private static final class Even extends Spot {
        @Override
        float[] values(Window window) {
            float[] values = new float[Math.toIntExact(window.pixels())];
            java.util.Arrays.fill(values, 0.25f);
            return values;
        }
    }
}
