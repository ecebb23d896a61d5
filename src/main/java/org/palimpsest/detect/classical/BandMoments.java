package org.palimpsest.detect.classical;

import java.util.Arrays;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;

/**
 * Weighted mean vector and covariance matrix of some variables, gathered tile by tile.
 *
 * <p>Each part is centred on its own mean before products are formed, and parts are joined by the pairwise formula of Chan,
 * Golub and LeVeque (1983), so that nothing is lost to cancellation when levels are large beside their spread. Joining in a
 * fixed order gives the same bits every time. Not safe for use from several threads at once.
 */
public final class BandMoments {
    private static final int CHUNK = 256;
    private static final double FLOAT_PRECISION = 1e-7;

    private final int variables;
    private final double[] mean;
    private final double[] products;
    private double weight;
    private long count;

    /** Moments of nothing yet. */
    public BandMoments(int variables) {
        this.variables = variables;
        this.mean = new double[variables];
        this.products = new double[variables * (variables + 1) / 2];
    }

    /**
     * The moments of one set of samples.
     *
     * @param samples one array for each variable
     * @param count how many entries of each array count
     * @param weights one weight of 0 or more for each entry; an empty array weighs all the same
     */
    public static BandMoments of(float[][] samples, int count, float[] weights) {
        BandMoments moments = new BandMoments(samples.length);
        moments.gather(samples, count, weights);
        return moments;
    }

    /**
     * The moments of all bands of both dates over the whole scene, before's bands first.
     *
     * @throws BadInputException when no pixel was observed at both dates
     */
    public static BandMoments ofScene(FitInput input) throws BadInputException, CancelledException {
        BandMoments scene =
                new BandMoments(input.pair().beforeBands() + input.pair().afterBands());
        FitTiles.scan(
                input,
                "Band statistics",
                tile -> {
                    float[][] samples = observed(tile);
                    return of(samples, samples[0].length, new float[0]);
                },
                scene::add);
        scene.requirePixels();
        return scene;
    }

    /**
     * The samples of the valid pixels of a tile with finite values, before's bands first: [bands][pixels]; to be read only,
     * because the arrays are the tile's own where all of it is valid.
     */
    public static float[][] observed(PairWindow tile) {
        float[][] bands = stacked(tile);
        if (allObserved(bands, tile.valid())) {
            return bands;
        }
        int[] places = observedPixels(tile);
        float[][] samples = new float[bands.length][places.length];
        for (int band = 0; band < bands.length; band++) {
            for (int i = 0; i < places.length; i++) {
                samples[band][i] = bands[band][places[i]];
            }
        }
        return samples;
    }

    private static boolean allObserved(float[][] bands, boolean[] valid) {
        for (boolean pixel : valid) {
            if (!pixel) {
                return false;
            }
        }
        for (float[] band : bands) {
            // Nought times a number is nought, times NaN or an infinity it is NaN: one sum tells of all, without
            // branches.
            float sum = 0;
            for (float value : band) {
                sum += 0 * value;
            }
            if (Float.isNaN(sum)) {
                return false;
            }
        }
        return true;
    }

    /** Where in a tile the pixels lie that {@link #observed} gives. */
    public static int[] observedPixels(PairWindow tile) {
        float[][] bands = stacked(tile);
        boolean[] valid = tile.valid();
        int[] places = new int[valid.length];
        if (allObserved(bands, valid)) {
            Arrays.setAll(places, pixel -> pixel);
            return places;
        }
        int count = 0;
        for (int pixel = 0; pixel < valid.length; pixel++) {
            if (valid[pixel] && allFinite(bands, pixel)) {
                places[count++] = pixel;
            }
        }
        return Arrays.copyOf(places, count);
    }

    /** All bands of a window, before's first; the arrays are the window's own. */
    static float[][] stacked(PairWindow window) {
        int before = window.before().bands();
        float[][] bands = new float[before + window.after().bands()][];
        for (int band = 0; band < bands.length; band++) {
            bands[band] = band < before
                    ? window.before().samples(band)
                    : window.after().samples(band - before);
        }
        return bands;
    }

    private static boolean allFinite(float[][] bands, int pixel) {
        for (float[] band : bands) {
            if (!Float.isFinite(band[pixel])) {
                return false;
            }
        }
        return true;
    }

    /** Joins other moments of the same variables to these. */
    public void add(BandMoments other) {
        if (other.weight > 0) {
            double total = weight + other.weight;
            double share = other.weight / total;
            int k = 0;
            for (int i = 0; i < variables; i++) {
                double stepI = other.mean[i] - mean[i];
                for (int j = 0; j <= i; j++, k++) {
                    double stepJ = other.mean[j] - mean[j];
                    products[k] += other.products[k] + stepI * stepJ * weight * share;
                }
            }
            for (int i = 0; i < variables; i++) {
                mean[i] += (other.mean[i] - mean[i]) * share;
            }
            weight = total;
        }
        count += other.count;
    }

    /** How many pixels were looked at. */
    public long count() {
        return count;
    }

    public double mean(int variable) {
        return mean[variable];
    }

    public double covariance(int a, int b) {
        int row = Math.max(a, b);
        return weight > 0 ? products[row * (row + 1) / 2 + Math.min(a, b)] / weight : 0;
    }

    /** The standard deviation; 0 where it is below what 32-bit samples of that size can tell from a constant. */
    public double standardDeviation(int variable) {
        double spread = Math.sqrt(Math.max(0, covariance(variable, variable)));
        return spread > FLOAT_PRECISION * Math.abs(mean[variable]) ? spread : 0;
    }

    /** Ends the fit with a clear sentence when nothing can be learned. */
    public void requirePixels() throws BadInputException {
        if (count == 0) {
            throw new BadInputException(
                    "No pixel was observed at both dates inside the area: everything is nodata or masked."
                            + " Check the nodata values, the masks and the area.");
        }
    }

    private void gather(float[][] samples, int pixels, float[] weights) {
        count = pixels;
        boolean weighted = weights.length > 0;
        for (int i = 0; i < pixels; i++) {
            weight += weighted ? weights[i] : 1;
        }
        if (!(weight > 0)) {
            weight = 0;
            return;
        }
        for (int v = 0; v < variables; v++) {
            double sum = 0;
            for (int i = 0; i < pixels; i++) {
                sum += weighted ? (double) weights[i] * samples[v][i] : samples[v][i];
            }
            mean[v] = sum / weight;
        }
        double[][] centred = new double[variables][CHUNK];
        double[] scaled = new double[CHUNK];
        for (int start = 0; start < pixels; start += CHUNK) {
            int length = Math.min(CHUNK, pixels - start);
            for (int v = 0; v < variables; v++) {
                for (int i = 0; i < length; i++) {
                    centred[v][i] = samples[v][start + i] - mean[v];
                }
            }
            int k = 0;
            for (int row = 0; row < variables; row++) {
                for (int i = 0; i < length; i++) {
                    scaled[i] = weighted ? centred[row][i] * weights[start + i] : centred[row][i];
                }
                for (int column = 0; column <= row; column++) {
                    products[k++] += dot(scaled, centred[column], length);
                }
            }
        }
    }

    /** Four running sums instead of one let the processor overlap the additions; the order of additions is still fixed. */
    private static double dot(double[] a, double[] b, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < length; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
