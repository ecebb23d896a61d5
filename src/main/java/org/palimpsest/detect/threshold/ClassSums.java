package org.palimpsest.detect.threshold;

/**
 * What threshold rules need to know of the bins on one side of a split.
 *
 * @param weight how many values
 * @param sum of their bin positions
 * @param squares sum of the squared bin positions
 */
record ClassSums(double weight, double sum, double squares) {
    /** Variance of a value inside a bin, in bin widths squared: no class can be known to be narrower. */
    static final double BIN_VARIANCE = 1.0 / 12;

    static final ClassSums NONE = new ClassSums(0, 0, 0);

    ClassSums plus(double count, double position) {
        return new ClassSums(weight + count, sum + count * position, squares + count * position * position);
    }

    ClassSums minus(ClassSums part) {
        return new ClassSums(weight - part.weight, sum - part.sum, squares - part.squares);
    }

    double mean() {
        return sum / weight;
    }

    /** Sum of the squared distances from the mean. */
    double scatter() {
        return Math.max(0, squares - sum * sum / weight);
    }
}
