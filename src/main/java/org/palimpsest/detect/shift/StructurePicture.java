package org.palimpsest.detect.shift;

import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.PixelBlock;

/**
 * What of one window is compared between the dates: the mean of the first bands, and how much each pixel counts.
 *
 * <p>Pixels that one of the dates did not observe, or that must not count, have the weight 0, and those around them little:
 * a sharp edge of weights at the same place in both dates would itself look like common structure.
 */
final class StructurePicture {
    private static final int MOST_BANDS = 4;
    /** Pixels over which the weight rises from 0 to 1. */
    private static final int TAPER = 6;

    private StructurePicture() {}

    /** The part of the window's pixels that count. */
    static double validShare(PairWindow window) {
        int count = 0;
        for (boolean valid : window.valid()) {
            count += valid ? 1 : 0;
        }
        return (double) count / window.valid().length;
    }

    /** The mean of the first bands, 0 where a pixel does not count. */
    static float[] grey(PixelBlock block, boolean[] valid) {
        int bands = Math.min(MOST_BANDS, block.bands());
        float[] grey = new float[valid.length];
        for (int band = 0; band < bands; band++) {
            float[] samples = block.samples(band);
            for (int i = 0; i < grey.length; i++) {
                grey[i] += valid[i] ? samples[i] / bands : 0;
            }
        }
        return grey;
    }

    /** The weight of each pixel of a window with sides of {@code size}, 0 to 1. */
    static double[] weights(boolean[] valid, int size) {
        int[] distance = new int[valid.length];
        for (int i = 0; i < valid.length; i++) {
            distance[i] = valid[i] ? TAPER : 0;
        }
        // Distance to the nearest pixel that does not count, in steps along rows and columns, in two sweeps.
        for (int i = 0; i < valid.length; i++) {
            int left = i % size == 0 ? TAPER : distance[i - 1];
            int above = i < size ? TAPER : distance[i - size];
            distance[i] = Math.min(distance[i], Math.min(left, above) + 1);
        }
        for (int i = valid.length - 1; i >= 0; i--) {
            int right = i % size == size - 1 ? TAPER : distance[i + 1];
            int below = i + size >= valid.length ? TAPER : distance[i + size];
            distance[i] = Math.min(distance[i], Math.min(right, below) + 1);
        }
        double[] weights = new double[valid.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 0.5 - 0.5 * Math.cos(Math.PI * distance[i] / TAPER);
        }
        return weights;
    }
}
