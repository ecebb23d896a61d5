package org.palimpsest.detect.classical;

import java.util.List;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.Window;

/**
 * The lengths of the change vectors of a window.
 *
 * @param window where its pixels lie
 * @param lengths in rows
 * @param valid for each pixel whether it counts and its length is finite
 */
record DifferencePicture(Window window, float[] lengths, boolean[] valid) {
    DifferencePicture(AffineVariates variates, PairWindow pair) {
        this(
                pair.window(),
                variates.squaredLengths(List.of(pair)).get(0),
                pair.valid().clone());
        for (int pixel = 0; pixel < lengths.length; pixel++) {
            lengths[pixel] = (float) Math.sqrt(lengths[pixel]);
            valid[pixel] &= Float.isFinite(lengths[pixel]);
        }
    }

    int width() {
        return window.width();
    }

    int height() {
        return window.height();
    }
}
