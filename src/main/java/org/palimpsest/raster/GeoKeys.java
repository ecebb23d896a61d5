package org.palimpsest.raster;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The coordinate reference system as a GeoTIFF states it: numbered keys with a code, a text or numbers each (OGC 19-008r4).
 *
 * <p>Copying a source's keys to a product keeps its system exactly, also where no EPSG code names it. Immutable.
 */
public final class GeoKeys {
    /** TIFF tags that hold the keys. */
    static final int DIRECTORY_TAG = 34735;

    static final int NUMBERS_TAG = 34736;
    static final int TEXTS_TAG = 34737;

    private static final int MODEL_TYPE = 1024;
    private static final int RASTER_TYPE = 1025;
    private static final int CITATION = 1026;
    private static final int GEOGRAPHIC_TYPE = 2048;
    private static final int PROJECTED_TYPE = 3072;
    private static final int PROJECTED_CITATION = 3073;
    private static final int MODEL_PROJECTED = 1;
    private static final int MODEL_GEOGRAPHIC = 2;
    private static final int PIXEL_IS_AREA = 1;
    private static final int USER_DEFINED = 32767;

    private final SortedMap<Integer, Value> values;

    private GeoKeys(SortedMap<Integer, Value> values) {
        this.values = Collections.unmodifiableSortedMap(values);
    }

    /** What a key holds. */
    private sealed interface Value {}

    private record Code(int value) implements Value {}

    private record Text(String value) implements Value {}

    private record Numbers(List<Double> values) implements Value {}

    /**
     * Reads the keys from the content of the three tags; entries that point outside them are left out.
     *
     * @param directory content of tag 34735: a header of four numbers, then four numbers for each key
     * @param numbers content of tag 34736, empty where the file has none
     * @param texts content of tag 34737 as ISO 8859-1, which keeps every byte; empty where the file has none
     * @return empty when there is no usable key
     */
    public static Optional<GeoKeys> fromTags(int[] directory, double[] numbers, String texts) {
        SortedMap<Integer, Value> values = new TreeMap<>();
        for (int entry = 1; 4 * entry + 3 < directory.length && entry <= directory[3]; entry++) {
            int key = directory[4 * entry];
            int count = directory[4 * entry + 2];
            int value = directory[4 * entry + 3];
            switch (directory[4 * entry + 1]) {
                case 0 -> values.put(key, new Code(value));
                case NUMBERS_TAG -> {
                    if (value + (long) count <= numbers.length) {
                        values.put(
                                key,
                                new Numbers(Arrays.stream(numbers, value, value + count)
                                        .boxed()
                                        .toList()));
                    }
                }
                case TEXTS_TAG -> {
                    if (count > 0 && value + (long) count <= texts.length()) {
                        String text = texts.substring(value, value + count);
                        values.put(key, new Text(text.endsWith("|") ? text.substring(0, count - 1) : text));
                    }
                }
                default -> {}
            }
        }
        return values.containsKey(MODEL_TYPE) ? Optional.of(new GeoKeys(values)) : Optional.empty();
    }

    /** States a system: by its EPSG code where it has one, else by all its parameters. */
    public static GeoKeys of(Crs crs) {
        SortedMap<Integer, Value> values = new TreeMap<>();
        Optional<Integer> code = epsgCode(crs);
        if (code.isPresent()) {
            values.put(MODEL_TYPE, new Code(crs.isGeographic() ? MODEL_GEOGRAPHIC : MODEL_PROJECTED));
            values.put(crs.isGeographic() ? GEOGRAPHIC_TYPE : PROJECTED_TYPE, new Code(code.get()));
            values.put(CITATION, new Text(ascii(crs.name())));
            return new GeoKeys(values);
        }
        return UserDefinedGeoKeys.encode(crs).orElseGet(() -> {
            // No key can state the projection; GDAL and ArcGIS then read a whole definition from this text.
            values.put(MODEL_TYPE, new Code(USER_DEFINED));
            values.put(CITATION, new Text(ascii(crs.name())));
            values.put(PROJECTED_CITATION, new Text(ascii("ESRI PE String = " + EsriWkt.of(crs))));
            return new GeoKeys(values);
        });
    }

    /** The content of tag 34735, saying that coordinates belong to pixel corners, as all grids of this program do. */
    int[] directory() {
        SortedMap<Integer, Value> all = new TreeMap<>(values);
        all.put(RASTER_TYPE, new Code(PIXEL_IS_AREA));
        List<Integer> out = new ArrayList<>(List.of(1, 1, 0, all.size()));
        int numbers = 0;
        int texts = 0;
        for (var entry : all.entrySet()) {
            out.add(entry.getKey());
            if (entry.getValue() instanceof Numbers n) {
                out.addAll(List.of(NUMBERS_TAG, n.values.size(), numbers));
                numbers += n.values.size();
            } else if (entry.getValue() instanceof Text t) {
                int length = stored(t).length();
                out.addAll(List.of(TEXTS_TAG, length, texts));
                texts += length;
            } else if (entry.getValue() instanceof Code c) {
                out.addAll(List.of(0, 1, c.value));
            }
        }
        return out.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The content of tag 34736. */
    double[] numbers() {
        return values.values().stream()
                .flatMap(value -> value instanceof Numbers n ? n.values.stream() : java.util.stream.Stream.empty())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** The content of tag 34737. */
    String texts() {
        StringBuilder out = new StringBuilder();
        for (Value value : values.values()) {
            if (value instanceof Text t) {
                out.append(stored(t));
            }
        }
        return out.toString();
    }

    private static String stored(Text text) {
        return text.value + "|";
    }

    private static Optional<Integer> epsgCode(Crs crs) {
        return crs.code()
                .filter(code -> code.matches("EPSG:\\d{1,5}"))
                .map(code -> Integer.parseInt(code.substring("EPSG:".length())))
                // The keys hold 16-bit numbers, and 32767 means "defined by other keys".
                .filter(code -> code < USER_DEFINED);
    }

    private static String ascii(String text) {
        return new String(text.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII).replace('|', '/');
    }
}
