package org.palimpsest.detect.classical;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One to three normal distributions fitted to a histogram by expectation maximisation, as many as the data demand.
 *
 * <p>More distributions are taken only if the Bayesian information criterion falls (G. Schwarz, "Estimating the dimension of a
 * model", Annals of Statistics 6(2), 1978) and each is clearly apart from the commonest: Ashman's D above {@link #APART} (K.
 * M. Ashman, C. M. Bird, S. E. Zepf, "Detecting bimodality in astronomical datasets", Astronomical Journal 108, 1994). The
 * criterion alone would always find several, because no real histogram is normal.
 *
 * <p>Free variances lose a rare class: a wide distribution over both tails of the bulk is likelier than a narrow one over the
 * class. Where nothing stands apart with them, distributions of one common variance are tried (T. Kurita, N. Otsu, N.
 * Abdelmalek, "Maximum likelihood thresholding based on population mixture models", Pattern Recognition 25(10), 1992); they
 * must be {@link #FAR_APART}, because heavy tails of a single class draw them three to four apart.
 *
 * @param components the commonest first
 */
record NormalMixture(List<Normal> components) {
    /** From here on Ashman, Bird and Zepf call two distributions apart. */
    static final double APART = 2;

    /** From here on distributions of one common variance are taken for classes. */
    static final double FAR_APART = 5;

    private static final int MOST = 3;
    private static final int ITERATIONS = 300;
    private static final double STANDSTILL = 1e-9;
    /** A distribution of less than this part of all is a handful of pixels, not a class. */
    private static final double LEAST_WEIGHT = 0.001;

    NormalMixture {
        components = List.copyOf(components);
    }

    /** A distribution's part of all values, its mean and its variance. */
    record Normal(double weight, double mean, double variance) {
        double density(double value) {
            double step = value - mean;
            return weight / Math.sqrt(2 * Math.PI * variance) * Math.exp(-step * step / (2 * variance));
        }

        /** The distance between two means in root mean variances. */
        double distance(Normal other) {
            return Math.abs(mean - other.mean) / Math.sqrt((variance + other.variance) / 2);
        }
    }

    /**
     * Fits a histogram.
     *
     * @param counts of bins of equal width
     * @param first middle of the first bin
     * @param width of a bin
     * @param independent how many of the values are independent of each other
     */
    static NormalMixture of(double[] counts, double first, double width, double independent) {
        NormalMixture one = fitted(List.of(new Normal(1, 0, 1)), counts, first, width, false);
        NormalMixture free = best(one, counts, first, width, independent, false);
        return free.components.size() > 1 ? free : best(one, counts, first, width, independent, true);
    }

    private static NormalMixture best(
            NormalMixture one, double[] counts, double first, double width, double independent, boolean common) {
        NormalMixture best = one;
        double bestCriterion = best.criterion(counts, first, width, independent, common);
        for (List<Normal> start : starts(one.components.get(0))) {
            NormalMixture mixture = fitted(start, counts, first, width, common);
            double criterion = mixture.criterion(counts, first, width, independent, common);
            if (mixture.isApart(common ? FAR_APART : APART) && criterion < bestCriterion) {
                best = mixture;
                bestCriterion = criterion;
            }
        }
        return best;
    }

    /** Loss beside no change, no change beside gain, and all three. */
    private static List<List<Normal>> starts(Normal all) {
        double spread = Math.sqrt(all.variance);
        Normal middle = new Normal(0.8, all.mean, all.variance / 4);
        Normal low = new Normal(0.1, all.mean - 2.5 * spread, all.variance / 2);
        Normal high = new Normal(0.1, all.mean + 2.5 * spread, all.variance / 2);
        return List.of(List.of(middle, low), List.of(middle, high), List.of(middle, low, high));
    }

    private static NormalMixture fitted(
            List<Normal> start, double[] counts, double first, double width, boolean common) {
        List<Normal> now = start;
        double before = Double.NEGATIVE_INFINITY;
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[][] sums = new double[now.size()][3];
            double likelihood = 0;
            double total = 0;
            for (int bin = 0; bin < counts.length; bin++) {
                if (counts[bin] > 0) {
                    double value = first + bin * width;
                    double[] densities = densities(now, value);
                    double density = Double.MIN_NORMAL;
                    for (double each : densities) {
                        density += each;
                    }
                    likelihood += counts[bin] * Math.log(density);
                    total += counts[bin];
                    for (int k = 0; k < densities.length; k++) {
                        double share = counts[bin] * densities[k] / density;
                        sums[k][0] += share;
                        sums[k][1] += share * value;
                        sums[k][2] += share * value * value;
                    }
                }
            }
            if (likelihood / total - before < STANDSTILL && iteration > 0) {
                break;
            }
            before = likelihood / total;
            now = maximised(sums, total, width);
            if (common) {
                now = alikeInVariance(now);
            }
        }
        return new NormalMixture(now.stream()
                .sorted(Comparator.comparingDouble(Normal::weight).reversed())
                .toList());
    }

    private static double[] densities(List<Normal> normals, double value) {
        return normals.stream().mapToDouble(normal -> normal.density(value)).toArray();
    }

    private static List<Normal> maximised(double[][] sums, double total, double width) {
        List<Normal> normals = new ArrayList<>();
        // A bin hides the spread inside it.
        double least = width * width / 12;
        for (double[] sum : sums) {
            double mean = sum[0] > 0 ? sum[1] / sum[0] : 0;
            double variance = sum[0] > 0 ? Math.max(least, sum[2] / sum[0] - mean * mean) : 1;
            normals.add(new Normal(sum[0] / total, mean, variance));
        }
        return normals;
    }

    /** The same distributions, each with the mean of their variances. */
    private static List<Normal> alikeInVariance(List<Normal> normals) {
        double mean = normals.stream()
                .mapToDouble(normal -> normal.weight * normal.variance)
                .sum();
        return normals.stream()
                .map(normal -> new Normal(normal.weight, normal.mean, mean))
                .toList();
    }

    /** Schwarz's criterion; the smaller, the better the mixture pays for its parameters. */
    private double criterion(double[] counts, double first, double width, double independent, boolean common) {
        double likelihood = 0;
        double total = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            if (counts[bin] > 0) {
                double density = Double.MIN_NORMAL;
                for (Normal normal : components) {
                    density += normal.density(first + bin * width);
                }
                likelihood += counts[bin] * Math.log(density);
                total += counts[bin];
            }
        }
        int parameters = common ? 2 * components.size() : 3 * components.size() - 1;
        return -2 * independent * likelihood / total + parameters * Math.log(independent);
    }

    private boolean isApart(double apart) {
        Normal common = components.get(0);
        for (Normal normal : components.subList(1, components.size())) {
            if (!(normal.weight >= LEAST_WEIGHT) || normal.distance(common) < apart) {
                return false;
            }
        }
        return components.size() <= MOST;
    }

    /**
     * Where another distribution becomes likelier than the commonest, going up or down from its mean.
     *
     * @return empty where there is none on that side
     */
    Optional<Double> boundary(boolean up) {
        Normal common = components.get(0);
        double step = Math.sqrt(common.variance) / 100;
        Optional<Double> nearest = Optional.empty();
        for (Normal other : components.subList(1, components.size())) {
            if (other.mean > common.mean == up) {
                double value = common.mean;
                while (other.density(value) < common.density(value)) {
                    value += up ? step : -step;
                }
                double found = value;
                if (nearest.isEmpty() || Math.abs(found - common.mean) < Math.abs(nearest.get() - common.mean)) {
                    nearest = Optional.of(found);
                }
            }
        }
        return nearest;
    }
}
