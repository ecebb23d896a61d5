package org.palimpsest.sample;

/**
 * Random numbers that belong to a place rather than to an order of calls, so that any thread may ask for any cell at any time.
 *
 * <p>The mixing function is the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014).
 */
final class PositionHash {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private PositionHash() {}

    /** Returns 64 well-mixed bits for one number. */
    static long mix(long value) {
        long z = value + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Returns 64 bits that depend on a seed and one number. */
    static long mix(long seed, long a) {
        return mix(seed ^ mix(a));
    }

    /** Returns 64 bits that depend on a seed and an ordered pair of numbers. */
    static long mix(long seed, long a, long b) {
        return mix(seed ^ (a * 0xD1342543DE82EF95L) ^ mix(b * GOLDEN));
    }

    /** Maps 64 bits to 0 (included) to 1 (excluded). */
    static double unit(long bits) {
        return (bits >>> 11) * 0x1.0p-53;
    }

    /** Returns the {@code index}-th independent number in 0..1 of an object known by its hash. */
    static double unit(long object, int index) {
        return unit(mix(object, index));
    }
}
