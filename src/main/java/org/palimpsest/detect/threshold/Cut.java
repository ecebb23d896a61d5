package org.palimpsest.detect.threshold;

/**
 * One threshold on the magnitude of a statistic, and how it came about.
 *
 * @param found what the rule said; infinite when nothing stands out
 * @param floor the least that the guard against phantom change allows; negative infinite where no guard stands
 */
public record Cut(double found, double floor) {
    /** Marks nothing. */
    public static final Cut NEVER = new Cut(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /** The smallest magnitude that counts as change. */
    public double magnitude() {
        return Math.max(found, floor);
    }

    /** Whether the guard raised what the rule found. */
    public boolean raised() {
        return floor > found;
    }
}
