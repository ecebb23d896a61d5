package org.palimpsest.detect.classical;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * Pairs of weighted band sums, one of each date, that are correlated as much as can be: their differences are the MAD
 * variates.
 *
 * <p>H. Hotelling, "Relations between two sets of variates", Biometrika 28, 1936. Each date is whitened through the
 * eigenvectors of its correlation matrix, and directions without variance (constant bands, copies of a band) are left out;
 * then the singular values of the matrix between the dates are the canonical correlations.
 */
final class CanonicalCorrelation {
    /** No MAD variate's variance is taken to be less than this part of a canonical variate's: sampling noise of the files. */
    private static final double LEAST_VARIANCE = 1e-9;

    private CanonicalCorrelation() {}

    /**
     * Solves for the moments of all bands, before's first.
     *
     * @param shrinkage how much too small the moments make the variance of a difference; 1 for plain moments
     * @return the MAD variates, each with mean 0 and variance 1, and the canonical correlations; as many as the date with
     *     fewer independent bands allows, none when a date is the same everywhere
     */
    static Reweighting.Solution of(BandMoments moments, int beforeBands, int afterBands, double shrinkage) {
        DMatrixRMaj first = whitening(moments, 0, beforeBands);
        DMatrixRMaj second = whitening(moments, beforeBands, afterBands);
        if (first.numRows == 0 || second.numRows == 0) {
            return Reweighting.Solution.NONE;
        }
        DMatrixRMaj between = new DMatrixRMaj(beforeBands, afterBands);
        for (int i = 0; i < beforeBands; i++) {
            for (int j = 0; j < afterBands; j++) {
                between.set(i, j, moments.covariance(i, beforeBands + j));
            }
        }
        DMatrixRMaj half = new DMatrixRMaj(first.numRows, afterBands);
        CommonOps_DDRM.mult(first, between, half);
        DMatrixRMaj whitened = new DMatrixRMaj(first.numRows, second.numRows);
        CommonOps_DDRM.multTransB(half, second, whitened);

        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(whitened.numRows, whitened.numCols, true, true, true);
        if (!svd.decompose(whitened)) {
            throw new IllegalStateException("The singular values of a " + whitened.numRows + " x " + whitened.numCols
                    + " correlation matrix did not converge.");
        }
        DMatrixRMaj left = new DMatrixRMaj(1, beforeBands);
        DMatrixRMaj right = new DMatrixRMaj(1, afterBands);
        DMatrixRMaj leftVectors = svd.getU(null, true);
        DMatrixRMaj rightVectors = svd.getV(null, true);
        int pairs = Math.min(whitened.numRows, whitened.numCols);
        double[] correlations = new double[pairs];
        double[][] before = new double[pairs][];
        double[][] after = new double[pairs][];
        double[] constants = new double[pairs];
        for (int k = 0; k < pairs; k++) {
            correlations[k] = Math.min(1, svd.getSingularValues()[k]);
            double scale = 1 / Math.sqrt(Math.max(LEAST_VARIANCE, 2 * (1 - correlations[k]) / shrinkage));
            CommonOps_DDRM.mult(CommonOps_DDRM.extractRow(leftVectors, k, null), first, left);
            CommonOps_DDRM.mult(CommonOps_DDRM.extractRow(rightVectors, k, null), second, right);
            before[k] = scaled(left, -scale);
            after[k] = scaled(right, scale);
            for (int band = 0; band < beforeBands; band++) {
                constants[k] -= before[k][band] * moments.mean(band);
            }
            for (int band = 0; band < afterBands; band++) {
                constants[k] -= after[k][band] * moments.mean(beforeBands + band);
            }
        }
        return Reweighting.Solution.of(correlations, new AffineVariates(before, after, constants));
    }

    /** Rows of weights that turn the bands of one date into uncorrelated sums of variance 1. */
    private static DMatrixRMaj whitening(BandMoments moments, int firstBand, int bands) {
        DMatrixRMaj correlation = new DMatrixRMaj(bands, bands);
        double[] inverse = new double[bands];
        for (int i = 0; i < bands; i++) {
            double spread = moments.standardDeviation(firstBand + i);
            inverse[i] = spread > 0 ? 1 / spread : 0;
        }
        for (int i = 0; i < bands; i++) {
            for (int j = 0; j < bands; j++) {
                correlation.set(i, j, moments.covariance(firstBand + i, firstBand + j) * inverse[i] * inverse[j]);
            }
        }
        DMatrixRMaj whitening = Whitening.of(correlation);
        for (int row = 0; row < whitening.numRows; row++) {
            for (int i = 0; i < bands; i++) {
                whitening.set(row, i, whitening.get(row, i) * inverse[i]);
            }
        }
        return whitening;
    }

    private static double[] scaled(DMatrixRMaj row, double factor) {
        double[] values = new double[row.numCols];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i) * factor;
        }
        return values;
    }
}
