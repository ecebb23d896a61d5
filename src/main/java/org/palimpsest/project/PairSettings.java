package org.palimpsest.project;

import java.util.Optional;
import org.palimpsest.detect.Preparation;

/**
 * How the two dates of a project are brought together.
 *
 * @param resampling how the second date is brought onto the first one's pixels: "nearest", "bilinear" or "cubic"
 * @param shift by how much the second date is moved before it is compared; empty for not at all
 */
public record PairSettings(String resampling, Optional<Shift> shift) {
    /** What holds until the analyst says otherwise. */
    public static final PairSettings STANDARD = new PairSettings(Preparation.DEFAULT_RESAMPLING, Optional.empty());

    /**
     * A displacement in pixels of the first date's grid.
     *
     * @param dx to the right
     * @param dy downwards
     */
    public record Shift(double dx, double dy) {
        public Shift {
            if (!Double.isFinite(dx) || !Double.isFinite(dy)) {
                throw new IllegalArgumentException("A shift must be finite, but was " + dx + ", " + dy + " pixels.");
            }
        }
    }
}
