package org.palimpsest.cli;

/** Numbers for people: whole ones without ".0". */
final class NumberText {
    private static final double MOST_EXACT = 1L << 53;

    private NumberText() {}

    static String of(double value) {
        return value == Math.rint(value) && Math.abs(value) < MOST_EXACT
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
