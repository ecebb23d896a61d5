package org.palimpsest.detect.mixed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Window;

class CellScalingTest {
    private static final int CELLS = 100;

    /** One number of 0 or 1, which is 1000 in two cells of a hundred. */
    private static float[][] sample() {
        float[] number = new float[CELLS];
        for (int cell = 0; cell < CELLS; cell++) {
            number[cell] = cell < 2 ? 1000 : cell % 2;
        }
        return new float[][] {number};
    }

    @Test
    void withoutOutliers_eachValueKeepsItsPlace() {
        float[][] cells = sample();
        CellScaling.of(cells, CELLS, new One(0)).apply(cells);
        assertTrue(cells[0][0] > 6, "standard deviations: " + cells[0][0]);
        assertEquals(cells[0][2], cells[0][3], 0.01);
    }

    @Test
    void outliersAreDrawnIn_soThatTheRestIsToldApart() {
        float[][] cells = sample();
        CellScaling scaling = CellScaling.of(cells, CELLS, new One(0.05));
        scaling.apply(cells);
        assertEquals(-1, cells[0][2], 0.1);
        assertEquals(1, cells[0][3], 0.1);
        assertEquals(cells[0][3], cells[0][0], 0);
        float[][] elsewhere = {{1e9f, -1e9f, 0}};
        scaling.apply(elsewhere);
        assertArrayEquals(new float[] {cells[0][3], cells[0][2], cells[0][2]}, elsewhere[0]);
    }

    /**
     * A description by one number.
     *
     * @param outliers part of the cells at each end
     */
    private record One(double outliers) implements CellDescriptor {
        @Override
        public int count() {
            return 1;
        }

        @Override
        public int reach() {
            return 0;
        }

        @Override
        public float[][] describe(PixelBlock date, boolean[] valid, CellGrid grid, Window cells) {
            throw new UnsupportedOperationException("Only the sample is scaled here.");
        }
    }
}
