package org.palimpsest.vector;

import java.util.Locale;

/** Which way a change went, where the detector's statistic has a sign. */
public enum Direction {
    /** The statistic rose from before to after. */
    GAIN,
    /** The statistic fell from before to after. */
    LOSS,
    /** Both occur, or the statistic has no sign. */
    BOTH;

    /** The value in attribute tables. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
