package org.palimpsest.detect.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.ClassScheme;

/** Spectral angle, ratio and index difference against numbers worked out by hand. */
class PixelwiseDetectorsTest {
    @Test
    void spectralAngle_isInDegrees_andBlindToBrightness() throws Exception {
        float[][] before = {{1, 2, 1, 0}, {0, 2, 1, 0}};
        float[][] after = {{0, 6, 2, 1}, {3, 6, 0, 1}};
        float[] angles = ArrayPair.of(2, before, after).statistic(new SpectralAngle(), Map.of());
        assertEquals(90, angles[0], 1e-4);
        assertEquals(0, angles[1], 1e-6);
        assertEquals(45, angles[2], 1e-4);
        assertTrue(Float.isNaN(angles[3]), "a black pixel has no direction");
    }

    @Test
    void ratio_isOneMinusTheSmallerOverTheLarger_withTheSignOfTheChange() throws Exception {
        ArrayPair pair = ArrayPair.of(2, new float[][] {{1, 4, 0, 0}}, new float[][] {{4, 1, 0, 2}});
        assertArrayEquals(
                new float[] {0.75f, -0.75f, 0, 1},
                pair.statistic(new Ratio(), Map.of("sigma", "0", "level", "false", "floor", "0")),
                1e-6f);
    }

    @Test
    void ratio_ofNearBlackValues_isMeasuredFromTheFloor() throws Exception {
        // Means of 10.01 and 10.04; a tenth of them on both sides: (0.02 + 1.001) / (0.08 + 1.004) and so on.
        ArrayPair pair =
                ArrayPair.of(2, new float[][] {{0.02f, 20, 10, 10.02f}}, new float[][] {{0.08f, 20, 10, 10.08f}});
        float[] ratio = pair.statistic(new Ratio(), Map.of("sigma", "0", "level", "false", "floor", "0.1"));
        assertEquals(1 - 1.021 / 1.084, ratio[0], 1e-5);
        assertEquals(1 - 21.001 / 21.004, ratio[1], 1e-5);
        float[] bare = pair.statistic(new Ratio(), Map.of("sigma", "0", "level", "false", "floor", "0"));
        assertEquals(0.75, bare[0], 1e-5);
    }

    @Test
    void index_isTheChangeOfTheNormalisedDifference() throws Exception {
        // Blue, green, red, near infrared: NDVI from 0.5 to -0.2, NDWI from -0.6 to 0.6.
        float[][] before = {{1, 1}, {1, 1}, {1, 1}, {3, 4}};
        float[][] after = {{1, 1}, {1, 4}, {6, 1}, {4, 1}};
        ArrayPair pair = ArrayPair.of(2, before, after);
        assertEquals(-0.7, pair.statistic(new IndexDifference(), Map.of("level", "false"))[0], 1e-6);
        assertEquals(1.2, pair.statistic(new IndexDifference(), Map.of("index", "ndwi", "level", "false"))[1], 1e-6);
    }

    @Test
    void index_meansNothing_whereBothBandsAreDark() throws Exception {
        float[][] dark = {{1}, {1}, {0}, {0}};
        assertTrue(Float.isNaN(ArrayPair.of(1, dark, dark).statistic(new IndexDifference(), Map.of())[0]));
    }

    @Test
    void index_asksForTheBandThatItLacks() {
        float[][] bands = {{1}, {1}, {1}, {1}};
        ArrayPair pair = ArrayPair.of(1, bands, bands);
        BadInputException unset =
                assertThrows(BadInputException.class, () -> pair.fit(new IndexDifference(), Map.of("index", "nbr")));
        assertEquals(
                "NBR needs the swir2 band, but its number is not set. Set swir2 to the number of that band.",
                unset.getMessage());
        BadInputException missing = assertThrows(
                BadInputException.class, () -> pair.fit(new IndexDifference(), Map.of("index", "nbr", "swir2", "9")));
        assertEquals(
                "NBR needs the swir2 band, but band 9 is not among the 4 in use. Set swir2 to the number of that band.",
                missing.getMessage());
    }

    @Test
    void ratio_isFreeOfAnEvenGain() throws Exception {
        float[][] before = {{10, 20, 30, 40, 50}};
        float[][] after = {{20, 40, 60, 80, 25}};
        float[] ratio = ArrayPair.of(5, before, after).statistic(new Ratio(), Map.of("sigma", "0", "floor", "0"));
        assertArrayEquals(new float[] {0, 0, 0, 0, -0.75f}, ratio, 0.005f);
    }

    @Test
    void burnRatio_comesWithTheSeverityClassesOfKeyAndBenson() throws Exception {
        // NBR falls from 0.6 to 0.6 - dNBR: near infrared 0.8 and short wave 0.2 before.
        double[] falls = {-0.3, -0.2, 0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9};
        float[][] before = new float[2][falls.length];
        float[][] after = new float[2][falls.length];
        for (int i = 0; i < falls.length; i++) {
            before[0][i] = 0.8f;
            before[1][i] = 0.2f;
            double nbr = 0.6 - falls[i];
            after[0][i] = (float) ((1 + nbr) / 2);
            after[1][i] = (float) ((1 - nbr) / 2);
        }
        ArrayPair pair = ArrayPair.of(falls.length, before, after);
        Map<String, String> settings = Map.of("index", "nbr", "nir", "1", "swir2", "2", "level", "false");
        float[] change = pair.statistic(new IndexDifference(), settings);
        ClassScheme scheme = pair.fit(new IndexDifference(), settings).classes().orElseThrow();
        int[] classes = new int[falls.length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = scheme.of(change[i] - 1e-6f);
        }
        assertArrayEquals(new int[] {1, 2, 3, 4, 4, 5, 6, 7, 7}, classes);
        assertEquals(0, scheme.of(Float.NaN));
        assertTrue(pair.fit(new IndexDifference(), Map.of("nir", "1", "red", "2"))
                .classes()
                .isEmpty());
    }
}
