package org.palimpsest.detect;

import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Window;

/**
 * Both dates in one window of the analysis grid.
 *
 * @param before samples of the first date
 * @param after samples of the second date, resampled onto the same pixels
 * @param valid for each pixel whether both dates were observed and the pixel counts (no mask, inside the area)
 */
public record PairWindow(PixelBlock before, PixelBlock after, boolean[] valid) {
    public PairWindow {
        if (!before.window().equals(after.window())
                || valid.length != before.window().pixels()) {
            throw new IllegalArgumentException("Both dates and the valid flags must cover one window, but were "
                    + before.window() + ", " + after.window() + " and " + valid.length + " flags.");
        }
    }

    /** Where the pixels lie in the analysis grid. */
    public Window window() {
        return before.window();
    }
}
