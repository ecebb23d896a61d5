package org.palimpsest.raster.tiff;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.BadInputException;

/** The GeoTIFF keys of an image: whole numbers, floating-point numbers and texts by key number. */
final class GeoKeys {
    private final Map<Integer, Object> values = new HashMap<>();

    private GeoKeys() {}

    /** Reads the key directory; keys that point outside their parameters are left out. */
    static GeoKeys of(TiffDirectory directory) throws BadInputException {
        GeoKeys keys = new GeoKeys();
        long[] entries = directory.numbers(TiffTag.GEO_KEY_DIRECTORY);
        if (entries.length < 4) {
            return keys;
        }
        double[] doubles = directory.doubles(TiffTag.GEO_DOUBLE_PARAMETERS);
        byte[] ascii = directory.has(TiffTag.GEO_ASCII_PARAMETERS)
                ? directory.field(TiffTag.GEO_ASCII_PARAMETERS).orElseThrow().rawBytes()
                : new byte[0];
        for (int i = 4; i + 3 < entries.length && i / 4 <= entries[3]; i += 4) {
            int key = (int) entries[i];
            long count = entries[i + 2];
            long value = entries[i + 3];
            if (entries[i + 1] == 0) {
                keys.values.put(key, value);
            } else if (entries[i + 1] == TiffTag.GEO_DOUBLE_PARAMETERS && value < doubles.length) {
                keys.values.put(key, doubles[(int) value]);
            } else if (entries[i + 1] == TiffTag.GEO_ASCII_PARAMETERS && value + count <= ascii.length) {
                String text = new String(ascii, (int) value, (int) count, StandardCharsets.UTF_8);
                keys.values.put(key, text.replaceAll("[|\\x00]+$", "").trim());
            }
        }
        return keys;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** A key that holds a whole number. */
    Optional<Integer> number(int key) {
        return values.get(key) instanceof Long value ? Optional.of(value.intValue()) : Optional.empty();
    }

    /** A key that holds a floating-point number. */
    Optional<Double> real(int key) {
        return values.get(key) instanceof Number value ? Optional.of(value.doubleValue()) : Optional.empty();
    }

    /** A key that holds a text. */
    Optional<String> text(int key) {
        return values.get(key) instanceof String value ? Optional.of(value) : Optional.empty();
    }
}
