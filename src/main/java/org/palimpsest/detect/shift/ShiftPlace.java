package org.palimpsest.detect.shift;

/**
 * The shift that was measured at one place of a pair.
 *
 * @param column of the place's centre, in pixels of the analysis grid
 * @param row of the place's centre
 * @param dx pixels by which the second date lies too far right there
 * @param dy pixels by which it lies too far down
 * @param significance height of the correlation, in standard deviations of that of unrelated pictures
 */
public record ShiftPlace(double column, double row, double dx, double dy, double significance) {
    /** The length of the shift in pixels. */
    public double length() {
        return Math.hypot(dx, dy);
    }

    /** The same place with another shift. */
    ShiftPlace withShift(double otherDx, double otherDy) {
        return new ShiftPlace(column, row, otherDx, otherDy, significance);
    }
}
