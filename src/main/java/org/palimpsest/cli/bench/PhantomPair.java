package org.palimpsest.cli.bench;

import java.util.List;
import java.util.Random;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.ForwardingPair;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Window;

/** The first date of a pair beside a copy of itself that is noisy or misregistered: nothing changed in between. */
record PhantomPair(AlignedPair pair, Alteration alteration) implements ForwardingPair {
    private static final long SEED = 71;
    private static final float ONE_PERCENT = 0.01f;

    /** What was done to the copy. */
    enum Alteration {
        /** Normal noise with a standard deviation of 1 % of each value. */
        NOISE,
        /** Half a pixel to the right, bilinear. */
        HALF_PIXEL
    }

    @Override
    public int afterBands() {
        return pair.beforeBands();
    }

    @Override
    public List<Band> afterDescriptions() {
        return pair.beforeDescriptions();
    }

    @Override
    public PairWindow read(Window window) throws BadInputException {
        PairWindow wider = pair.read(new Window(window.x(), window.y(), window.width() + 1, window.height()));
        PixelBlock still = PixelBlock.empty(window, beforeBands());
        PixelBlock altered = PixelBlock.empty(window, beforeBands());
        boolean[] valid = still.valid();
        for (int row = 0; row < window.height(); row++) {
            // Noise belongs to the place, not to the window that it is read with.
            for (int column = 0; column < window.width(); column++) {
                int from = row * (window.width() + 1) + column;
                int to = row * window.width() + column;
                valid[to] = wider.valid()[from] && (alteration == Alteration.NOISE || wider.valid()[from + 1]);
                if (valid[to]) {
                    Random random = new Random(SEED + (window.y() + row) * 1_000_003L + window.x() + column);
                    for (int band = 0; band < beforeBands(); band++) {
                        float[] samples = wider.before().samples(band);
                        still.samples(band)[to] = samples[from];
                        altered.samples(band)[to] = alteration == Alteration.NOISE
                                ? samples[from] * (1 + ONE_PERCENT * (float) random.nextGaussian())
                                : (samples[from] + samples[from + 1]) / 2;
                    }
                }
            }
        }
        System.arraycopy(valid, 0, altered.valid(), 0, valid.length);
        return new PairWindow(still, altered, valid.clone());
    }
}
