package org.palimpsest.detect.mixed;

import java.util.Arrays;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.classical.PixelSample;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Window;

/** Which pixels of a window count: both dates were observed there, with finite values. */
final class ObservedPixels {
    private ObservedPixels() {}

    /** A part of a scene's sample: [bands][pixels], before's bands first, and what each pixel drew. */
    record Sample(float[][] samples, int[] draws) {}

    /** Flags for every pixel of a window. */
    static boolean[] of(PairWindow window) {
        boolean[] observed = window.valid().clone();
        clear(observed, window.before());
        clear(observed, window.after());
        return observed;
    }

    /** The observed pixels of a window that drew no more than the limit. */
    static Sample sample(PairWindow tile, long seed, int limit) {
        boolean[] observed = of(tile);
        Window window = tile.window();
        int[] places = new int[observed.length];
        int[] draws = new int[observed.length];
        int kept = 0;
        for (int pixel = 0; pixel < observed.length; pixel++) {
            if (observed[pixel]) {
                int draw = PixelSample.draw(
                        seed, window.x() + pixel % window.width(), window.y() + pixel / window.width());
                if (draw <= limit) {
                    places[kept] = pixel;
                    draws[kept++] = draw;
                }
            }
        }
        int before = tile.before().bands();
        float[][] samples = new float[before + tile.after().bands()][kept];
        for (int band = 0; band < samples.length; band++) {
            float[] values =
                    band < before ? tile.before().samples(band) : tile.after().samples(band - before);
            for (int i = 0; i < kept; i++) {
                samples[band][i] = values[places[i]];
            }
        }
        return new Sample(samples, Arrays.copyOf(draws, kept));
    }

    private static void clear(boolean[] observed, PixelBlock date) {
        for (int band = 0; band < date.bands(); band++) {
            float[] samples = date.samples(band);
            for (int pixel = 0; pixel < observed.length; pixel++) {
                observed[pixel] &= Float.isFinite(samples[pixel]);
            }
        }
    }
}
