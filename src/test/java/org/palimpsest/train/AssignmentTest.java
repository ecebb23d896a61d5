package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The assignment costs no more than the best of all that there are. */
class AssignmentTest {
    @Test
    void greedyChoice_wouldCostMore() {
        // Row 0 alone would take column 0; then row 1 pays 10.
        assertArrayEquals(new int[] {1, 0}, Assignment.of(new double[][] {{1, 2}, {1, 10}}));
    }

    @Test
    void randomCosts_areAssignedAsByTryingAll() {
        Random random = new Random(7);
        for (int trial = 0; trial < 200; trial++) {
            int rows = 1 + random.nextInt(5);
            int columns = rows + random.nextInt(3);
            double[][] cost = new double[rows][columns];
            for (double[] row : cost) {
                Arrays.setAll(row, i -> Math.round(random.nextGaussian() * 5));
            }
            int[] found = Assignment.of(cost);
            assertEquals(rows, Arrays.stream(found).distinct().count());
            double sum = 0;
            for (int row = 0; row < rows; row++) {
                sum += cost[row][found[row]];
            }
            assertEquals(least(cost, 0, new boolean[columns]), sum, 1e-9);
        }
    }

    private static double least(double[][] cost, int row, boolean[] taken) {
        if (row == cost.length) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int column = 0; column < taken.length; column++) {
            if (!taken[column]) {
                taken[column] = true;
                best = Math.min(best, cost[row][column] + least(cost, row + 1, taken));
                taken[column] = false;
            }
        }
        return best;
    }

    @Test
    void moreRowsThanColumns_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> Assignment.of(new double[][] {{1}, {2}}));
    }
}
