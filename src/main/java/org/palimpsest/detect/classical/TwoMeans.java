package org.palimpsest.detect.classical;

/**
 * k-means with two clusters.
 *
 * <p>S. P. Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory 28(2), 1982. Begins at the
 * means of the points below and above the mean of the last coordinate, so nothing is left to chance.
 */
final class TwoMeans {
    private static final int ITERATIONS = 100;

    private TwoMeans() {}

    /**
     * The two centres, that with the smaller last coordinate first.
     *
     * @param points [coordinates][points]
     * @param count how many points count
     */
    static double[][] of(float[][] points, int count) {
        int last = points.length - 1;
        double middle = 0;
        for (int i = 0; i < count; i++) {
            middle += points[last][i] / (double) count;
        }
        boolean[] upper = new boolean[count];
        for (int i = 0; i < count; i++) {
            upper[i] = points[last][i] > middle;
        }
        double[][] centres = centres(points, upper);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            boolean moved = false;
            for (int i = 0; i < count; i++) {
                boolean nearer = squaredDistance(points, i, centres[1]) < squaredDistance(points, i, centres[0]);
                moved |= nearer != upper[i];
                upper[i] = nearer;
            }
            if (!moved) {
                break;
            }
            centres = centres(points, upper);
        }
        return centres[0][last] <= centres[1][last] ? centres : new double[][] {centres[1], centres[0]};
    }

    private static double[][] centres(float[][] points, boolean[] upper) {
        double[][] centres = new double[2][points.length];
        long[] sizes = new long[2];
        for (int i = 0; i < upper.length; i++) {
            int cluster = upper[i] ? 1 : 0;
            sizes[cluster]++;
            for (int coordinate = 0; coordinate < points.length; coordinate++) {
                centres[cluster][coordinate] += points[coordinate][i];
            }
        }
        for (int cluster = 0; cluster < 2; cluster++) {
            for (int coordinate = 0; coordinate < points.length; coordinate++) {
                centres[cluster][coordinate] /= Math.max(1, sizes[cluster]);
            }
        }
        return centres;
    }

    private static double squaredDistance(float[][] points, int point, double[] centre) {
        double sum = 0;
        for (int coordinate = 0; coordinate < centre.length; coordinate++) {
            double step = points[coordinate][point] - centre[coordinate];
            sum += step * step;
        }
        return sum;
    }
}
