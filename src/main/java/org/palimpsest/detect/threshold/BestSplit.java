package org.palimpsest.detect.threshold;

/** Finds the bin from which on values belong to the upper class, by the least cost of the two classes that it makes. */
final class BestSplit {
    /** A class of less than this part of all values says nothing of its own spread. */
    static final double LEAST_SHARE = 1e-6;

    private BestSplit() {}

    /** What a rule holds against a split; infinite to rule it out. */
    @FunctionalInterface
    interface Cost {
        double of(ClassSums below, ClassSums above);
    }

    /**
     * The first bin of the upper class; in the middle of a gap between the classes.
     *
     * @return {@link Bins#NONE} when every split is ruled out
     */
    static int of(double[] counts, Cost cost) {
        ClassSums all = ClassSums.NONE;
        for (int bin = 0; bin < counts.length; bin++) {
            all = all.plus(counts[bin], Bins.centre(bin));
        }
        ClassSums below = ClassSums.NONE;
        double least = Double.POSITIVE_INFINITY;
        int first = Bins.NONE;
        int last = Bins.NONE;
        for (int bin = 1; bin < counts.length; bin++) {
            below = below.plus(counts[bin - 1], Bins.centre(bin - 1));
            ClassSums above = all.minus(below);
            if (Math.min(below.weight(), above.weight()) > LEAST_SHARE * all.weight()) {
                double here = cost.of(below, above);
                if (here < least) {
                    least = here;
                    first = bin;
                    last = bin;
                } else if (here == least && first != Bins.NONE) {
                    last = bin;
                }
            }
        }
        return first == Bins.NONE ? Bins.NONE : (first + last) / 2;
    }
}
