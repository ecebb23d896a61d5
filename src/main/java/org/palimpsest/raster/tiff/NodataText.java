package org.palimpsest.raster.tiff;

import java.util.Locale;
import java.util.OptionalDouble;

/** Reads the value that GDAL's nodata tag states as text, in all spellings that writers use. */
public final class NodataText {
    private NodataText() {}

    /** The value; empty where the text is not a number. */
    public static OptionalDouble parse(String text) {
        String plain = text.trim().toLowerCase(Locale.ROOT).replace(',', '.');
        try {
            return OptionalDouble.of(
                    switch (plain) {
                        case "nan", "-nan", "nan(ind)", "-nan(ind)", "1.#qnan", "-1.#ind" -> Double.NaN;
                        case "inf", "+inf", "infinity", "1.#inf" -> Double.POSITIVE_INFINITY;
                        case "-inf", "-infinity", "-1.#inf" -> Double.NEGATIVE_INFINITY;
                        default -> Double.parseDouble(plain);
                    });
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
