package org.palimpsest.detect.threshold;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.palimpsest.base.BadInputException;

/** Which way a change must go to count, where the detector's statistic has a sign. */
public enum ChangeSign {
    /** Either way, by one threshold on the absolute value. */
    BOTH,
    /** Only where values rose. */
    GAIN,
    /** Only where values fell. */
    LOSS,
    /** Either way, by one threshold for rises and another for falls. */
    SEPARATE;

    /** The words that {@link #parse} knows. */
    public static final List<String> WORDS =
            Arrays.stream(values()).map(ChangeSign::word).toList();

    /** The word for run documents and the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a word. */
    public static ChangeSign parse(String text) throws BadInputException {
        for (ChangeSign sign : values()) {
            if (sign.word().equals(text.trim().toLowerCase(Locale.ROOT))) {
                return sign;
            }
        }
        throw new BadInputException(
                "The direction of change is one of " + String.join(", ", WORDS) + ", but was \"" + text + "\".");
    }
}
