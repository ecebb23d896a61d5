package org.palimpsest.learned.maskucd;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.Window;

/** Windows of one size from all over a scene that is too large to be looked at as a whole. */
final class SceneWindows {
    /** How many are taken: with 150 epochs each is seen about ten times. */
    static final int COUNT = 16;

    private static final int TRIES = 6 * COUNT;

    private SceneWindows() {}

    /**
     * Places of windows, drawn with a seed; those in which at least half of the pixels were observed come first.
     *
     * @throws BadInputException when no pixel was observed in any of many places
     */
    static List<PairWindow> read(AlignedPair pair, int size, long seed, Cancellation cancellation)
            throws BadInputException, CancelledException {
        Window extent = pair.extent();
        int width = Math.min(size, extent.width());
        int height = Math.min(size, extent.height());
        SplittableRandom random = new SplittableRandom(seed);
        List<PairWindow> full = new ArrayList<>();
        List<PairWindow> sparse = new ArrayList<>();
        for (int i = 0; i < TRIES && full.size() < COUNT; i++) {
            cancellation.check();
            PairWindow window = pair.read(new Window(
                    extent.x() + random.nextInt(extent.width() - width + 1),
                    extent.y() + random.nextInt(extent.height() - height + 1),
                    width,
                    height));
            int valid = 0;
            for (boolean pixel : window.valid()) {
                valid += pixel ? 1 : 0;
            }
            if (2L * valid >= window.valid().length) {
                full.add(window);
            } else if (valid > 0 && sparse.size() < COUNT) {
                sparse.add(window);
            }
        }
        full.addAll(sparse.subList(0, Math.min(sparse.size(), COUNT - full.size())));
        if (full.isEmpty()) {
            throw new BadInputException("Nothing was observed on both dates in " + TRIES
                    + " places of the scene, so there is nothing to train on. Choose a smaller area.");
        }
        return full;
    }

    /** Which pixels of a window were observed, with numbers in every band. */
    static boolean[] counted(PairWindow window) {
        boolean[] counted = window.valid().clone();
        for (int i = 0; i < counted.length; i++) {
            counted[i] = counted[i] && ObservedPair.finite(window, i);
        }
        return counted;
    }

    /** The samples of one date in all windows, one after the other: as if they were one image, {@code [bands][...]}. */
    static float[][] stacked(List<PairWindow> windows, boolean before) {
        int each = windows.get(0).valid().length;
        int bands = (before ? windows.get(0).before() : windows.get(0).after()).bands();
        float[][] stacked = new float[bands][windows.size() * each];
        for (int n = 0; n < windows.size(); n++) {
            for (int band = 0; band < bands; band++) {
                float[] samples =
                        (before ? windows.get(n).before() : windows.get(n).after()).samples(band);
                System.arraycopy(samples, 0, stacked[band], n * each, each);
            }
        }
        return stacked;
    }
}
