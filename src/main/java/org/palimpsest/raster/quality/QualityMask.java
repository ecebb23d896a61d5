package org.palimpsest.raster.quality;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.palimpsest.base.BadInputException;

/**
 * What a user says of a quality mask: the file, which of its values hide a pixel, and how far around them.
 *
 * <p>Written {@code FILE:values=3,8-11:bits=1,3,8-9=3:dilate=60m:band=1}, each clause at most once and in any order; {@code |}
 * may stand for the colon between clauses. Without values and bits every value but 0 hides. A file's name may hold colons: it
 * ends where the first clause begins.
 *
 * @param file the raster, as the user gave it
 * @param rule which values hide a pixel
 * @param dilation how far around
 * @param band number from 1 of the band that holds the values
 */
public record QualityMask(String file, FlagRule rule, Dilation dilation, int band) {
    private static final Pattern CLAUSES =
            Pattern.compile("(.*?)((?:[:|](?:values|bits|dilate|band)=[^:|]*)*)", Pattern.DOTALL);
    private static final Pattern CLAUSE = Pattern.compile("[:|](values|bits|dilate|band)=([^:|]*)");
    private static final Pattern DILATION = Pattern.compile("\\s*([0-9.]+)\\s*(px|m)?\\s*");
    private static final double LARGEST_DILATION = 10_000;

    /**
     * How far around a flagged pixel others are hidden too.
     *
     * @param radius 0 or more: pixels of the mask file, or metres where {@code metric}
     */
    public record Dilation(double radius, boolean metric) {
        /** Nothing around them. */
        public static final Dilation NONE = new Dilation(0, false);
    }

    /**
     * Reads what a user wrote.
     *
     * @throws BadInputException names the clause that is wrong
     */
    public static QualityMask parse(String text) throws BadInputException {
        Matcher parts = CLAUSES.matcher(text.trim());
        if (!parts.matches() || parts.group(1).isBlank()) {
            throw new BadInputException(
                    "A mask is written FILE:values=3,8,9 or FILE:bits=1,3, but was \"" + text + "\".");
        }
        String file = parts.group(1).trim();
        FlagRule rule = FlagRule.NOT_ZERO;
        Dilation dilation = Dilation.NONE;
        int band = 1;
        String seen = " ";
        Matcher clause = CLAUSE.matcher(parts.group(2));
        while (clause.find()) {
            String name = clause.group(1);
            if (seen.contains(" " + name + " ")) {
                throw new BadInputException(
                        "The mask \"" + text + "\" says " + name + "= twice; list all in one: " + name + "=1,2.");
            }
            seen += name + " ";
            switch (name) {
                case "values" -> rule = rule.or(FlagRule.values(clause.group(2)));
                case "bits" -> rule = rule.or(FlagRule.bits(clause.group(2)));
                case "dilate" -> dilation = dilation(clause.group(2));
                default -> band = band(clause.group(2));
            }
        }
        return new QualityMask(file, rule, dilation, band);
    }

    private static Dilation dilation(String text) throws BadInputException {
        Matcher size = DILATION.matcher(text);
        if (size.matches()) {
            try {
                double radius = Double.parseDouble(size.group(1));
                if (radius <= LARGEST_DILATION) {
                    return new Dilation(radius, "m".equals(size.group(2)));
                }
            } catch (NumberFormatException e) {
                // Answered below, together with other texts.
            }
        }
        throw new BadInputException(
                "A mask is dilated by 0 to 10000 pixels or metres, such as dilate=2px or dilate=60m, but" + " was \""
                        + text.trim() + "\".");
    }

    private static int band(String text) throws BadInputException {
        try {
            int band = Integer.parseInt(text.trim());
            if (band >= 1) {
                return band;
            }
        } catch (NumberFormatException e) {
            // Answered below, together with numbers below 1.
        }
        throw new BadInputException("The band of a mask is a number from 1, but was \"" + text.trim() + "\".");
    }
}
