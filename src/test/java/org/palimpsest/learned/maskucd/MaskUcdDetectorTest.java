package org.palimpsest.learned.maskucd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.palimpsest.OneTorchThread;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.TrainedEpoch;
import org.palimpsest.detect.classical.ArrayPair;
import org.palimpsest.raster.Window;

/** The whole procedure on small pairs, those included that no training can make sense of. */
@ExtendWith(OneTorchThread.class)
class MaskUcdDetectorTest {
    private static final int SIDE = 24;

    @Test
    void aSmallPair_givesFiniteDifferencesAThresholdAndATable() throws Exception {
        ArrayPair pair = ArrayPair.of(SIDE, ground(1, SIDE * SIDE), ground(3, SIDE * SIDE));
        try (ChangeModel model = fit(pair, Map.of())) {
            float[] map = finite(model, pair);
            assertEquals(1, max(map), 1e-6);
            assertTrue(model.ownThreshold().orElseThrow().magnitude() > 0);
            String table = model.tables().get("training.csv");
            assertEquals(1 + 3, table.lines().count());
            assertTrue(table.startsWith("epoch,total,"), table);
            assertEquals("0", model.record().get("seed"));
        }
    }

    @Test
    void sameSeedSameMap_anotherSeedAnother_andThreadsChangeNothing() throws Exception {
        ArrayPair pair = ArrayPair.of(SIDE, ground(1, SIDE * SIDE), ground(1, SIDE * SIDE));
        try (ChangeModel first = fit(pair, Map.of(), 1);
                ChangeModel again = fit(pair, Map.of(), 2);
                ChangeModel other = fit(pair, Map.of("seed", "7"), 1)) {
            assertArrayEquals(finite(first, pair), finite(again, pair), 0f);
            assertFalse(Arrays.equals(finite(first, pair), finite(other, pair)));
        }
    }

    @Test
    void pixelsThatAreMasked_doNotReachTheOthers_asLongAsTheyAreOutOfSight() throws Exception {
        float[][] before = ground(1, SIDE * SIDE);
        float[][] after = ground(2, SIDE * SIDE);
        boolean[] valid = new boolean[SIDE * SIDE];
        Arrays.fill(valid, true);
        Arrays.fill(valid, 0, 2 * SIDE, false);
        float[][] dirty = {before[0].clone()};
        for (int i = 0; i < 2 * SIDE; i++) {
            dirty[0][i] = i % 2 == 0 ? Float.NaN : 1e9f;
        }
        ArrayPair clean = new ArrayPair(SIDE, before, after, valid);
        ArrayPair soiled = new ArrayPair(SIDE, dirty, after, valid);
        try (ChangeModel one = fit(clean, Map.of());
                ChangeModel two = fit(soiled, Map.of())) {
            assertArrayEquals(finite(one, clean), finite(two, soiled), 0f);
        }
    }

    @Test
    void aConstantImage_isRefusedInWords() {
        ArrayPair pair = ArrayPair.of(SIDE, new float[][] {new float[SIDE * SIDE]}, ground(1, SIDE * SIDE));
        BadInputException refused = assertThrows(BadInputException.class, () -> fit(pair, Map.of()));
        assertTrue(refused.getMessage().contains("The before image is the same everywhere (0"), refused.getMessage());
    }

    @Test
    void nothingObserved_isRefusedInWords() {
        ArrayPair pair = new ArrayPair(SIDE, ground(1, SIDE * SIDE), ground(1, SIDE * SIDE), new boolean[SIDE * SIDE]);
        BadInputException refused = assertThrows(BadInputException.class, () -> fit(pair, Map.of()));
        assertTrue(refused.getMessage().contains("no pixel counts"), refused.getMessage());
    }

    @Test
    void oneEmptyBand_isNoObstacle() throws Exception {
        float[][] after = ground(3, SIDE * SIDE);
        Arrays.fill(after[1], 0);
        ArrayPair pair = ArrayPair.of(SIDE, ground(1, SIDE * SIDE), after);
        try (ChangeModel model = fit(pair, Map.of())) {
            finite(model, pair);
        }
    }

