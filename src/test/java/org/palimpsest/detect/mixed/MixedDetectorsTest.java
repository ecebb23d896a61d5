package org.palimpsest.detect.mixed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.classical.ArrayPair;
import org.palimpsest.raster.Window;

/** Detectors for mixed sensors on an invented landscape: three optical bands before, one of speckled radar after. */
class MixedDetectorsTest {
    private static final int WIDTH = 130;
    private static final int HEIGHT = 101;

    static Detector[] detectors() {
        return new Detector[] {new PatchGraph(), new ImageRegression()};
    }

    /** Fields of four covers; in a rectangle the cover turned to the fourth, water, which is there at both dates too. */
    private static ArrayPair landscape() {
        float[][] optical = {{30, 80, 120, 20}, {60, 70, 110, 30}, {200, 90, 140, 10}};
        float[] radar = {40, 90, 60, 8};
        Random random = new Random(3);
        float[][] before = new float[3][WIDTH * HEIGHT];
        float[][] after = new float[1][WIDTH * HEIGHT];
        for (int pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
            int cover = (pixel % WIDTH / 17 * 3 + pixel / WIDTH / 13 * 2) % 4;
            for (int band = 0; band < 3; band++) {
                before[band][pixel] = optical[band][cover] + 4 * (float) random.nextGaussian();
            }
            double grain = 0;
            for (int look = 0; look < 4; look++) {
                grain -= Math.log(1 - random.nextDouble()) / 4;
            }
            after[0][pixel] = (float) (radar[changed(pixel) ? 3 : cover] * Math.sqrt(grain));
        }
        return ArrayPair.of(WIDTH, before, after);
    }

    private static boolean changed(int pixel) {
        int x = pixel % WIDTH;
        int y = pixel / WIDTH;
        return x >= 50 && x < 90 && y >= 30 && y < 58;
    }

