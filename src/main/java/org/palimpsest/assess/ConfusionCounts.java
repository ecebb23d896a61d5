package org.palimpsest.assess;

/**
 * How many pixels of a change map are right and wrong, in the two classes change and no change.
 *
 * @param truePositives change in the map and in the reference
 * @param falsePositives change in the map only
 * @param falseNegatives change in the reference only
 * @param trueNegatives change in neither
 */
public record ConfusionCounts(long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {
    /** Nothing counted yet. */
    public static final ConfusionCounts NONE = new ConfusionCounts(0, 0, 0, 0);

    public ConfusionCounts {
        if (truePositives < 0 || falsePositives < 0 || falseNegatives < 0 || trueNegatives < 0) {
            throw new IllegalArgumentException("Counts must be 0 or more, but were " + truePositives + ", "
                    + falsePositives + ", " + falseNegatives + ", " + trueNegatives + ".");
        }
    }

    /**
     * Counts the pixels of one window.
     *
     * @param change the map
     * @param reference the truth
     * @param counts which pixels to look at: those that are known in both
     */
    public static ConfusionCounts of(boolean[] change, boolean[] reference, boolean[] counts) {
        if (change.length != reference.length || change.length != counts.length) {
            throw new IllegalArgumentException("Map, reference and selection must cover the same pixels, but have "
                    + change.length + ", " + reference.length + " and " + counts.length + ".");
        }
        long[] cells = new long[4];
        for (int pixel = 0; pixel < change.length; pixel++) {
            if (counts[pixel]) {
                cells[(change[pixel] ? 2 : 0) + (reference[pixel] ? 1 : 0)]++;
            }
        }
        return new ConfusionCounts(cells[3], cells[2], cells[1], cells[0]);
    }

    /** These counts and those of another part of the scene together. */
    public ConfusionCounts plus(ConfusionCounts other) {
        return new ConfusionCounts(
                truePositives + other.truePositives,
                falsePositives + other.falsePositives,
                falseNegatives + other.falseNegatives,
                trueNegatives + other.trueNegatives);
    }

    /** All pixels that were counted. */
    public long total() {
        return truePositives + falsePositives + falseNegatives + trueNegatives;
    }
}
