package org.palimpsest.detect;

import java.util.OptionalDouble;

/**
 * What a detector that learned its eye from other scenes wants of the pixels it sees: that they are square on the ground, and
 * about as large as those it learned from.
 *
 * @param groundSampleDistance side of the pixels it learned from, in metres; empty where that is not known
 */
public record GridWish(OptionalDouble groundSampleDistance) {
    /** Pixels larger or smaller by more than this factor are resampled to what the detector learned from. */
    public static final double RESAMPLED = 1.5;

    /** Beyond this factor what is seen is another world, and the answer is not to be trusted. */
    public static final double DISTRUSTED = 4;

    /** How many times larger or smaller pixels are than those that the detector learned from; 1 where that is not known. */
    public double factor(double metres) {
        if (groundSampleDistance.isEmpty()) {
            return 1;
        }
        double ratio = metres / groundSampleDistance.getAsDouble();
        return Math.max(ratio, 1 / ratio);
    }
}
