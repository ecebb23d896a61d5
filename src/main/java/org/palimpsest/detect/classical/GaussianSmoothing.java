package org.palimpsest.detect.classical;

import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

/**
 * A Gaussian mean over the valid pixels around each pixel; pixels without data lend no weight and take none away.
 *
 * <p>Each output is the same sum in the same order wherever a window begins, so windows with a halo of {@link #reach} pixels
 * fit together to the last bit. Immutable; safe from many threads.
 */
public final class GaussianSmoothing {
    private static final double REACH_IN_SIGMAS = 4;
    private final double[] alongRow;
    private final double[] downColumn;

    /** @param sigma standard deviation of the bell in pixels; 0 leaves values as they are */
    GaussianSmoothing(double sigma) {
        this(sigma, sigma);
    }

    private GaussianSmoothing(double sigmaX, double sigmaY) {
        alongRow = bell(sigmaX);
        downColumn = bell(sigmaY);
    }

    /**
     * A bell that is round on the ground though pixels may not be square, as those of longitude and latitude away from the
     * equator.
     *
     * @param sigma standard deviation in pixels of a square pixel of the same area
     * @param extent where it is used; its middle counts
     */
    public static GaussianSmoothing onGround(double sigma, Grid grid, Window extent) {
        GroundPixel pixel = GroundPixel.of(grid, extent);
        return new GaussianSmoothing(sigma / pixel.width(), sigma / pixel.height());
    }

    private static double[] bell(double sigma) {
        int reach = (int) Math.ceil(REACH_IN_SIGMAS * sigma);
        double[] weights = new double[reach + 1];
        weights[0] = 1;
        for (int step = 1; step <= reach; step++) {
            weights[step] = Math.exp(-step * step / (2 * sigma * sigma));
        }
        return weights;
    }

    /** How many pixels on each side a result depends on. */
    int reach() {
        return Math.max(alongRow.length, downColumn.length) - 1;
    }

    /**
     * Smooths a picture of {@code width} columns.
     *
     * @param values in rows; values at invalid pixels are not looked at
     * @return the mean at valid pixels, 0 elsewhere; right only {@link #reach} pixels away from edges behind which there are
     *     more valid pixels
     */
    public float[] of(float[] values, boolean[] valid, int width) {
        if (reach() == 0) {
            return values.clone();
        }
        int height = values.length / width;
        double[] sums = new double[values.length];
        double[] shares = new double[values.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                sumAlongRow(values, valid, y * width, x, width, sums, shares);
            }
        }
        return downColumns(sums, shares, valid, width);
    }

    private void sumAlongRow(
            float[] values, boolean[] valid, int row, int x, int width, double[] sums, double[] shares) {
        double sum = 0;
        double share = 0;
        int reach = alongRow.length - 1;
        int last = Math.min(width - 1, x + reach);
        for (int i = Math.max(0, x - reach); i <= last; i++) {
            if (valid[row + i]) {
                double weight = alongRow[Math.abs(i - x)];
                sum += weight * values[row + i];
                share += weight;
            }
        }
        sums[row + x] = sum;
        shares[row + x] = share;
    }

    private float[] downColumns(double[] sums, double[] shares, boolean[] valid, int width) {
        int height = sums.length / width;
        float[] smooth = new float[sums.length];
        double[] sum = new double[width];
        double[] share = new double[width];
        for (int y = 0; y < height; y++) {
            java.util.Arrays.fill(sum, 0);
            java.util.Arrays.fill(share, 0);
            int reach = downColumn.length - 1;
            int last = Math.min(height - 1, y + reach);
            for (int j = Math.max(0, y - reach); j <= last; j++) {
                double weight = downColumn[Math.abs(j - y)];
                for (int x = 0; x < width; x++) {
                    sum[x] += weight * sums[j * width + x];
                    share[x] += weight * shares[j * width + x];
                }
            }
            for (int x = 0; x < width; x++) {
                int pixel = y * width + x;
                smooth[pixel] = valid[pixel] ? (float) (sum[x] / share[x]) : 0;
            }
        }
        return smooth;
    }
}
