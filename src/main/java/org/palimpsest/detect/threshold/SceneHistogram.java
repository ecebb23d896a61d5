package org.palimpsest.detect.threshold;

import java.util.Arrays;
import java.util.Objects;
import org.palimpsest.detect.threshold.Histogram.Side;

/**
 * Counts of a statistic's values, and of pairs of near pixels by the smaller magnitude of the two: from these follows, for
 * any threshold, how much the pixels that it marks lie together.
 *
 * <p>Change comes in regions; noise does not. The pairs lie two and four pixels apart in a row or a column: next neighbours
 * resemble each other through the sensor's blur and through resampling whatever changed. In large scenes pairs begin in every
 * n-th row only. Counts are whole numbers, so gathering in any order, by any number of threads and over any tiles gives the same. Takes 4 MB. Not safe for use from several
 * threads at once; gather in parts and {@link #add(SceneHistogram)}.
 */
public final class SceneHistogram {
    /** How many columns to the right and rows below its core a window must reach. */
    public static final int REACH = 4;

    private static final int[] DISTANCES = {2, REACH};

    /** Pixels at which pairs begin: their parts of a mask are known to a thousandth then. */
    private static final long ENOUGH = 4_000_000;

    private final Histogram values = new Histogram();
    private final Histogram pairs = new Histogram();
    private final long rowStep;

    /**
     * Counts of nothing yet.
     *
     * @param pixels of the whole scene
     */
    public SceneHistogram(long pixels) {
        this.rowStep = 1 + pixels / ENOUGH;
    }

    /** The counts of a whole picture, in rows; NaN is passed over. */
    public static SceneHistogram of(float[] picture, int width) {
        int height = picture.length / width;
        int stride = width + REACH;
        float[] window = new float[stride * (height + REACH)];
        Arrays.fill(window, Float.NaN);
        for (int row = 0; row < height; row++) {
            System.arraycopy(picture, row * width, window, row * stride, width);
        }
        SceneHistogram histogram = new SceneHistogram(picture.length);
        histogram.add(window, 0, width, height);
        return histogram;
    }

    /**
     * Counts the core of a window: each of its values, and each pair of which it holds the left or upper pixel.
     *
     * @param window (height + {@link #REACH}) rows of (width + {@link #REACH}) values; NaN where nothing was observed
     * @param top the core's first row in the scene
     * @param width of the core, which lies in the window's upper left corner
     * @param height of the core
     */
    public void add(float[] window, int top, int width, int height) {
        int stride = width + REACH;
        Objects.checkFromIndexSize(0, stride * (height + REACH), window.length);
        for (int row = 0; row < height; row++) {
            boolean paired = (top + row) % rowStep == 0;
            for (int pixel = row * stride; pixel < row * stride + width; pixel++) {
                values.add(window[pixel]);
                if (paired) {
                    for (int distance : DISTANCES) {
                        pairs.add(together(window[pixel], window[pixel + distance]));
                        pairs.add(together(window[pixel], window[pixel + distance * stride]));
                    }
                }
            }
        }
    }

    /** The smaller magnitude, with its sign; 0 where one rose and the other fell, NaN where one is not known. */
    private static float together(float one, float other) {
        float smaller = Math.min(Math.abs(one), Math.abs(other));
        return Float.isNaN(smaller) ? Float.NaN : one < 0 != other < 0 ? 0 : Math.copySign(smaller, one);
    }

    /** Joins the counts of another part of the scene. */
    public void add(SceneHistogram other) {
        values.add(other.values);
        pairs.add(other.pairs);
    }

    /** The counts of all values. */
    public Histogram values() {
        return values;
    }

    /**
     * How much the pixels that a threshold marks lie together: the correlation between near pixels of the mask, which for a
     * mask is Moran's I (P. A. P. Moran, "Notes on continuous stochastic phenomena", Biometrika 37, 1950).
     *
     * @return about 0 for pixels that are strewn at random, 1 for large regions; 0 where all or none are marked
     */
    public double coherence(Side side, double magnitude) {
        double marked = part(values, side, magnitude);
        double both = part(pairs, side, magnitude);
        double variance = marked * (1 - marked);
        return variance > 0 ? (both - marked * marked) / variance : 0;
    }

    private static double part(Histogram histogram, Side side, double magnitude) {
        return histogram.count() == 0 ? 0 : (double) histogram.countFrom(side, magnitude) / histogram.count();
    }
}
