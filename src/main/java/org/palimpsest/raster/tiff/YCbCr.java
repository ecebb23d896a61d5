package org.palimpsest.raster.tiff;

/** Turns luminance and chrominance into red, green and blue (JFIF 1.02), rounded as JPEG libraries do: 16-bit fractions. */
final class YCbCr {
    private static final int HALF = 1 << 15;
    private static final int RED_PER_CR = fixed(1.40200);
    private static final int GREEN_PER_CB = fixed(0.34414);
    private static final int GREEN_PER_CR = fixed(0.71414);
    private static final int BLUE_PER_CB = fixed(1.77200);

    private YCbCr() {}

    /** Converts pixels of three samples of 0 to 255 in place. */
    static void toRgb(int[] samples) {
        for (int i = 0; i + 2 < samples.length; i += 3) {
            int y = samples[i];
            int cb = samples[i + 1] - 128;
            int cr = samples[i + 2] - 128;
            samples[i] = clamp(y + (RED_PER_CR * cr + HALF >> 16));
            samples[i + 1] = clamp(y + (-GREEN_PER_CB * cb - GREEN_PER_CR * cr + HALF >> 16));
            samples[i + 2] = clamp(y + (BLUE_PER_CB * cb + HALF >> 16));
        }
    }

    private static int fixed(double value) {
        return (int) (value * (1 << 16) + 0.5);
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
