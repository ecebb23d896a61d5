package org.palimpsest.detect.mixed;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Window;

/**
 * How grainy a picture is where the ground is even: the coefficient of variation (standard deviation over mean) of its calmest
 * places.
 *
 * <p>Speckle multiplies, so even the calmest places of a radar picture of L looks keep 0.52 / sqrt(L) (amplitude) or 1 / sqrt(L)
 * (power), while calm places of an optical picture are smooth (C. Oliver, S. Quegan, "Understanding Synthetic Aperture Radar
 * Images", 2004). Of the development data's pictures every unfiltered radar picture lies above 0.2 and every optical one below
 * 0.15; radar whose speckle was filtered away cannot be told so. The local noise by which MaskUCD decides whether to take a logarithm is
 * another number, over all of a picture and from one pixel to the next.
 */
final class CalmPlaces {
    /** From here on a picture is taken for radar. */
    static final double RADAR = 0.18;

    private static final int WINDOWS_EACH_WAY = 8;
    private static final int WINDOW = 36;
    private static final int BLOCK = 6;
    /** The calmest tenth of the places counts. */
    private static final double CALM = 0.1;
    /** Fewer places tell nothing. */
    private static final int FEWEST = 20;

    private CalmPlaces() {}

    /**
     * Looks at 64 small windows of the first band; decibels, which are mostly negative, are taken back to amplitude.
     *
     * @return empty where too little was observed
     */
    static OptionalDouble of(Raster raster) throws BadInputException {
        Grid grid = raster.grid();
        int width = Math.min(WINDOW, grid.width());
        int height = Math.min(WINDOW, grid.height());
        double[] variations = new double[WINDOWS_EACH_WAY * WINDOWS_EACH_WAY * (width / BLOCK) * (height / BLOCK)];
        int count = 0;
        for (int place = 0; place < WINDOWS_EACH_WAY * WINDOWS_EACH_WAY; place++) {
            int x = (int) ((long) (grid.width() - width) * (place % WINDOWS_EACH_WAY) / (WINDOWS_EACH_WAY - 1));
            int y = (int) ((long) (grid.height() - height) * (place / WINDOWS_EACH_WAY) / (WINDOWS_EACH_WAY - 1));
            PixelBlock block = raster.read(new Window(x, y, width, height), new int[] {0});
            for (int top = 0; top + BLOCK <= height; top += BLOCK) {
                for (int left = 0; left + BLOCK <= width; left += BLOCK) {
                    double variation = variation(block, left, top);
                    if (variation >= 0) {
                        variations[count++] = variation;
                    }
                }
            }
        }
        if (count < FEWEST) {
            return OptionalDouble.empty();
        }
        Arrays.sort(variations, 0, count);
        return OptionalDouble.of(variations[(int) (CALM * (count - 1))]);
    }

    /** The coefficient of variation of a place; -1 where not all of it was observed, or its mean is nought. */
    private static double variation(PixelBlock block, int left, int top) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < BLOCK * BLOCK; i++) {
            int pixel = (top + i / BLOCK) * block.width() + left + i % BLOCK;
            double value = block.samples(0)[pixel];
            if (!block.valid()[pixel] || !Double.isFinite(value)) {
                return -1;
            }
            sum += value;
            squares += value * value;
        }
        double mean = sum / (BLOCK * BLOCK);
        double spread = Math.sqrt(Math.max(0, squares / (BLOCK * BLOCK) - mean * mean));
        if (mean < 0) {
            // A step of one decibel is 0.115 of the amplitude.
            return spread * Math.log(10) / 20;
        }
        return mean > 0 ? spread / mean : -1;
    }
}
