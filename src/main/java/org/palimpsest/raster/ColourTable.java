package org.palimpsest.raster;

import java.util.Map;
import java.util.TreeMap;

/**
 * The colours in which viewers paint the values 0 to 255 of a byte raster.
 *
 * @param colours {@code 0xRRGGBB} by value; values without an entry are black
 */
public record ColourTable(Map<Integer, Integer> colours) {
    /** The number of values that a byte can have, and so of entries in a file. */
    static final int SIZE = 256;

    /** No change grey, change vermilion, nodata black: told apart by people with any kind of colour vision (Okabe and Ito 2008). */
    public static final ColourTable CHANGE_MASK = new ColourTable(Map.of(0, 0xE6E6E6, 1, 0xD55E00, 255, 0x000000));

    public ColourTable {
        for (Map.Entry<Integer, Integer> entry : colours.entrySet()) {
            if (entry.getKey() < 0 || entry.getKey() >= SIZE) {
                throw new IllegalArgumentException(
                        "A colour table holds values of 0 to 255, but was given " + entry.getKey() + ".");
            }
        }
        colours = Map.copyOf(colours);
    }

    /** The entries as TIFF's ColorMap tag wants them: 256 reds, greens, blues, each 0 to 65535. */
    long[] tiffEntries() {
        long[] entries = new long[3 * SIZE];
        new TreeMap<>(colours).forEach((value, colour) -> {
            for (int channel = 0; channel < 3; channel++) {
                int eightBits = colour >> (16 - 8 * channel) & 0xFF;
                entries[channel * SIZE + value] = eightBits * 257L;
            }
        });
        return entries;
    }
}
