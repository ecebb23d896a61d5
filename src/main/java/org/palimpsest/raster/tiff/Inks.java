package org.palimpsest.raster.tiff;

/** Turns four printing inks (cyan, magenta, yellow, black) into red, green, blue and full opacity, as libtiff does. */
final class Inks {
    private Inks() {}

    /** Converts the first pixels, four bytes each, in place. */
    static void toRgb(byte[] samples, int pixels) {
        for (int i = 0; i < 4 * pixels; i += 4) {
            int light = 255 - (samples[i + 3] & 0xff);
            for (int ink = 0; ink < 3; ink++) {
                samples[i + ink] = (byte) (light * (255 - (samples[i + ink] & 0xff)) / 255);
            }
            samples[i + 3] = (byte) 255;
        }
    }
}
