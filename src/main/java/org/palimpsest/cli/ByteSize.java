package org.palimpsest.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.palimpsest.base.BadInputException;

/** A number of bytes as people write it: "512m", "2g", "1.5 GB"; units are binary (1g = 1024 * 1024 * 1024 bytes). */
final class ByteSize {
    private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgt])(?:i?b)?");
    private static final String UNITS = "kmgt";

    private ByteSize() {}

    /** Reads a size; a bare number is refused, because nobody knows whether it means bytes or megabytes. */
    static long parse(String text) throws BadInputException {
        Matcher matcher = TEXT.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new BadInputException(
                    "A memory budget is a number with its unit, such as 512m or 2g, but was \"" + text + "\".");
        }
        int power = UNITS.indexOf(matcher.group(2).charAt(0)) + 1;
        return Math.round(Double.parseDouble(matcher.group(1)) * Math.pow(1024, power));
    }

    /** The shortest text that {@link #parse} reads back to the same number of bytes. */
    static String text(long bytes) {
        for (int power = UNITS.length(); power > 0; power--) {
            long unit = 1L << (10 * power);
            if (bytes >= unit && bytes % unit == 0) {
                return bytes / unit + UNITS.substring(power - 1, power);
            }
        }
        return bytes / 1024 + "k";
    }
}
