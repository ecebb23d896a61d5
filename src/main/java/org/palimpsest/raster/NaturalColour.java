package org.palimpsest.raster;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Chooses the bands that look most like what an eye sees; the one rule of map, preview, networks and exported projects. */
public final class NaturalColour {
    /** Names by colour; B04, B03 and B02 are Sentinel-2's. */
    private static final List<List<String>> NAMES =
            List.of(List.of("red", "b04", "b4"), List.of("green", "b03", "b3"), List.of("blue", "b02", "b2"));

    private NaturalColour() {}

    /**
     * Red, green and blue by their names; else in file order for pictures of 8 bits or three bands; else as satellites order
     * them, blue first. The first band alone where there are fewer than three.
     *
     * @return indices from 0, three or one
     */
    public static int[] choose(List<Band> bands) {
        if (bands.size() < 3) {
            return new int[] {0};
        }
        return named(bands)
                .orElseGet(() -> bands.size() == 3 || bands.get(0).type() == SampleType.UINT8
                        ? new int[] {0, 1, 2}
                        : new int[] {2, 1, 0});
    }

    /**
     * Likewise among some of the bands, given and returned as indices into all of them; where the user put them in an order
     * of their own, that order counts.
     */
    static int[] choose(List<Band> bands, int[] used) {
        List<Band> candidates = Arrays.stream(used).mapToObj(bands::get).toList();
        boolean inFileOrder = Arrays.equals(used, Arrays.stream(used).sorted().toArray());
        if (!inFileOrder && used.length >= 3 && named(candidates).isEmpty()) {
            return Arrays.copyOf(used, 3);
        }
        return Arrays.stream(choose(candidates)).map(index -> used[index]).toArray();
    }

    /** Red, green and blue where the file names all three. */
    public static Optional<int[]> named(List<Band> bands) {
        int[] found = new int[3];
        for (int colour = 0; colour < 3; colour++) {
            found[colour] = find(bands, NAMES.get(colour));
            if (found[colour] < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    private static int find(List<Band> bands, List<String> names) {
        for (int i = 0; i < bands.size(); i++) {
            if (names.contains(bands.get(i).role())) {
                return i;
            }
        }
        return -1;
    }
}
