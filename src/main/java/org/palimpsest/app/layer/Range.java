package org.palimpsest.app.layer;

/** The values that are shown darkest and brightest. */
public record Range(double low, double high) {
    public Range {
        if (!Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException("A range must be finite, but was " + low + " to " + high + ".");
        }
    }

    /** Where a value lies: 0 at or below the low end, 1 at or above the high end. */
    public double share(double value) {
        return high > low ? Math.max(0, Math.min(1, (value - low) / (high - low))) : value > low ? 1 : 0;
    }

    /** The same as a brightness of 0 to 255. */
    int brightness(float value) {
        return (int) (share(value) * 255 + 0.5);
    }
}
