package org.palimpsest.detect;

import java.util.concurrent.ConcurrentHashMap;

/**
 * The chi-square distribution function from a table, because a map of scores needs it once for each pixel.
 *
 * <p>32768 equal steps of the value's square root, read by straight lines, err by at most 2e-8, which is less than a 32-bit
 * score can hold near 1. One table for each number of degrees of freedom is kept for good. Immutable; safe from many threads.
 */
final class ChiSquareTable {
    private static final ConcurrentHashMap<Integer, ChiSquareTable> TABLES = new ConcurrentHashMap<>();
    private static final int STEPS = 1 << 15;
    /** Beyond this probability of a larger value the score is 1. */
    private static final double LAST_TAIL = 1e-9;

    private final double[] table = new double[STEPS + 1];
    private final double stepsPerRoot;

    private ChiSquareTable(int degreesOfFreedom) {
        double shape = degreesOfFreedom / 2.0;
        stepsPerRoot = STEPS / Math.sqrt(2 * GammaDistribution.quantile(shape, 1 - LAST_TAIL));
        for (int step = 0; step <= STEPS; step++) {
            double root = step / stepsPerRoot;
            table[step] = GammaDistribution.lower(shape, root * root / 2);
        }
    }

    /** The table of a number of degrees of freedom. */
    static ChiSquareTable of(int degreesOfFreedom) {
        return TABLES.computeIfAbsent(degreesOfFreedom, ChiSquareTable::new);
    }

    /** Replaces each value by the part of all that lie below it, 0 for those below 0; NaN stays. */
    void toLower(float[] values) {
        double[] known = table;
        double scale = stepsPerRoot;
        for (int i = 0; i < values.length; i++) {
            double position = Math.sqrt(Math.max(0, values[i])) * scale;
            if (position < STEPS) {
                int step = (int) position;
                values[i] = (float) (known[step] + (position - step) * (known[step + 1] - known[step]));
            } else if (position >= STEPS) {
                values[i] = 1;
            }
        }
    }

    /** The part of all values that lie below a value of 0 or more. */
    double lower(double value) {
        double position = Math.sqrt(value) * stepsPerRoot;
        if (!(position < STEPS)) {
            return Double.isNaN(position) ? Double.NaN : 1;
        }
        int step = (int) position;
        return table[step] + (position - step) * (table[step + 1] - table[step]);
    }
}
