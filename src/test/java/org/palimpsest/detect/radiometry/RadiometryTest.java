package org.palimpsest.detect.radiometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.classical.ArrayPair;
import org.palimpsest.detect.classical.Difference;

class RadiometryTest {
    private static final int WIDTH = 700;
    private static final int HEIGHT = 600;
    private static final double[] GAIN = {1.4, 0.8, 2.5};
    private static final double[] OFFSET = {-150, 60, 1000};

    /** Three bands of fields and texture; the second date sees gain * sample + offset and some noise. */
    private static ArrayPair pair(double changedShare) {
        Random random = new Random(17);
        float[][] before = new float[3][WIDTH * HEIGHT];
        float[][] after = new float[3][WIDTH * HEIGHT];
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            boolean changed = x > WIDTH * (1 - changedShare);
            for (int band = 0; band < 3; band++) {
                double level = 400
                        + 300 * Math.sin(x * 0.01 * (band + 1)) * Math.cos(y * 0.013 * (3 - band))
                        + 60 * random.nextGaussian();
                double seen = changed ? 900 + 80 * random.nextGaussian() : level + 3 * random.nextGaussian();
                before[band][i] = (float) level;
                after[band][i] = (float) (GAIN[band] * seen + OFFSET[band]);
            }
        }
        return ArrayPair.of(WIDTH, before, after);
    }

    private static Radiometry fit(String rule, ArrayPair pair, int threads) throws Exception {
        return Radiometry.fit(rule, pair.fitInput(new Difference(), Map.of(), threads));
    }

    private static BandMap.Line line(Radiometry radiometry, int band) {
        return assertInstanceOf(BandMap.Line.class, radiometry.maps().get(band));
    }

    @Test
    void meanAndSpread_undoGainAndOffset_whereNothingChanged() throws Exception {
        Radiometry radiometry = fit("mean-std", pair(0), 2);
        for (int band = 0; band < 3; band++) {
            assertEquals(1 / GAIN[band], line(radiometry, band).gain(), 1e-3 / GAIN[band]);
            assertEquals(500, radiometry.maps().get(band).apply(GAIN[band] * 500 + OFFSET[band]), 0.5);
        }
        assertEquals((long) WIDTH * HEIGHT, radiometry.pixels());
    }

    /** Where a third of the scene changed, mean and spread are those of the change too; unchanged pixels are not. */
    @Test
    void pseudoInvariantPixels_findTheUnchangedLine_whereMuchChanged() throws Exception {
        ArrayPair pair = pair(0.3);
        Radiometry unchanged = fit("pseudo-invariant", pair, 2);
        Radiometry all = fit("mean-std", pair, 2);
        for (int band = 0; band < 3; band++) {
            double sample = GAIN[band] * 300 + OFFSET[band];
            assertEquals(300, unchanged.maps().get(band).apply(sample), 3, "band " + band);
            assertTrue(Math.abs(all.maps().get(band).apply(sample) - 300) > 30, "band " + band);
            assertTrue(unchanged.correlations().get(band) > 0.99, "band " + band);
        }
        assertTrue(unchanged.pixels() > 5000 && unchanged.pixels() < 0.1 * WIDTH * HEIGHT, unchanged.pixels() + "");
    }

    @Test
    void histogramMatching_undoesACurve() throws Exception {
        ArrayPair straight = pair(0);
        float[][] curved = new float[3][];
        for (int band = 0; band < 3; band++) {
            curved[band] = straight.before()[band].clone();
            for (int i = 0; i < curved[band].length; i++) {
                curved[band][i] = (float) (Math.cbrt(curved[band][i]) * 20 - 300);
            }
        }
        Radiometry radiometry = fit("histogram", ArrayPair.of(WIDTH, straight.before(), curved), 2);
        double worst = 0;
        for (double sample = 60; sample < 740; sample += 10) {
            double found = radiometry.maps().get(1).apply(Math.cbrt(sample) * 20 - 300);
            worst = Math.max(worst, Math.abs(found - sample));
        }
        assertTrue(worst < 6, "off by " + worst);
        BandMap.Table table =
                assertInstanceOf(BandMap.Table.class, radiometry.maps().get(0));
        assertTrue(table.apply(1e6) > table.apply(1e5), "it goes on beyond the last node");
    }

    /** Of 8-bit samples doubled and shifted, each value comes back as itself. */
    @Test
    void histogramMatching_ofWholeNumbers_isExact() throws Exception {
        Random random = new Random(3);
        float[][] before = new float[1][WIDTH * HEIGHT];
        float[][] after = new float[1][WIDTH * HEIGHT];
        for (int i = 0; i < before[0].length; i++) {
            before[0][i] = random.nextInt(100) + random.nextInt(20);
            after[0][i] = 2 * before[0][i] + 7;
        }
        Radiometry radiometry = fit("histogram", ArrayPair.of(WIDTH, before, after), 2);
        for (int value = 5; value < 110; value++) {
            assertEquals(value, radiometry.maps().get(0).apply(2 * value + 7), 0.51, "value " + value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean-std", "histogram", "pseudo-invariant"})
    void threads_andSamplesThatDoNotCount_leaveNoTrace(String rule) throws Exception {
        ArrayPair pair = pair(0.1);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            pair.valid()[i] = i % WIDTH > 100;
        }
        String expected = fit(rule, pair, 1).toJson().toString();
        assertEquals(expected, fit(rule, pair, 3).toJson().toString());
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            if (!pair.valid()[i]) {
                pair.before()[0][i] = 1e30f;
                pair.after()[1][i] = Float.NaN;
            }
        }
        assertEquals(expected, fit(rule, pair, 2).toJson().toString());
    }

    @Test
    void theSecondDateIsAdjustedWhereItWasObserved_andTheFirstLeftAlone() throws Exception {
        ArrayPair pair = pair(0);
        pair.valid()[5] = false;
        AdjustedPair adjusted = new AdjustedPair(pair, fit("mean-std", pair, 1));
        PairWindow plain = pair.read(pair.extent());
        PairWindow window = adjusted.read(pair.extent());
        assertEquals(0, window.after().samples(0)[5]);
        assertEquals(plain.before().samples(0)[4], window.before().samples(0)[4]);
        assertEquals(plain.before().samples(0)[4], window.after().samples(0)[4], 15);
    }

    @Test
    void whatCannotBeMatched_isSaid() {
        float[][] one = new float[1][WIDTH];
        float[][] two = new float[2][WIDTH];
        BadInputException bands =
                assertThrows(BadInputException.class, () -> fit("mean-std", ArrayPair.of(WIDTH, one, two), 1));
        assertTrue(bands.getMessage().contains("1 and 2"), bands.getMessage());
        BadInputException single =
                assertThrows(BadInputException.class, () -> fit("pseudo-invariant", ArrayPair.of(WIDTH, one, one), 1));
        assertTrue(single.getMessage().contains("two bands"), single.getMessage());
    }
}
