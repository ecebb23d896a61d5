package org.palimpsest.detect.mixed;

import java.util.Arrays;

/**
 * The patch graph: a cell looks at one date like the median of the cells that looked like it at the other.
 *
 * <p>Y. Sun, L. Lei, X. Li, X. Tan, G. Kuang, "Structure consistency-based graph for unsupervised change detection with
 * homogeneous and heterogeneous remote sensing images", IEEE TGRS 60, 2022, joins each patch with its most similar patches and
 * asks whether they are as similar at the other date. Here the patches that may be joined are a sample from the whole scene
 * (so that one window can be judged alone), and the median in place of the mean keeps changed ones among them from mattering.
 *
 * @param known what the sampled cells look like at one date: [numbers][cells]
 * @param wanted what they look like at the other: [numbers][cells]
 * @param neighbours how many of them are joined with a cell
 */
record SimilarCells(float[][] known, float[][] wanted, int neighbours) implements CellPredictor {
    /** As many neighbours as the root of the number of cells, as is usual for nearest neighbours. */
    static CellPredictor of(float[][] known, float[][] wanted) {
        return new SimilarCells(known, wanted, Math.max(1, (int) Math.sqrt(known[0].length)));
    }

    @Override
    public float[] squaredErrors(float[][] here, float[][] there, boolean[] counts) {
        float[] errors = new float[counts.length];
        float[] all = new float[known[0].length];
        float[] distances = new float[neighbours];
        int[] nearest = new int[neighbours];
        float[] values = new float[neighbours];
        for (int i = 0; i < counts.length; i++) {
            if (counts[i]) {
                measure(here, i, all);
                int found = nearest(all, distances, nearest);
                double error = 0;
                for (int k = 0; k < there.length; k++) {
                    for (int j = 0; j < found; j++) {
                        values[j] = wanted[k][nearest[j]];
                    }
                    double step = there[k][i] - median(values, found);
                    error += step * step;
                }
                errors[i] = (float) error;
            }
        }
        return errors;
    }

    /** Squared distances of a cell from all sampled ones; number by number, so that the processor takes many cells at once. */
    private void measure(float[][] here, int cell, float[] distances) {
        Arrays.fill(distances, 0);
        for (int k = 0; k < known.length; k++) {
            float[] numbers = known[k];
            float number = here[k][cell];
            for (int other = 0; other < distances.length; other++) {
                float step = number - numbers[other];
                distances[other] += step * step;
            }
        }
    }

    /** Finds the nearest cells by a heap with the farthest of them on top; gives how many there are. */
    private int nearest(float[] all, float[] distances, int[] nearest) {
        int found = 0;
        for (int candidate = 0; candidate < all.length; candidate++) {
            float distance = all[candidate];
            if (found < neighbours) {
                rise(distances, nearest, found++, distance, candidate);
            } else if (distance < distances[0]) {
                sink(distances, nearest, found, distance, candidate);
            }
        }
        return found;
    }

    private static void rise(float[] distances, int[] nearest, int place, float distance, int candidate) {
        int child = place;
        while (child > 0 && distances[(child - 1) / 2] < distance) {
            int parent = (child - 1) / 2;
            distances[child] = distances[parent];
            nearest[child] = nearest[parent];
            child = parent;
        }
        distances[child] = distance;
        nearest[child] = candidate;
    }

    private static void sink(float[] distances, int[] nearest, int size, float distance, int candidate) {
        int parent = 0;
        while (2 * parent + 1 < size) {
            int child = 2 * parent + 1;
            if (child + 1 < size && distances[child + 1] > distances[child]) {
                child++;
            }
            if (distances[child] <= distance) {
                break;
            }
            distances[parent] = distances[child];
            nearest[parent] = nearest[child];
            parent = child;
        }
        distances[parent] = distance;
        nearest[parent] = candidate;
    }

    private static double median(float[] values, int count) {
        Arrays.sort(values, 0, count);
        return (values[(count - 1) / 2] + (double) values[count / 2]) / 2;
    }
}
