package org.palimpsest.raster;

import java.util.List;
import java.util.Locale;

/** Chooses the bands that look most like what an eye sees. */
final class NaturalColour {
    /** Names by colour; B04, B03 and B02 are Sentinel-2's. */
    private static final List<List<String>> NAMES =
            List.of(List.of("red", "b04", "b4"), List.of("green", "b03", "b3"), List.of("blue", "b02", "b2"));

    private NaturalColour() {}

    /**
     * Red, green and blue among the bands in use; by their names, else the first three; the first alone where there are
     * fewer.
     *
     * @param bands all bands of the raster
     * @param used indices of those in use, at least one
     * @return three indices, or one
     */
    static int[] choose(List<Band> bands, int[] used) {
        if (used.length < 3) {
            return new int[] {used[0]};
        }
        int[] chosen = new int[3];
        for (int colour = 0; colour < 3; colour++) {
            chosen[colour] = find(bands, used, NAMES.get(colour));
            if (chosen[colour] < 0) {
                return new int[] {used[0], used[1], used[2]};
            }
        }
        return chosen;
    }

    private static int find(List<Band> bands, int[] used, List<String> names) {
        for (int index : used) {
            String name = bands.get(index).name().toLowerCase(Locale.ROOT).trim();
            if (names.contains(name)) {
                return index;
            }
        }
        return -1;
    }
}
