package org.palimpsest.raster;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a file says of one of its bands.
 *
 * @param number from 1, as analysts and GDAL count
 * @param name from the file's description or colour interpretation, "Band 3" where there is none
 * @param type the stored number format
 * @param nodata the value that means "nothing was observed here"
 * @param scale physical value = scale * sample + offset; 1 where the file states none. Reads return unscaled samples
 * @param offset see {@code scale}; 0 where the file states none
 */
public record Band(int number, String name, SampleType type, OptionalDouble nodata, double scale, double offset) {
    public Band {
        if (number < 1) {
            throw new IllegalArgumentException("Bands are numbered from 1, but the number was " + number + ".");
        }
    }

    /** What the band sees, in one small word: "red" of a band that is called "Red" or "red (B04)". */
    public String role() {
        return name.replaceAll("\\s*\\(.*\\)$", "").strip().toLowerCase(Locale.ROOT);
    }
}
