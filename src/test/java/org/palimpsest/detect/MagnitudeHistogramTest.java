package org.palimpsest.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MagnitudeHistogramTest {
    @Test
    void quantiles_equalThoseOfTheSortedValues_toOnePartInTwoThousand() {
        Random random = new Random(5);
        float[] values = new float[20_001];
        MagnitudeHistogram histogram = new MagnitudeHistogram();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * 40 - 3);
            histogram.add(values[i]);
        }
        Arrays.sort(values);
        for (double fraction : new double[] {0, 0.01, 0.3, 0.5, 0.9, 0.999, 1}) {
            double expected = values[Math.max(0, (int) Math.ceil(fraction * values.length) - 1)];
            assertEquals(expected, histogram.quantile(fraction), Math.abs(expected) / 2048, "fraction " + fraction);
        }
        assertEquals(values[0], histogram.minimum());
        assertEquals(values[values.length - 1], histogram.maximum());
    }

    @Test
    void partsMergedInAnyOrder_equalTheWhole() {
        Random random = new Random(6);
        MagnitudeHistogram whole = new MagnitudeHistogram();
        MagnitudeHistogram[] parts = {new MagnitudeHistogram(), new MagnitudeHistogram(), new MagnitudeHistogram()};
        for (int i = 0; i < 5000; i++) {
            float value = random.nextFloat();
            whole.add(value);
            parts[random.nextInt(3)].add(value);
        }
        parts[2].merge(parts[0]);
        parts[2].merge(parts[1]);
        assertEquals(whole, parts[2]);
        assertEquals(5000, parts[2].count());
    }

    @Test
    void equalBins_countLikeALoop_andTakeOutliersInTheirEnds() {
        MagnitudeHistogram histogram = new MagnitudeHistogram();
        for (float value : new float[] {-5, 0, 0.5f, 1.5f, 1.6f, 3.2f, 99, Float.NaN, Float.POSITIVE_INFINITY}) {
            histogram.add(value);
        }
        assertArrayEquals(new long[] {3, 2, 0, 2}, histogram.equalBins(4, 0, 4));
        assertEquals(7, histogram.count());
        assertEquals(4, histogram.countFrom(1));
    }
}
