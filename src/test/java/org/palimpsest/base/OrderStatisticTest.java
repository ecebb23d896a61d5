package org.palimpsest.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderStatisticTest {
    @Test
    void everyPlace_isWhatSortingPutsThere() {
        Random random = new Random(5);
        for (int count : new int[] {1, 2, 3, 10, 257}) {
            double[] values = new double[count];
            for (int i = 0; i < count; i++) {
                // Few different values, so that many are equal.
                values[i] = random.nextInt(20);
            }
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            for (int place = 0; place < count; place++) {
                assertEquals(sorted[place], OrderStatistic.of(values.clone(), count, place), "place " + place);
            }
        }
    }

    @Test
    void onlyTheFirstOnesCount() {
        assertEquals(9, OrderStatistic.of(new double[] {9, 7, 8, 1, 2}, 3, 2));
    }
}
