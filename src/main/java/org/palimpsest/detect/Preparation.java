package org.palimpsest.detect;

import java.util.List;

/**
 * How the two dates of a run are made comparable before a detector sees them.
 *
 * @param grid the pixels on which both are compared: {@value #DEFAULT_GRID} for those of the first date
 * @param resampling how a date is brought onto those pixels: "nearest", "bilinear" or "cubic"
 * @param correction how the second date is moved onto the first: "none", "translation", "affine" or "local"
 * @param radiometry the rule that brings the second date's samples to the level of the first one's: "none", "mean-std",
 *     "histogram" or "pseudo-invariant"
 */
public record Preparation(String grid, String resampling, String correction, String radiometry) {
    /** The first date's pixels. */
    public static final String DEFAULT_GRID = "before";

    /** How a date is brought onto other pixels unless the user says otherwise. */
    public static final String DEFAULT_RESAMPLING = "bilinear";

    /** Says of {@code correction} and {@code radiometry} that nothing is done. */
    public static final String NONE = "none";

    /** Every resampling. */
    public static final List<String> RESAMPLINGS = List.of("nearest", DEFAULT_RESAMPLING, "cubic");

    /** Every correction of the shift. */
    public static final List<String> CORRECTIONS = List.of(NONE, "translation", "affine", "local");

    /** The words of {@code radiometry}. */
    public static final List<String> RADIOMETRIES = List.of(NONE, "mean-std", "histogram", "pseudo-invariant");

    /** What holds unless the user says otherwise. */
    public static final Preparation STANDARD = new Preparation(DEFAULT_GRID, DEFAULT_RESAMPLING, NONE, NONE);

    public Preparation {
        requireOneOf("Resampling", RESAMPLINGS, resampling);
        requireOneOf("A correction of the shift", CORRECTIONS, correction);
        requireOneOf("A radiometry", RADIOMETRIES, radiometry);
    }

    private static void requireOneOf(String what, List<String> words, String word) {
        if (!words.contains(word)) {
            throw new IllegalArgumentException(
                    what + " is one of " + String.join(", ", words) + ", but was \"" + word + "\".");
        }
    }

    /** The same on other pixels. */
    public Preparation withGrid(String other) {
        return new Preparation(other, resampling, correction, radiometry);
    }

    /** The same with another resampling. */
    public Preparation withResampling(String other) {
        return new Preparation(grid, other, correction, radiometry);
    }

    /** The same with another correction of the shift. */
    public Preparation withCorrection(String other) {
        return new Preparation(grid, resampling, other, radiometry);
    }

    /** The same with another rule for the samples. */
    public Preparation withRadiometry(String other) {
        return new Preparation(grid, resampling, correction, other);
    }
}
