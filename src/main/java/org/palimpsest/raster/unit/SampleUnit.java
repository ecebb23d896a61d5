package org.palimpsest.raster.unit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.palimpsest.base.BadInputException;

/**
 * What the user says the samples of a date are: {@code dn}, {@code reflectance}, {@code amplitude}, {@code intensity} or
 * {@code db}; behind it, after a colon, {@code scale=S,offset=O} where the samples are stored as integers, so that the
 * physical value is {@code S * sample + O}.
 *
 * @param kind the physical quantity
 * @param scaling what was said of the stored numbers; empty for what the file's tags say
 */
public record SampleUnit(Kind kind, Optional<Scaling> scaling) {
    private static final Pattern TEXT = Pattern.compile("\\s*([a-zA-Z]+)\\s*(?::(.*))?");
    private static final Pattern ITEM = Pattern.compile("\\s*(scale|offset)\\s*=\\s*(\\S+)\\s*");

    /** A physical quantity. */
    public enum Kind {
        /** Plain numbers of the sensor, about which nothing is known. */
        DN,
        /** The part of light that the ground throws back, 0 to 1. */
        REFLECTANCE,
        /** The square root of a radar echo's power. */
        AMPLITUDE,
        /** A radar echo's power. */
        INTENSITY,
        /** Ten times the decimal logarithm of a radar echo's power. */
        DB;

        /** The word that users write. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isRadar() {
            return this == AMPLITUDE || this == INTENSITY || this == DB;
        }
    }

    /** Physical value = scale * sample + offset. */
    public record Scaling(double scale, double offset) {}

    /** Reads {@code reflectance:scale=0.0001,offset=-0.1}. */
    public static SampleUnit parse(String text) throws BadInputException {
        Matcher parts = TEXT.matcher(text);
        Optional<Kind> kind = !parts.matches()
                ? Optional.empty()
                : List.of(Kind.values()).stream()
                        .filter(each -> each.word().equals(parts.group(1).toLowerCase(Locale.ROOT)))
                        .findFirst();
        if (kind.isEmpty()) {
            throw new BadInputException(
                    "A unit is dn, reflectance, amplitude, intensity or db, with :scale=S,offset=O behind it"
                            + " where needed, but was \"" + text + "\".");
        }
        return new SampleUnit(
                kind.get(), parts.group(2) == null ? Optional.empty() : Optional.of(scaling(parts.group(2))));
    }

    private static Scaling scaling(String text) throws BadInputException {
        double scale = 1;
        double offset = 0;
        for (String item : text.split(",", -1)) {
            Matcher assignment = ITEM.matcher(item);
            if (!assignment.matches()) {
                throw new BadInputException("Behind the colon of a unit stands scale=S,offset=O, but one part was \""
                        + item.trim() + "\".");
            }
            double number = number(assignment.group(2));
            if (assignment.group(1).equals("scale")) {
                scale = number;
            } else {
                offset = number;
            }
        }
        if (scale == 0) {
            throw new BadInputException("The scale of a unit must not be 0.");
        }
        return new Scaling(scale, offset);
    }

    private static double number(String text) throws BadInputException {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, together with infinity.
        }
        throw new BadInputException("Scale and offset of a unit are numbers, but one was \"" + text + "\".");
    }
}
