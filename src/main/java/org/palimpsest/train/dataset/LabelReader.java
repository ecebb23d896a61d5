package org.palimpsest.train.dataset;

import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Window;

/** Reads label images. */
final class LabelReader {
    private LabelReader() {}

    /** The labels of a window; in a picture of several bands a pixel is change where any band is. */
    static byte[] read(Raster raster, Window window, LabelRule rule) throws BadInputException {
        int[] bands = new int[raster.bands().size()];
        java.util.Arrays.setAll(bands, i -> i);
        PixelBlock block = raster.read(window, bands);
        byte[] labels = new byte[block.valid().length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = block.valid()[i] ? label(block, bands.length, i, rule) : Chip.IGNORED;
        }
        return labels;
    }

    private static byte label(PixelBlock block, int bands, int pixel, LabelRule rule) {
        byte label = Chip.NO_CHANGE;
        for (int band = 0; band < bands; band++) {
            byte one = rule.of(block.samples(band)[pixel]);
            if (one == Chip.IGNORED) {
                return one;
            }
            label = one == Chip.CHANGE ? one : label;
        }
        return label;
    }

    /** Takes the label from pixels that were not observed on both dates. */
    static void ignoreUnobserved(byte[] labels, boolean[] before, boolean[] after) {
        for (int i = 0; i < labels.length; i++) {
            if (!before[i] || !after[i]) {
                labels[i] = Chip.IGNORED;
            }
        }
    }
}
