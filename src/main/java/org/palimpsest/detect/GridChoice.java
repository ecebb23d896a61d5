package org.palimpsest.detect;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.palimpsest.base.BadInputException;

/**
 * The pixels on which a user wants both dates compared, as written in a run document: {@code before}, {@code after}, {@code
 * auto-utm}, {@code auto-utm@10m}, or a coordinate reference system with or without a pixel size, {@code EPSG:32633@10m}.
 *
 * @param base whose pixels
 * @param system code of the coordinate reference system where {@code base} is {@code SYSTEM}
 * @param metres side of the pixels on the ground; empty for about that of the first date's
 */
public record GridChoice(Base base, Optional<String> system, OptionalDouble metres) {
    private static final Pattern WITH_SIZE = Pattern.compile("(.+?)(?:@([0-9]+(?:\\.[0-9]+)?)m)?");
    private static final Pattern CODE = Pattern.compile("[a-z]+:[0-9]+");

    /** Whose pixels both dates are brought onto. */
    public enum Base {
        /** Those of the first date. */
        BEFORE,
        /** Those of the second date. */
        AFTER,
        /** Square ones in the zone of the Universal Transverse Mercator system in which the scene lies. */
        AUTO_UTM,
        /** Square ones in a system that is named. */
        SYSTEM
    }

    /** Reads the text of a run document. */
    public static GridChoice parse(String text) throws BadInputException {
        Matcher matcher = WITH_SIZE.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            String name = matcher.group(1);
            OptionalDouble metres = matcher.group(2) == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Double.parseDouble(matcher.group(2)));
            if (metres.isEmpty() || metres.getAsDouble() > 0) {
                if (name.equals("before") && metres.isEmpty()) {
                    return new GridChoice(Base.BEFORE, Optional.empty(), metres);
                }
                if (name.equals("after") && metres.isEmpty()) {
                    return new GridChoice(Base.AFTER, Optional.empty(), metres);
                }
                if (name.equals("auto-utm")) {
                    return new GridChoice(Base.AUTO_UTM, Optional.empty(), metres);
                }
                if (CODE.matcher(name).matches()) {
                    return new GridChoice(Base.SYSTEM, Optional.of(name.toUpperCase(Locale.ROOT)), metres);
                }
            }
        }
        throw new BadInputException("A grid is before, after, auto-utm, or a system and a pixel size such as "
                + "EPSG:32633@10m, but was \"" + text + "\".");
    }
}