    @Test
    void decibelsAndManyBands_areTakenAsTheyAre() throws Exception {
        float[][] before = ground(1, SIDE * SIDE);
        for (int i = 0; i < before[0].length; i++) {
            before[0][i] = -25 + before[0][i] / 20;
        }
        ArrayPair pair = ArrayPair.of(SIDE, before, ground(6, SIDE * SIDE));
        try (ChangeModel model = fit(pair, Map.of())) {
            finite(model, pair);
            assertTrue(model.record().get("images").contains("no logarithm; after"), model.record()::toString);
        }
    }

    @Test
    void tinyImagesAndStrips_giveFiniteMaps() throws Exception {
        for (int[] size : new int[][] {{8, 8}, {1, 40}, {40, 1}, {3, 5}}) {
            int pixels = size[0] * size[1];
            ArrayPair pair = ArrayPair.of(size[0], ground(1, pixels), ground(3, pixels));
            try (ChangeModel model = fit(pair, Map.of())) {
                finite(model, pair);
            }
        }
    }

    @Test
    void atHalfTheScale_theMapStillHasThePairsSize() throws Exception {
        ArrayPair pair = ArrayPair.of(SIDE, ground(1, SIDE * SIDE), ground(3, SIDE * SIDE));
        try (ChangeModel model = fit(pair, Map.of("scale", "0.5"))) {
            assertEquals(SIDE * SIDE, finite(model, pair).length);
            assertEquals("12 x 12", model.record().get("workingSize"));
        }
    }

    @Test
    void cancelling_endsBetweenEpochs() {
        ArrayPair pair = ArrayPair.of(SIDE, ground(1, SIDE * SIDE), ground(3, SIDE * SIDE));
        Cancellation.Flag flag = new Cancellation.Flag();
        flag.request();
        assertThrows(CancelledException.class, () -> new MaskUcdDetector()
                .fit(new FitInput(pair, settings(Map.of()), "cpu", 1, 1L << 30, Progress.NONE, flag)));
    }

    @Test
    void trainedOnWindows_neighbouringWindowsMeetWithoutASeam() throws Exception {
        int width = 400;
        ArrayPair pair = ArrayPair.of(width, ground(1, width * 260), ground(3, width * 260));
        try (ChangeModel model = fit(pair, Map.of("window", "64"))) {
            assertEquals("windows", model.record().get("trainedOn"));
            assertTrue(model.ownThreshold().isPresent());
            Window left = new Window(0, 40, 200, 136);
            Window right = new Window(72, 40, 200, 136);
            float[] first = model.apply(List.of(pair.read(left))).get(0);
            float[] second = model.apply(List.of(pair.read(right))).get(0);
            // The same column, 136 pixels from the left: behind both windows' halos.
            double apart = 0;
            for (int y = 64; y < 72; y++) {
                assertTrue(Float.isFinite(first[y * 200 + 135]));
                apart += Math.abs(first[y * 200 + 135] - second[y * 200 + 63]) / 8;
            }
            assertTrue(apart < 0.02, "mean step of " + apart);
        }
    }

    @Test
    void maskSizedByImageRegression_holdsAsMuchAsThatMarks() throws Exception {
        int side = 96;
        float[][] before = ground(1, side * side);
        float[][] after = ground(3, side * side);
        for (int i = 0; i < side * side; i++) {
            boolean changed = i % side > 40 && i % side < 60 && i / side > 30 && i / side < 56;
            for (float[] band : after) {
                band[i] = changed ? 250 - band[i] / 4 : band[i];
            }
        }
        ArrayPair pair = ArrayPair.of(side, before, after);
        try (ChangeModel model = fit(pair, Map.of("mask", "regression"))) {
            finite(model, pair);
            assertTrue(Double.parseDouble(model.record().get("maskFactor")) > 0);
        }
        boolean[] counted = new boolean[100];
        Arrays.fill(counted, true);
        float[] ramp = new float[100];
        for (int i = 0; i < 100; i++) {
            ramp[i] = i / 100f;
        }
        MapMoments moments = MapMoments.of(ramp, counted);
        assertEquals(0.9, moments.threshold(new ShareRule(0.1).factor(ramp, counted, moments)), 1e-6);
    }

    @Test
    void enough_keepsTheMapOfTheEpochThatWasReached() throws Exception {
        ArrayPair pair = ArrayPair.of(SIDE, ground(1, SIDE * SIDE), ground(3, SIDE * SIDE));
        Cancellation.Flag flag = new Cancellation.Flag();
        flag.requestEnough();
        try (ChangeModel model = new MaskUcdDetector()
                .fit(new FitInput(pair, settings(Map.of()), "cpu", 1, 1L << 30, Progress.NONE, flag))) {
            finite(model, pair);
            assertEquals("1", model.record().get("epochs"));
        }
    }

