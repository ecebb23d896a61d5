package org.palimpsest.detect.classical;

import java.util.Arrays;

/**
 * What the square around a pixel of the difference picture looks like, as its parts along some principal components.
 *
 * <p>A neighbour without data counts as if it were like the pixel in the middle.
 *
 * @param block side of the square; for an even side it reaches one pixel farther right and down
 * @param components each of block * block weights in rows
 */
record BlockFeatures(int block, double[][] components) {
    /** A sample of surroundings: [features, then the pixel's own length][pixels], and what each pixel drew. */
    record Sample(float[][] samples, int[] draws) {}

    int count() {
        return components.length;
    }

    /** How many pixels on each side a feature depends on. */
    int reach() {
        return block / 2;
    }

    /** The features of one pixel, at least {@link #reach} pixels away from the picture's edge. */
    void of(DifferencePicture picture, int pixel, double[] features) {
        Arrays.fill(features, 0);
        int first = (block - 1) / 2;
        int corner = pixel - first * picture.width() - first;
        for (int i = 0; i < block * block; i++) {
            int neighbour = corner + i / block * picture.width() + i % block;
            double length = picture.lengths()[picture.valid()[neighbour] ? neighbour : pixel];
            for (int k = 0; k < components.length; k++) {
                features[k] += components[k][i] * length;
            }
        }
    }

    /** The features of the pixels inside the picture's margin of {@link #reach} that drew no more than the limit. */
    Sample sample(DifferencePicture picture, long seed, int limit) {
        int inner = (picture.width() - 2 * reach()) * (picture.height() - 2 * reach());
        float[][] samples = new float[count() + 1][inner];
        int[] draws = new int[inner];
        double[] features = new double[count()];
        int kept = 0;
        for (int row = reach(); row < picture.height() - reach(); row++) {
            for (int column = reach(); column < picture.width() - reach(); column++) {
                int pixel = row * picture.width() + column;
                int draw = PixelSample.draw(
                        seed, picture.window().x() + column, picture.window().y() + row);
                if (picture.valid()[pixel] && draw <= limit) {
                    of(picture, pixel, features);
                    for (int k = 0; k < features.length; k++) {
                        samples[k][kept] = (float) features[k];
                    }
                    samples[count()][kept] = picture.lengths()[pixel];
                    draws[kept++] = draw;
                }
            }
        }
        return new Sample(samples, Arrays.copyOf(draws, kept));
    }
}
