package org.palimpsest.detect.mixed;

import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Kernel ridge regression with a Gaussian kernel: a smooth function of one date's numbers that gives the other's.
 *
 * <p>The kernel is replaced by random cosines, so that neither memory nor time grows with the cells that were learned from (A.
 * Rahimi, B. Recht, "Random features for large-scale kernel machines", NIPS 2007).
 *
 * @param directions of the cosines: [features][numbers]
 * @param phases of the cosines: [features]
 * @param coefficients of cosines and, last, of a constant: [numbers of the other date][features + 1]
 */
record KernelRegression(float[][] directions, float[] phases, float[][] coefficients) implements CellPredictor {
    private static final int FEATURES = 128;
    /** Of the kernel, in root mean squared lengths of the descriptions, which are 1. */
    private static final double WIDTH = 2;
    /** Keeps the coefficients small; beside the mean square of a feature, which is about 1 / FEATURES. */
    private static final double RIDGE = 1e-4;

    /** A way to learn with cosines drawn by a seed. */
    static Fit seeded(long seed) {
        return (known, wanted) -> fit(known, wanted, seed);
    }

    private static KernelRegression fit(float[][] known, float[][] wanted, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] directions = new float[FEATURES][known.length];
        float[] phases = new float[FEATURES];
        for (int feature = 0; feature < FEATURES; feature++) {
            for (int k = 0; k < known.length; k++) {
                directions[feature][k] = (float) (normal(random) / WIDTH);
            }
            phases[feature] = (float) (2 * Math.PI * random.nextDouble());
        }
        KernelRegression empty = new KernelRegression(directions, phases, new float[wanted.length][FEATURES + 1]);
        int size = FEATURES + 1;
        int cells = known[0].length;
        DMatrixRMaj products = new DMatrixRMaj(size, size);
        DMatrixRMaj right = new DMatrixRMaj(size, wanted.length);
        double[] features = new double[size];
        for (int cell = 0; cell < cells; cell++) {
            empty.features(known, cell, features);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j <= i; j++) {
                    products.data[i * size + j] += features[i] * features[j];
                }
                for (int k = 0; k < wanted.length; k++) {
                    right.data[i * wanted.length + k] += features[i] * wanted[k][cell];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            products.data[i * size + i] += RIDGE * Math.max(1, cells);
            for (int j = 0; j < i; j++) {
                products.data[j * size + i] = products.data[i * size + j];
            }
        }
        DMatrixRMaj solution = new DMatrixRMaj(size, wanted.length);
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(size);
        if (!solver.setA(products)) {
            // Cannot be while the ridge is above nought; without coefficients the mean is foretold.
            CommonOps_DDRM.fill(solution, 0);
        } else {
            solver.solve(right, solution);
        }
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < wanted.length; k++) {
                empty.coefficients[k][i] = (float) solution.get(i, k);
            }
        }
        return empty;
    }

    /** A normal number by the polar method of Marsaglia. */
    private static double normal(SplittableRandom random) {
        while (true) {
            double u = 2 * random.nextDouble() - 1;
            double v = 2 * random.nextDouble() - 1;
            double square = u * u + v * v;
            if (square > 0 && square < 1) {
                return u * Math.sqrt(-2 * StrictMath.log(square) / square);
            }
        }
    }

    @Override
    public float[] squaredErrors(float[][] here, float[][] there, boolean[] counts) {
        float[] errors = new float[counts.length];
        double[] features = new double[directions.length + 1];
        for (int cell = 0; cell < errors.length; cell++) {
            if (counts[cell]) {
                features(here, cell, features);
                double error = 0;
                for (int k = 0; k < there.length; k++) {
                    double foretold = 0;
                    for (int i = 0; i < features.length; i++) {
                        foretold += coefficients[k][i] * features[i];
                    }
                    double step = there[k][cell] - foretold;
                    error += step * step;
                }
                errors[cell] = (float) error;
            }
        }
        return errors;
    }

    private void features(float[][] here, int cell, double[] features) {
        double scale = Math.sqrt(2.0 / directions.length);
        for (int feature = 0; feature < directions.length; feature++) {
            float angle = phases[feature];
            for (int k = 0; k < here.length; k++) {
                angle += directions[feature][k] * here[k][cell];
            }
            features[feature] = scale * StrictMath.cos(angle);
        }
        features[directions.length] = 1;
    }
}
