package org.palimpsest.detect.classical;

import java.util.Arrays;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;

/**
 * Weighted mean vector and covariance matrix of some variables, gathered tile by tile.
 *
 * <p>Each part is centred near its own mean before products are formed, and parts are joined by the pairwise formula of Chan,
 * Golub and LeVeque (1983), so that nothing is lost to cancellation when levels are large beside their spread. Joining in a
 * fixed order gives the same bits every time. Not safe for use from several threads at once.
 */
public final class BandMoments {
    private static final int LARGEST_CHUNK = 128;
    private static final int SMALLEST_CHUNK = 8;
    /** Sums of products that are kept side by side: few enough for the processor's cache. */
    private static final int CHUNKED_SUMS = 1 << 15;

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
        FitTiles.scan(input, "Band statistics", BandMoments::ofTile, scene::add);
        scene.requirePixels();
        return scene;
    }

    private static BandMoments ofTile(PairWindow tile) {
        if (allTrue(tile.valid())) {
            BandMoments moments = of(stacked(tile), tile.valid().length, new float[0]);
            if (moments.isFinite()) {
                return moments;
            }
        }
        float[][] samples = observed(tile);
        return of(samples, samples[0].length, new float[0]);
    }

    /** One value that is not finite shows in the sum of its variable's squares. */
    private boolean isFinite() {
        boolean finite = true;
        for (double product : products) {
            finite &= Double.isFinite(product);
        }
        return finite;
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
        if (!allTrue(valid)) {
            return false;
        }
        for (float[] band : bands) {
            // A sum of finite floats is a finite double, and any other is not: one sum tells of all, without branches.
            if (!Double.isFinite(sum(band, band.length))) {
                return false;
            }
        }
        return true;
    }

    private static boolean allTrue(boolean[] valid) {
        for (boolean pixel : valid) {
            if (!pixel) {
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
        weight = weighted ? sum(weights, pixels) : pixels;
        if (!(weight > 0)) {
            weight = 0;
            return;
        }
        int chunk = Math.max(SMALLEST_CHUNK, Math.min(LARGEST_CHUNK, CHUNKED_SUMS / products.length));
        for (int v = 0; v < variables; v++) {
            // Any value near the mean will do. That of the first pixels lies within a bounded number of standard
            // deviations, because they are part of the whole, unless weights make them none.
            int first = Math.min(chunk, pixels);
            mean[v] = weighted ? weightedSum(samples[v], weights, pixels) / weight : sum(samples[v], first) / first;
        }
        double[][] centred = new double[variables][chunk];
        double[] scaled = new double[chunk];
        double[][] rest = new double[variables][chunk];
        double[][] sums = new double[products.length][chunk];
        for (int start = 0; start < pixels; start += chunk) {
            int length = Math.min(chunk, pixels - start);
            for (int v = 0; v < variables; v++) {
                centre(samples[v], start, mean[v], centred[v], length);
            }
            int k = 0;
            for (int row = 0; row < variables; row++) {
                double[] factor = centred[row];
                if (weighted) {
                    scale(centred[row], weights, start, scaled, length);
                    factor = scaled;
                }
                add(factor, rest[row], length);
                for (int column = 0; column <= row; column++) {
                    addProducts(factor, centred[column], sums[k++], length);
                }
            }
        }
        recentre(rest, sums);
    }

    /** From sums and products about the first guess of the means to the means and the products about them. */
    private void recentre(double[][] rest, double[][] sums) {
        double[] step = new double[variables];
        int k = 0;
        for (int row = 0; row < variables; row++) {
            step[row] = Arrays.stream(rest[row]).sum() / weight;
            mean[row] += step[row];
            for (int column = 0; column <= row; column++, k++) {
                products[k] = Arrays.stream(sums[k]).sum() - step[row] * step[column] * weight;
            }
        }
    }

    private static void centre(float[] values, int first, double mean, double[] centred, int length) {
        for (int i = 0; i < length; i++) {
            centred[i] = values[first + i] - mean;
        }
    }

    private static void scale(double[] values, float[] weights, int first, double[] scaled, int length) {
        for (int i = 0; i < length; i++) {
            scaled[i] = values[i] * weights[first + i];
        }
    }

    private static void add(double[] values, double[] sums, int length) {
        for (int i = 0; i < length; i++) {
            sums[i] += values[i];
        }
    }

    /**
     * As many running sums as a chunk has pixels instead of one let the processor add several at a time; the order of
     * additions is still fixed.
     */
    private static void addProducts(double[] a, double[] b, double[] sums, int length) {
        for (int i = 0; i < length; i++) {
            sums[i] += a[i] * b[i];
        }
    }

    private static double sum(float[] values, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i];
        }
        return sum;
    }

    private static double weightedSum(float[] values, float[] weights, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (double) weights[i] * values[i];
        }
        return sum;
    }
}
