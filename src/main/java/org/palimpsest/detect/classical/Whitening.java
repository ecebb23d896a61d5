package org.palimpsest.detect.classical;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** Solves symmetric eigenproblems, and turns correlated variables into uncorrelated ones of variance 1 by them. */
final class Whitening {
    /** Variance, as a part of one standardised variable's, below which a direction counts as empty. */
    private static final double EMPTY = 1e-8;

    private Whitening() {}

    /** The eigenvalues and eigenvectors of a symmetric matrix. */
    static EigenDecomposition_F64<DMatrixRMaj> eigen(DMatrixRMaj symmetric) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(symmetric.numRows, true, true);
        if (!eigen.decompose(symmetric.copy())) {
            throw new IllegalStateException(
                    "The eigenvalues of a symmetric matrix of " + symmetric.numRows + " rows did not converge.");
        }
        return eigen;
    }

    /**
     * Rows of weights that turn standardised variables with this correlation matrix into uncorrelated ones of variance 1.
     *
     * @return one row for each direction that has variance; constant variables and copies of others add none
     */
    static DMatrixRMaj of(DMatrixRMaj correlation) {
        int size = correlation.numRows;
        EigenDecomposition_F64<DMatrixRMaj> eigen = eigen(correlation);
        int full = 0;
        for (int k = 0; k < size; k++) {
            if (eigen.getEigenvalue(k).getReal() > EMPTY) {
                full++;
            }
        }
        DMatrixRMaj whitening = new DMatrixRMaj(full, size);
        int row = 0;
        for (int k = 0; k < size; k++) {
            double variance = eigen.getEigenvalue(k).getReal();
            if (variance > EMPTY) {
                for (int i = 0; i < size; i++) {
                    whitening.set(row, i, eigen.getEigenVector(k).get(i) / Math.sqrt(variance));
                }
                row++;
            }
        }
        return whitening;
    }
}
