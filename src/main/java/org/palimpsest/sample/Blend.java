package org.palimpsest.sample;

/** Soft switches between two states, as nature has no hard thresholds. */
final class Blend {
    private Blend() {}

    /** Returns 0 below {@code low}, 1 above {@code high} and a smooth ramp between; {@code low} may exceed {@code high}. */
    static double ramp(double low, double high, double value) {
        double t = clamp((value - low) / (high - low));
        return t * t * (3 - 2 * t);
    }

    /** Limits a share to 0..1. */
    static double clamp(double share) {
        return share < 0 ? 0 : Math.min(share, 1);
    }

    /** Returns the value at {@code share} of the way from {@code a} to {@code b}. */
    static double between(double a, double b, double share) {
        return a + (b - a) * share;
    }
}
