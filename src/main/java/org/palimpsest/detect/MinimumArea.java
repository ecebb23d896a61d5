package org.palimpsest.detect;

import java.util.Locale;
import org.palimpsest.base.BadInputException;

/** A smallest area: {@code value} pixels, or square metres when {@code metric}. Written "50px" or "100m2". */
public record MinimumArea(double value, boolean metric) {
    public static final MinimumArea NONE = new MinimumArea(0, false);

    public MinimumArea {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("The minimum area must be 0 or more, but was " + value + ".");
        }
    }

    /** Reads "50px" or "100m2". */
    public static MinimumArea parse(String text) throws BadInputException {
        String trimmed = text.trim().toLowerCase(Locale.ROOT);
        boolean metric = trimmed.endsWith("m2");
        if (metric || trimmed.endsWith("px")) {
            try {
                double value = Double.parseDouble(trimmed.substring(0, trimmed.length() - 2));
                if (value >= 0 && Double.isFinite(value)) {
                    return new MinimumArea(value, metric);
                }
            } catch (NumberFormatException e) {
                // Answered below, together with negative numbers.
            }
        }
        throw new BadInputException(
                "A minimum area is a number with its unit, such as 50px or 100m2, but was \"" + text + "\".");
    }

    /** The text that {@link #parse} reads. */
    public String text() {
        String number =
                value == Math.rint(value) && value < 1L << 53 ? Long.toString((long) value) : Double.toString(value);
        return number + (metric ? "m2" : "px");
    }
}