    /** Whether a pixel was water before too, so that nothing can be seen. */
    private static boolean waterBefore(ArrayPair pair, int pixel) {
        return pair.before()[2][pixel] < 50;
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void finds_theFlood(Detector detector) throws Exception {
        ArrayPair pair = landscape();
        float[] statistic = pair.statistic(detector, Map.of("smoothing", "2"));
        double flooded = 0;
        double same = 0;
        int floodedCount = 0;
        int sameCount = 0;
        for (int pixel = 0; pixel < statistic.length; pixel++) {
            if (changed(pixel) && !waterBefore(pair, pixel)) {
                flooded += statistic[pixel];
                floodedCount++;
            } else if (!changed(pixel)) {
                same += statistic[pixel];
                sameCount++;
            }
        }
        assertTrue(flooded / floodedCount > 4 * same / sameCount, flooded / floodedCount + " " + same / sameCount);
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void windowsWithHalo_giveTheSameBitsAsTheWhole(Detector detector) throws Exception {
        ArrayPair pair = landscape();
        ChangeModel model = detector.fit(pair.fitInput(detector, Map.of("smoothing", "3", "cell", "3"), 1));
        float[] whole = pair.statistic(model);
        int halo = model.halo();
        for (Window part :
                new Window[] {new Window(33, 21, 40, 17), new Window(0, 0, 7, 101), new Window(77, 50, 1, 1)}) {
            float[] window =
                    model.apply(java.util.List.of(pair.read(part.grow(halo)))).get(0);
            for (int y = 0; y < part.height(); y++) {
                for (int x = 0; x < part.width(); x++) {
                    assertEquals(
                            whole[(part.y() + y) * WIDTH + part.x() + x],
                            window[(y + halo) * (part.width() + 2 * halo) + x + halo]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void threads_doNotChangeABit(Detector detector) throws Exception {
        ArrayPair pair = landscape();
        assertArrayEquals(
                pair.statistic(detector.fit(pair.fitInput(detector, Map.of(), 1))),
                pair.statistic(detector.fit(pair.fitInput(detector, Map.of(), 3))));
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void units_doNotMatter_beyondRounding(Detector detector) throws Exception {
        ArrayPair amplitude = landscape();
        float[][] decibel = {amplitude.after()[0].clone()};
        for (int pixel = 0; pixel < decibel[0].length; pixel++) {
            decibel[0][pixel] = (float) (20 * Math.log10(decibel[0][pixel]) - 60);
        }
        float[] linear = amplitude.statistic(detector, Map.of());
        float[] logarithmic = ArrayPair.of(WIDTH, amplitude.before(), decibel).statistic(detector, Map.of());
        for (int pixel = 0; pixel < linear.length; pixel++) {
            assertEquals(linear[pixel], logarithmic[pixel], 0.02 * (1 + linear[pixel]));
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void invalidAndNotFinitePixels_haveNoSay(Detector detector) throws Exception {
        ArrayPair pair = landscape();
        boolean[] valid = new boolean[WIDTH * HEIGHT];
        float[][] zero = {pair.before()[0].clone(), pair.before()[1].clone(), pair.before()[2].clone()};
        float[][] wild = {pair.before()[0].clone(), pair.before()[1].clone(), pair.before()[2].clone()};
        for (int pixel = 0; pixel < valid.length; pixel++) {
            valid[pixel] = pixel % WIDTH < 100;
            if (!valid[pixel]) {
                zero[0][pixel] = 0;
                wild[0][pixel] = 1e30f;
            }
        }
        float[] first = new ArrayPair(WIDTH, zero, pair.after(), valid).statistic(detector, Map.of());
        float[] second = new ArrayPair(WIDTH, wild, pair.after(), valid).statistic(detector, Map.of());
        assertArrayEquals(first, second);
        wild[0][5] = Float.NaN;
        wild[1][WIDTH + 8] = Float.POSITIVE_INFINITY;
        assertFinite(new ArrayPair(WIDTH, wild, pair.after(), valid).statistic(detector, Map.of()));
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void oddScenes_giveSaneMaps(Detector detector) throws Exception {
        float[][] noise = new float[1][64];
        Random random = new Random(1);
        for (int pixel = 0; pixel < 64; pixel++) {
            noise[0][pixel] = random.nextFloat();
        }
        float[][] even = {new float[64], new float[64], new float[64]};
        Arrays.fill(even[1], 7);
        // Constant beside constant: nothing can have changed.
        for (float value : ArrayPair.of(8, even, even).statistic(detector, Map.of())) {
            assertEquals(0, value);
        }
        assertFinite(ArrayPair.of(8, even, noise).statistic(detector, Map.of()));
        assertFinite(ArrayPair.of(8, noise, even).statistic(detector, Map.of()));
        assertFinite(ArrayPair.of(8, noise, noise).statistic(detector, Map.of()));
        assertFinite(ArrayPair.of(1, noise, even).statistic(detector, Map.of()));
        assertFinite(ArrayPair.of(64, noise, even).statistic(detector, Map.of()));
        assertFinite(
                ArrayPair.of(1, new float[][] {{3}}, new float[][] {{4}, {5}}).statistic(detector, Map.of()));
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void nothingObserved_isRefused(Detector detector) {
        ArrayPair pair = landscape();
        ArrayPair nothing = new ArrayPair(WIDTH, pair.before(), pair.after(), new boolean[WIDTH * HEIGHT]);
        BadInputException refusal = assertThrows(BadInputException.class, () -> nothing.fit(detector, Map.of()));
        assertTrue(refusal.getMessage().contains("No pixel was observed at both dates"), refusal.getMessage());
    }

    @Test
    void ranks_shareTheMiddleOfEqualValues() {
        RankTable table = RankTable.of(new float[] {5, 1, 5, 9}, 4);
        assertEquals(0.125, table.rank(1), 1e-7);
        assertEquals(0.5, table.rank(5), 1e-7);
        assertEquals(0.3125, table.rank(3), 1e-7);
        assertEquals(0.875, table.rank(100), 1e-7);
        assertEquals(0.125, table.rank(-100), 1e-7);
    }

    @Test
    void similarCells_takeTheMedianOfTheNearest() {
        float[][] known = {{0, 0.1f, 0.2f, 5, 6}};
        float[][] wanted = {{1, 2, 30, 7, 8}};
        SimilarCells three = new SimilarCells(known, wanted, 3);
        // The nearest three of 0.05 have 1, 2 and 30: the median is 2.
        assertEquals(
                9, three.squaredErrors(new float[][] {{0.05f}}, new float[][] {{5}}, new boolean[] {true})[0], 1e-6);
    }

    private static void assertFinite(float[] statistic) {
        for (float value : statistic) {
            assertTrue(Float.isFinite(value), "was " + value);
        }
    }
}
