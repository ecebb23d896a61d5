package org.palimpsest.nn;

import java.nio.charset.StandardCharsets;

/**
 * Deterministic parameter values, so that two implementations of one network can be compared without storing its weights.
 *
 * <p>The values depend only on the parameter's name, its shape and the element's index: numbers of the splitmix64 generator
 * (Steele et al. 2014), seeded by the 64-bit FNV-1a hash of the name, scaled by the kind of parameter.
 */
public final class ParameterFill {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final long HASH_START = 0xCBF29CE484222325L;
    private static final long HASH_PRIME = 0x100000001B3L;

    private ParameterFill() {}

    /** The values of the parameter {@code name} of {@code shape}, in C order. */
    public static float[] values(String name, long... shape) {
        long count = product(shape, 0);
        double centre = 0;
        double spread;
        if (name.endsWith("running_mean")) {
            spread = 0.1;
        } else if (name.endsWith("running_var")) {
            centre = 1;
            spread = 0.5;
        } else if (shape.length == 1 && name.endsWith("weight")) {
            centre = 1;
            spread = 0.1;
        } else if (shape.length == 0) {
            spread = 0.5;
        } else if (shape.length == 1) {
            spread = 0.05;
        } else {
            spread = Math.sqrt(6.0 / product(shape, 1));
        }
        float[] values = new float[Math.toIntExact(count)];
        long seed = hash(name);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (centre + spread * uniform(seed, i));
        }
        return values;
    }

    /** Number {@code index} of the seed's series, in -1 to below 1. */
    static double uniform(long seed, long index) {
        long z = seed + (index + 1) * GAMMA;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        z = z ^ z >>> 31;
        return 2 * ((z >>> 40) * 0x1p-24) - 1;
    }

    static long hash(String text) {
        long hash = HASH_START;
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ value & 0xFF) * HASH_PRIME;
        }
        return hash;
    }

    private static long product(long[] shape, int from) {
        long product = 1;
        for (int axis = from; axis < shape.length; axis++) {
            product *= shape[axis];
        }
        return product;
    }
}
