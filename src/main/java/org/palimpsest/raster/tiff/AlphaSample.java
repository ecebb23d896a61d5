package org.palimpsest.raster.tiff;

import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.Window;

/**
 * Decides whether a band that calls itself transparency is one.
 *
 * <p>Many writers label the fourth of four bands so, near infrared included. A few blocks are looked at: transparency is
 * nearly everywhere nothing or full.
 */
final class AlphaSample {
    private static final int ASSOCIATED = 1;
    private static final int UNASSOCIATED = 2;
    private static final int BLOCKS_LOOKED_AT = 5;
    private static final double LEAST_SHARE = 0.9;
    private static final double NEAR = 0.035;

    private AlphaSample() {}

    /** The index of the first sample that is labelled as transparency; -1 where none is. */
    static int labelled(TiffImage image) throws BadInputException {
        if (image.isInks()) {
            return 3;
        }
        long[] extra = image.directory().numbers(TiffTag.EXTRA_SAMPLES);
        for (int i = 0; i < extra.length && extra.length < image.samplesPerPixel(); i++) {
            if (extra[i] == ASSOCIATED || extra[i] == UNASSOCIATED) {
                return image.samplesPerPixel() - extra.length + i;
            }
        }
        return -1;
    }

    /** The index of the sample that says which pixels were observed; -1 where none does. */
    static int find(TiffImage image) throws BadInputException {
        int labelled = labelled(image);
        boolean whole = image.type() == SampleType.UINT8 || image.type() == SampleType.UINT16;
        return labelled >= 0 && whole && looksLikeTransparency(image, labelled) ? labelled : -1;
    }

    private static boolean looksLikeTransparency(TiffImage image, int sample) throws BadInputException {
        TiffLevel level = new TiffLevel(image, java.util.Optional.empty(), -1);
        double full = Math.scalb(1.0, image.bitsPerSample()) - 1;
        long seen = 0;
        long extreme = 0;
        int blocks = image.blocksAcross() * image.blocksDown();
        for (int i = 0; i < BLOCKS_LOOKED_AT; i++) {
            int block = (int) ((blocks - 1L) * i / (BLOCKS_LOOKED_AT - 1));
            int x = block % image.blocksAcross() * image.blockWidth();
            int y = block / image.blocksAcross() * image.blockHeight();
            Window window = new Window(
                    x,
                    y,
                    Math.min(Math.min(image.blockWidth(), 512), image.width() - x),
                    Math.min(Math.min(image.blockHeight(), 512), image.height() - y));
            PixelBlock pixels = level.read(window, new int[] {sample}, new Double[1]);
            for (float value : pixels.samples(0)) {
                seen++;
                extreme += value <= NEAR * full || value >= (1 - NEAR) * full ? 1 : 0;
            }
        }
        level.forget();
        return extreme >= LEAST_SHARE * seen;
    }
}
