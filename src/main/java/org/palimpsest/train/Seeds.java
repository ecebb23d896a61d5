package org.palimpsest.train;

/** Derives the seed of every draw of a training from its own seed and the place of the draw. */
final class Seeds {
    private Seeds() {}

    /** A seed that looks unrelated to those of other steps and places (the finaliser of SplitMix64, Steele et al. 2014). */
    static long of(long seed, long step, long place) {
        return mix(mix(mix(seed) + step) + place);
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