    @Test
    void everyEpoch_isToldWithItsMap_andTheLastOneIsTheResult() throws Exception {
        int height = 5;
        ArrayPair pair = ArrayPair.of(SIDE, ground(1, SIDE * height), ground(3, SIDE * height));
        List<TrainedEpoch> heard = new ArrayList<>();
        FitInput input = new FitInput(
                pair,
                settings(Map.of()),
                "cpu",
                1,
                1L << 30,
                Progress.NONE,
                Cancellation.NEVER,
                heard::add,
                Optional.empty());
        try (ChangeModel model = new MaskUcdDetector().fit(input)) {
            float[] result = finite(model, pair);
            assertEquals(
                    List.of(0, 1, 2), heard.stream().map(TrainedEpoch::number).toList());
            TrainedEpoch last = heard.get(2);
            assertTrue(last.last() && !heard.get(1).last());
            TrainedEpoch.DifferenceMap map = last.map();
            assertEquals(new Window(0, 0, SIDE, height), map.place());
            for (int i = 0; i < result.length; i++) {
                assertEquals(result[i], map.values()[i / SIDE * map.stride() + i % SIDE]);
            }
            int masked = 0;
            for (int i = 0; i < map.mask().length; i++) {
                masked += map.mask()[i] ? 1 : 0;
            }
            assertEquals(last.maskShare() * SIDE * height, masked, 1e-6);
        }
    }

    @Test
    void trainedOnWindows_eachEpochTellsWhereItLooked() throws Exception {
        int width = 400;
        ArrayPair pair = ArrayPair.of(width, ground(1, width * 260), ground(3, width * 260));
        List<TrainedEpoch> heard = new ArrayList<>();
        List<String> stages = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void stage(String name, long total) {
                stages.add(name + " " + total);
            }
        };
        FitInput input = new FitInput(
                pair,
                settings(Map.of("window", "64", "epochs", "2")),
                "cpu",
                1,
                1L << 30,
                progress,
                Cancellation.NEVER,
                heard::add,
                Optional.empty());
        try (ChangeModel model = new MaskUcdDetector().fit(input)) {
            assertEquals("windows", model.record().get("trainedOn"));
            assertEquals(64, heard.get(0).map().width());
            assertEquals(List.of("read 0", "train 2", "survey 32"), stages);
            assertFalse(heard.get(0).map().place().equals(heard.get(1).map().place()));
        }
    }

    private static ChangeModel fit(ArrayPair pair, Map<String, String> set) throws Exception {
        return fit(pair, set, 1);
    }

    private static ChangeModel fit(ArrayPair pair, Map<String, String> set, int threads) throws Exception {
        return new MaskUcdDetector()
                .fit(new FitInput(pair, settings(set), "cpu", threads, 1L << 30, Progress.NONE, Cancellation.NEVER));
    }

    private static Settings settings(Map<String, String> set) throws BadInputException {
        Map<String, String> few = new java.util.HashMap<>(set);
        few.putIfAbsent("epochs", "3");
        few.putIfAbsent("smoothing", "0");
        few.putIfAbsent("regression", "false");
        return Settings.of(new MaskUcdDetector().parameters(), few);
    }

    private static float[] finite(ChangeModel model, ArrayPair pair) throws Exception {
        float[] map = model.apply(List.of(pair.read(pair.extent()))).get(0);
        for (float value : map) {
            assertTrue(value >= 0 && value <= 1, () -> "difference of " + value);
        }
        return map;
    }

    private static float max(float[] map) {
        float most = 0;
        for (float value : map) {
            most = Math.max(most, value);
        }
        return most;
    }

    /** Smooth ground with noise, in grey levels. */
    private static float[][] ground(int bands, int pixels) {
        SplittableRandom random = new SplittableRandom(bands);
        float[][] ground = new float[bands][pixels];
        for (int band = 0; band < bands; band++) {
            for (int i = 0; i < pixels; i++) {
                ground[band][i] = (float) (100 + 60 * Math.sin(i / 37.0 + band) + 8 * random.nextDouble());
            }
        }
        return ground;
    }
}
