package org.palimpsest.raster.tiff;

/** Turns four printing inks (cyan, magenta, yellow, black) into red, green, blue and full opacity, as libtiff does. */
final class Inks {
    private Inks() {}

    /** Converts pixels of four bytes in place. */
    static void toRgb(byte[] samples) {
        for (int i = 0; i + 3 < samples.length; i += 4) {
            int light = 255 - (samples[i + 3] & 0xff);
            for (int ink = 0; ink < 3; ink++) {
                samples[i + ink] = (byte) (light * (255 - (samples[i + ink] & 0xff)) / 255);
            }
            samples[i + 3] = (byte) 255;
        }
    }
}
