package org.palimpsest.detect;

/**
 * The tiles that a detector wants its windows cut into.
 *
 * @param core width and height of a tile whose result is used, in pixels
 * @param halo context on each side
 */
public record Tiling(int core, int halo) {
    public Tiling {
        if (core < 16 || core > 8192) {
            throw new IllegalArgumentException("A tile must be 16 to 8192 pixels, but was " + core + ".");
        }
        if (halo < 0) {
            throw new IllegalArgumentException("A halo must be 0 pixels or more, but was " + halo + ".");
        }
    }
}
