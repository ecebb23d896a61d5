package org.palimpsest.detect.classical;

import java.util.Arrays;

/**
 * A random sample of a scene's valid pixels that is the same for any number of threads and any order of gathering.
 *
 * <p>Each pixel draws a number from its place and the seed; pixels below a limit are kept. Whenever too many
 * are kept the limit is halved, so a large scene ends with between half of the largest number and all of it, and a smaller scene is kept whole. Not safe for use from several threads at once, but {@link #limit} and {@link #draw}
 * are.
 */
public final class PixelSample {
    /** The usual largest number of pixels kept: half of it is still more than a million. */
    static final int MOST = 1 << 21;

    private static final int FIRST_ROOM = 1 << 16;

    private final float[][] samples;
    private int[] draws = new int[FIRST_ROOM];
    private int size;
    private volatile int limit = Integer.MAX_VALUE;
    private final int most;

    /** @param most largest number of pixels kept, {@link #MOST} say */
    public PixelSample(int bands, int most) {
        this.samples = new float[bands][FIRST_ROOM];
        this.most = most;
    }

    /** The number that a pixel draws, 0 to {@link Integer#MAX_VALUE}. */
    public static int draw(long seed, int x, int y) {
        // The mixing steps of SplitMix64 (Steele, Lea, Flood, 2014).
        long z = seed + 0x9E3779B97F4A7C15L * (((long) y << 32) ^ (x & 0xFFFFFFFFL));
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (int) ((z ^ (z >>> 31)) >>> 33);
    }

    /** Pixels that drew this or more need not be offered; falls while the scene is gathered. */
    public int limit() {
        return limit;
    }

    /** Offers some pixels: [bands][pixels] and what each drew. */
    public void add(float[][] offered, int[] drawn) {
        for (int i = 0; i < drawn.length; i++) {
            if (drawn[i] <= limit) {
                if (size == draws.length) {
                    grow();
                }
                for (int band = 0; band < samples.length; band++) {
                    samples[band][size] = offered[band][i];
                }
                draws[size++] = drawn[i];
                while (size > most) {
                    limit /= 2;
                    keepBelowLimit();
                }
            }
        }
    }

    /** Whether every pixel that was offered is still here. */
    boolean isEverything() {
        return limit == Integer.MAX_VALUE;
    }

    public int size() {
        return size;
    }

    /** The samples; only the first {@link #size} entries of each band count. */
    public float[][] samples() {
        return samples;
    }

    private void keepBelowLimit() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (draws[i] <= limit) {
                for (float[] band : samples) {
                    band[kept] = band[i];
                }
                draws[kept++] = draws[i];
            }
        }
        size = kept;
    }

    private void grow() {
        int room = Math.min(most + 1, draws.length * 2);
        draws = Arrays.copyOf(draws, room);
        for (int band = 0; band < samples.length; band++) {
            samples[band] = Arrays.copyOf(samples[band], room);
        }
    }
}
