package org.palimpsest.detect;

/**
 * The tiles that a detector wants its windows cut into.
 *
 * @param core width and height of a tile whose result is used, in pixels
 * @param halo context on each side
 * @param feather pixels on each side of a border between two tiles over which the result fades from one tile's to the
 *     other's; 0 for a hard border
 */
public record Tiling(int core, int halo, int feather) {
    public Tiling {
        if (core < 16 || core > 8192) {
            throw new IllegalArgumentException("A tile must be 16 to 8192 pixels, but was " + core + ".");
        }
        if (halo < 0) {
            throw new IllegalArgumentException("A halo must be 0 pixels or more, but was " + halo + ".");
        }
        if (feather < 0 || feather > halo || 2 * feather > core) {
            throw new IllegalArgumentException("A feather must be 0 pixels to the halo of " + halo
                    + " pixels and at most half the tile of " + core + " pixels, but was " + feather + ".");
        }
    }
}
