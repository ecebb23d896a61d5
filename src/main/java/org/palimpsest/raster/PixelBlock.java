package org.palimpsest.raster;

/**
 * The samples of some bands in one window, as 32-bit floats, with the pixels at which something was observed.
 *
 * <p>Layout: {@code samples(band)[row * width + column]}. The value of an invalid pixel is 0 in every band, so that no NaN
 * spreads; callers must look at {@link #valid()}. The arrays are the block's own and are not copied: whoever receives a
 * block owns it. Not safe for use from several threads at once.
 */
public final class PixelBlock {
    private final Window window;
    private final float[][] samples;
    private final boolean[] valid;

    /**
     * @param window where the pixels lie
     * @param samples one array of {@code window.pixels()} values for each band
     * @param valid for each pixel whether every band of the block was observed
     */
    public PixelBlock(Window window, float[][] samples, boolean[] valid) {
        int pixels = Math.toIntExact(window.pixels());
        if (valid.length != pixels) {
            throw new IllegalArgumentException(
                    "A block of " + pixels + " pixels needs as many valid flags, but got " + valid.length + ".");
        }
        for (float[] band : samples) {
            if (band.length != pixels) {
                throw new IllegalArgumentException("A block of " + pixels
                        + " pixels needs as many samples in each band, but got " + band.length + ".");
            }
        }
        this.window = window;
        this.samples = samples;
        this.valid = valid;
    }

    /** A block in which nothing was observed. */
    public static PixelBlock empty(Window window, int bands) {
        int pixels = Math.toIntExact(window.pixels());
        return new PixelBlock(window, new float[bands][pixels], new boolean[pixels]);
    }

    public Window window() {
        return window;
    }

    public int width() {
        return window.width();
    }

    public int height() {
        return window.height();
    }

    public int bands() {
        return samples.length;
    }

    /** The samples of a band, counted from 0 within this block. */
    public float[] samples(int band) {
        return samples[band];
    }

    /** For each pixel whether every band was observed. */
    public boolean[] valid() {
        return valid;
    }

    /** The number of pixels that were observed. */
    public int validPixels() {
        int count = 0;
        for (boolean v : valid) {
            if (v) {
                count++;
            }
        }
        return count;
    }

    /** Sets the samples of pixels that are not valid to 0, as every block that is handed out must have them. */
    public void clearInvalid() {
        for (int i = 0; i < valid.length; i++) {
            if (!valid[i]) {
                for (float[] band : samples) {
                    band[i] = 0;
                }
            }
        }
    }
}
