package org.palimpsest.train.dataset;

import java.util.List;
import java.util.stream.IntStream;

/** Names for the bands of a dataset, which states none. */
public final class DatasetBands {
    private DatasetBands() {}

    /** Red, green, blue for three bands; else "band 1" and so on. */
    public static List<String> names(int bands) {
        return bands == 3
                ? List.of("red", "green", "blue")
                : IntStream.rangeClosed(1, bands)
                        .mapToObj(band -> "band " + band)
                        .toList();
    }
}
