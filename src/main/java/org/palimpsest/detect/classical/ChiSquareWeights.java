package org.palimpsest.detect.classical;

import org.palimpsest.detect.ScoreMap;

/**
 * The probability of no change at a chi-square value: the upper tail of the distribution, from a table.
 *
 * <p>The table has 4096 equal steps of the value's square root and is read by straight lines, which errs by less than 1e-6.
 * Immutable; safe from many threads.
 */
final class ChiSquareWeights {
    private static final int STEPS = 4096;
    private static final double LEAST = 1e-9;

    private final float[] table = new float[STEPS + 2];
    private final double stepsPerRoot;
    private final int degreesOfFreedom;

    ChiSquareWeights(int degreesOfFreedom) {
        this.degreesOfFreedom = degreesOfFreedom;
        ScoreMap.ChiSquare distribution = new ScoreMap.ChiSquare(degreesOfFreedom);
        double end = Math.sqrt(distribution.magnitude(1 - LEAST));
        stepsPerRoot = STEPS / end;
        for (int step = 0; step <= STEPS; step++) {
            double root = step / stepsPerRoot;
            table[step] = (float) distribution.tail(root * root);
        }
    }

    /**
     * How much too small a variance comes out when it is measured with these weights on unchanged pixels: below 1, because
     * large values weigh least.
     *
     * <p>It is E[w(Y) Y] / (E[w(Y)] n) for Y of the distribution, which is the mean of the smaller of two independent draws
     * over n, or the integral of the squared tail over n.
     */
    double shrinkage() {
        double integral = 0;
        for (int step = 1; step <= STEPS; step++) {
            double from = square((step - 1) / stepsPerRoot);
            double to = square(step / stepsPerRoot);
            integral += (to - from) * (square(table[step - 1]) + square(table[step])) / 2;
        }
        return integral / degreesOfFreedom;
    }

    private static double square(double value) {
        return value * value;
    }

    /** Turns chi-square values into weights of 0 to 1, in place. */
    void replace(float[] values, int count) {
        for (int i = 0; i < count; i++) {
            double position = Math.sqrt(values[i]) * stepsPerRoot;
            if (position < STEPS) {
                int step = (int) position;
                values[i] = (float) (table[step] + (position - step) * (table[step + 1] - table[step]));
            } else {
                values[i] = 0;
            }
        }
    }
}
