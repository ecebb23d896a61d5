package org.palimpsest.detect.threshold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.palimpsest.detect.threshold.Histogram.Side;

class HistogramTest {
    @Test
    void quantile_isExactToTwoThousandths_whateverTheRange() {
        Histogram histogram = new Histogram();
        for (int i = 1; i <= 1000; i++) {
            histogram.add(i * 1e20f);
            histogram.add(-i * 1e-20f);
        }
        assertEquals(5e22, histogram.quantile(Side.GAIN, 0.5), 5e22 * 0.003);
        assertEquals(9e-18, histogram.quantile(Side.LOSS, 0.9), 9e-18 * 0.003);
        assertEquals(2000, histogram.count());
        assertEquals(1000, histogram.count(Side.LOSS));
    }

    @Test
    void countFrom_countsValuesOfThatMagnitudeAndMore() {
        Histogram histogram = new Histogram();
        for (float value : new float[] {0, 1, -2, 3, -4}) {
            histogram.add(value);
        }
        assertEquals(3, histogram.countFrom(Side.BOTH, 2));
        assertEquals(1, histogram.countFrom(Side.GAIN, 2));
        assertEquals(5, histogram.countFrom(Side.BOTH, 0));
        assertEquals(0, histogram.countFrom(Side.BOTH, Double.POSITIVE_INFINITY));
    }

    @Test
    void add_passesOverNaNInfinityAndInvalidPixels() {
        Histogram histogram = new Histogram();
        histogram.add(new float[] {Float.NaN, Float.POSITIVE_INFINITY, 7, 1}, new boolean[] {true, true, false, true});
        assertEquals(1, histogram.count());
        assertEquals(1, histogram.quantile(Side.BOTH, 1), 0.002);
    }

    @Test
    void parts_addUpToTheWhole_inAnyOrder() {
        Random random = new Random(7);
        Histogram whole = new Histogram();
        Histogram[] parts = {new Histogram(), new Histogram(), new Histogram()};
        for (int i = 0; i < 10_000; i++) {
            float value = (float) random.nextGaussian();
            whole.add(value);
            parts[i % 3].add(value);
        }
        Histogram backwards = new Histogram();
        for (int part = 2; part >= 0; part--) {
            backwards.add(parts[part]);
        }
        assertEquals(whole, backwards);
    }

    @Test
    void quantile_ofNothing_isZero() {
        assertEquals(0, new Histogram().quantile(Side.BOTH, 0.5));
    }
}
