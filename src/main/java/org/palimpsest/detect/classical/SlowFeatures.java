package org.palimpsest.detect.classical;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Weighted band sums that change as little as can be from one date to the other, beside how much they vary over the scene.
 *
 * <p>Solves A w = lambda B w, with A the covariance of the difference of the standardised dates and B their mean covariance.
 */
final class SlowFeatures {
    /** No feature's variance of change is taken to be less than this. */
    private static final double LEAST_VARIANCE = 1e-9;

    private SlowFeatures() {}

    /**
     * The features for the moments of all bands, before's first.
     *
     * @param bands of each date
     * @param shrinkage how much too small the moments make the variance of a difference; 1 for plain moments
     */
    static Reweighting.Solution of(BandMoments moments, int bands, double shrinkage) {
        double[] inverse = new double[2 * bands];
        for (int band = 0; band < inverse.length; band++) {
            double spread = moments.standardDeviation(band);
            inverse[band] = spread > 0 ? 1 / spread : 0;
        }
        DMatrixRMaj change = new DMatrixRMaj(bands, bands);
        DMatrixRMaj scene = new DMatrixRMaj(bands, bands);
        for (int i = 0; i < bands; i++) {
            for (int j = 0; j < bands; j++) {
                double first = moments.covariance(i, j) * inverse[i] * inverse[j];
                double second = moments.covariance(bands + i, bands + j) * inverse[bands + i] * inverse[bands + j];
                double across = moments.covariance(i, bands + j) * inverse[i] * inverse[bands + j]
                        + moments.covariance(j, bands + i) * inverse[j] * inverse[bands + i];
                change.set(i, j, first + second - across);
                scene.set(i, j, (first + second) / 2);
            }
        }
        DMatrixRMaj whitening = Whitening.of(scene);
        int features = whitening.numRows;
        if (features == 0) {
            return Reweighting.Solution.NONE;
        }
        DMatrixRMaj half = new DMatrixRMaj(features, bands);
        CommonOps_DDRM.mult(whitening, change, half);
        DMatrixRMaj whitened = new DMatrixRMaj(features, features);
        CommonOps_DDRM.multTransB(half, whitening, whitened);
        EigenDecomposition_F64<DMatrixRMaj> eigen = Whitening.eigen(whitened);

        double[] slowness = new double[features];
        double[][] before = new double[features][bands];
        double[][] after = new double[features][bands];
        double[] constants = new double[features];
        DMatrixRMaj weights = new DMatrixRMaj(1, bands);
        for (int k = 0; k < features; k++) {
            slowness[k] = Math.max(0, eigen.getEigenvalue(k).getReal());
            double scale = 1 / Math.sqrt(Math.max(LEAST_VARIANCE, slowness[k] / shrinkage));
            CommonOps_DDRM.multTransA(eigen.getEigenVector(k), whitening, weights);
            for (int band = 0; band < bands; band++) {
                before[k][band] = -weights.get(band) * inverse[band] * scale;
                after[k][band] = weights.get(band) * inverse[bands + band] * scale;
                constants[k] -= before[k][band] * moments.mean(band) + after[k][band] * moments.mean(bands + band);
            }
        }
        return Reweighting.Solution.of(slowness, new AffineVariates(before, after, constants));
    }
}
