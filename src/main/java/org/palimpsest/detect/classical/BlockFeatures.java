package org.palimpsest.detect.classical;

import java.util.Arrays;

/**
 * What the block around a pixel of the difference picture looks like, as its parts along some principal components.
 *
 * <p>A neighbour without data counts as if it were like the pixel in the middle.
 *
 * @param columns of the block; where they are even it reaches one pixel farther right
 * @param rows of the block; where they are even it reaches one pixel farther down
 * @param components each of rows * columns weights in rows
 */
record BlockFeatures(int columns, int rows, double[][] components) {
    /** A sample of surroundings: [features, then the pixel's own length][pixels], and what each pixel drew. */
    record Sample(float[][] samples, int[] draws) {}

    int count() {
        return components.length;
    }

    /** How many pixels on each side a feature depends on. */
    int reach() {
        return Math.max(columns, rows) / 2;
    }

    /** The features of one pixel, at least {@link #reach} pixels away from the picture's edge. */
    void of(DifferencePicture picture, int pixel, double[] features) {
        Arrays.fill(features, 0);
        int corner = pixel - (rows - 1) / 2 * picture.width() - (columns - 1) / 2;
        for (int i = 0; i < rows * columns; i++) {
            int neighbour = corner + i / columns * picture.width() + i % columns;
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
