package org.palimpsest.detect;

import java.util.List;

/**
 * Classes that the literature makes of a statistic, such as the burn severities of dNBR; every observed pixel falls into one.
 *
 * @param quantity what the bounds are bounds of
 * @param factor by which the statistic becomes that quantity, -1 say where it counts the other way
 * @param classes from low to high; the first takes all that is lower, the last all that is higher
 */
public record ClassScheme(String quantity, double factor, List<Interval> classes) {
    private static final int MOST = 254;

    public ClassScheme {
        classes = List.copyOf(classes);
        if (classes.isEmpty() || classes.size() > MOST) {
            throw new IllegalArgumentException(
                    "A scheme has 1 to " + MOST + " classes, but was given " + classes.size() + ".");
        }
        for (int i = 1; i < classes.size(); i++) {
            if (!(classes.get(i).from() > classes.get(i - 1).from())) {
                throw new IllegalArgumentException(
                        "The bounds of classes must rise, but " + classes.get(i).from() + " follows "
                                + classes.get(i - 1).from() + ".");
            }
        }
    }

    /**
     * One class.
     *
     * @param name for people
     * @param from lower bound of the quantity, which belongs to the class
     * @param colour {@code 0xRRGGBB}
     */
    public record Interval(String name, double from, int colour) {}

    /** The number of a value's class, from 1; 0 for NaN. */
    public int of(float statistic) {
        if (Float.isNaN(statistic)) {
            return 0;
        }
        double value = factor * statistic;
        int number = 1;
        while (number < classes.size() && value >= classes.get(number).from()) {
            number++;
        }
        return number;
    }
}
