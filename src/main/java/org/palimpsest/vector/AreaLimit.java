package org.palimpsest.vector;

import java.util.Locale;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;

/**
 * A size that areas of a mask are compared with: {@code value} pixels, or true square metres when {@code metric}. Written
 * "50px" or "100m2".
 */
public record AreaLimit(double value, boolean metric) {
    /** No pixel: every area is as large, and none smaller. */
    public static final AreaLimit NONE = new AreaLimit(0, false);

    public AreaLimit {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("An area must be 0 or more, but was " + value + ".");
        }
    }

    /** Reads "50px" or "100m2". */
    public static AreaLimit parse(String text) throws BadInputException {
        String trimmed = text.trim().toLowerCase(Locale.ROOT);
        boolean metric = trimmed.endsWith("m2");
        if (metric || trimmed.endsWith("px")) {
            try {
                double value = Double.parseDouble(trimmed.substring(0, trimmed.length() - 2));
                if (value >= 0 && Double.isFinite(value)) {
                    return new AreaLimit(value, metric);
                }
            } catch (NumberFormatException e) {
                // Answered below, together with negative numbers.
            }
        }
        throw new BadInputException(Notice.of(
                "area.limit", "An area is a number with its unit, such as 50px or 100m2, but was \"{0}\".", text));
    }

    /** Reads "50px", "100m2", or "50" for pixels. */
    public static AreaLimit parseOrPixels(String text) throws BadInputException {
        return parse(text.trim().matches("\\d+") ? text.trim() + "px" : text);
    }

    /** The text that {@link #parse} reads. */
    public String text() {
        String number =
                value == Math.rint(value) && value < 1L << 53 ? Long.toString((long) value) : Double.toString(value);
        return number + (metric ? "m2" : "px");
    }
}
