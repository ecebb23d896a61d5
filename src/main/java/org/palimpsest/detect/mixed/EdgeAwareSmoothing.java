package org.palimpsest.detect.mixed;

import org.palimpsest.raster.Window;

/**
 * The smoothness prior: each cell's value is drawn towards those of its eight neighbours, the more the more alike they look at
 * both dates.
 *
 * <p>That is Jacobi's iteration for a Gaussian Markov random field whose bonds are weak across edges of the pictures; it is
 * ended after a fixed number of steps, so that a value depends on cells no farther away than that.
 *
 * @param steps how often; 0 leaves everything as it is
 * @param usual mean squared distance between the descriptions of neighbours, both dates together
 */
record EdgeAwareSmoothing(int steps, double usual) {
    /** The part of a value that comes from its neighbours at each step. */
    private static final float DRAW = 0.95f;

    private static final int NEIGHBOURS = 8;
    private static final int[] DX = {1, 1, 0, -1, -1, -1, 0, 1};
    private static final int[] DY = {0, 1, 1, 1, 0, -1, -1, -1};

    /** Smooths one value for each cell; the result's cells that were not observed are 0. */
    float[] of(float[] values, CellDescriptions described) {
        if (steps == 0 || !(usual > 0)) {
            return values;
        }
        Window cells = described.cells();
        float[][] bonds = bonds(described);
        float[] now = values.clone();
        float[] next = new float[now.length];
        for (int step = 0; step < steps; step++) {
            for (int row = 0; row < cells.height(); row++) {
                for (int column = 0; column < cells.width(); column++) {
                    int cell = row * cells.width() + column;
                    float sum = 0;
                    float total = 0;
                    for (int k = 0; k < NEIGHBOURS; k++) {
                        float bond = bonds[k][cell];
                        if (bond > 0) {
                            sum += bond * now[cell + DY[k] * cells.width() + DX[k]];
                            total += bond;
                        }
                    }
                    next[cell] = total > 0 ? (1 - DRAW) * values[cell] + DRAW * sum / total : values[cell];
                }
            }
            float[] swap = now;
            now = next;
            next = swap;
        }
        return now;
    }

    /** [neighbours][cells]: 0 where one of both cells was not observed or lies outside. */
    private float[][] bonds(CellDescriptions described) {
        Window cells = described.cells();
        int width = cells.width();
        float[][] bonds = new float[NEIGHBOURS][described.observed().length];
        for (int k = 0; k < NEIGHBOURS / 2; k++) {
            float nearness = (float) (1 / Math.hypot(DX[k], DY[k]));
            for (int row = 0; row < cells.height(); row++) {
                for (int column = 0; column < width; column++) {
                    int x = column + DX[k];
                    int y = row + DY[k];
                    int cell = row * width + column;
                    int other = y * width + x;
                    if (x >= 0
                            && x < width
                            && y < cells.height()
                            && described.observed()[cell]
                            && described.observed()[other]) {
                        double distance =
                                distance(described.before(), cell, other) + distance(described.after(), cell, other);
                        float bond = nearness * (float) Math.exp(-distance / usual);
                        bonds[k][cell] = bond;
                        bonds[k + NEIGHBOURS / 2][other] = bond;
                    }
                }
            }
        }
        return bonds;
    }

    private static double distance(float[][] described, int cell, int other) {
        double sum = 0;
        for (float[] numbers : described) {
            double step = numbers[cell] - numbers[other];
            sum += step * step;
        }
        return sum;
    }
}
