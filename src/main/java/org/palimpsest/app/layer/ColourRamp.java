package org.palimpsest.app.layer;

/**
 * Colours from low to high values, distinct for colour-blind eyes: lightness falls all the way, from pale yellow over
 * orange to dark violet.
 */
public final class ColourRamp {
    /** For scores of 0 to 1. */
    public static final ColourRamp SCORE =
            new ColourRamp(0xFFFFF7BC, 0xFFFEC44F, 0xFFF1711F, 0xFFCC2A6B, 0xFF7A1B8A, 0xFF3B0F70);

    /** A change that is not told apart further. */
    public static final int CHANGE = 0xFFE6007E;

    /** The statistic rose. */
    public static final int GAIN = 0xFF0072B2;

    /** The statistic fell. */
    public static final int LOSS = 0xFFD55E00;

    private static final int SIZE = 256;

    private final int[] colours = new int[SIZE];

    private ColourRamp(int... anchors) {
        for (int i = 0; i < SIZE; i++) {
            double place = i * (anchors.length - 1) / (double) (SIZE - 1);
            int left = Math.min(anchors.length - 2, (int) place);
            colours[i] = mix(anchors[left], anchors[left + 1], place - left);
        }
    }

    /** The colour at 0 to 1, ARGB. */
    public int at(double share) {
        return colours[(int) (Math.max(0, Math.min(1, share)) * (SIZE - 1))];
    }

    int[] premultiplied() {
        return colours;
    }

    /** ARGB with its colours multiplied by alpha, as images want it. */
    static int premultiply(int argb) {
        int alpha = argb >>> 24;
        return alpha << 24
                | ((argb >> 16 & 0xFF) * alpha / 255) << 16
                | ((argb >> 8 & 0xFF) * alpha / 255) << 8
                | (argb & 0xFF) * alpha / 255;
    }

    private static int mix(int first, int second, double share) {
        int mixed = 0;
        for (int shift = 0; shift <= 24; shift += 8) {
            int a = first >>> shift & 0xFF;
            int b = second >>> shift & 0xFF;
            mixed |= (int) Math.round(a + (b - a) * share) << shift;
        }
        return mixed;
    }
}
