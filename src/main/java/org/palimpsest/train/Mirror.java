package org.palimpsest.train;

/** Continues an image beyond its edges by mirroring it, without repeating the edge itself. */
final class Mirror {
    private Mirror() {}

    /** The index within 0 to {@code length - 1} that stands at {@code index}, however far outside. */
    static int index(int index, int length) {
        if (index >= 0 && index < length) {
            return index;
        }
        if (length == 1) {
            return 0;
        }
        int period = 2 * (length - 1);
        int within = Math.floorMod(index, period);
        return within < length ? within : period - within;
    }
}
