package org.palimpsest.detect.threshold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.palimpsest.detect.threshold.Histogram.Side;

/** Coherence against counts made by hand, and the same for any cutting of the picture. */
class SceneHistogramTest {
    private static final int SIDE = 100;

    @Test
    void square_isCoherent_asCountedByHand() {
        float[] picture = new float[SIDE * SIDE];
        for (int y = 30; y < 50; y++) {
            for (int x = 40; x < 60; x++) {
                picture[y * SIDE + x] = 1;
            }
        }
        // Of 400 marked pixels in 10000; pairs 2 apart: 98 x 100 each way, 18 x 20 of them inside; 4 apart: 96 x 100
        // and 16 x 20.
        double marked = 0.04;
        double both = (2 * 18 * 20 + 2 * 16 * 20) / (2.0 * 98 * 100 + 2.0 * 96 * 100);
        double byHand = (both - marked * marked) / (marked * (1 - marked));
        assertEquals(byHand, SceneHistogram.of(picture, SIDE).coherence(Side.BOTH, 0.5), 1e-12);
    }

    @Test
    void strewnPixels_areNotCoherent() {
        Random random = new Random(3);
        float[] picture = new float[SIDE * SIDE];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = random.nextFloat();
        }
        assertEquals(0, SceneHistogram.of(picture, SIDE).coherence(Side.BOTH, 0.8), 0.02);
    }

    @Test
    void riseBesideFall_isNoPair() {
        float[] picture = new float[SIDE * SIDE];
        for (int i = 0; i < picture.length; i++) {
            // Signs alternate every two columns, so pixels two apart always differ and pixels four apart never do.
            picture[i] = i % SIDE / 2 % 2 == 0 ? 5 : -5;
        }
        SceneHistogram scene = SceneHistogram.of(picture, SIDE);
        // Half of the pixels are gain; both pixels of a pair are in half of those 4 apart, and of those 2 apart in a
        // column.
        double pairs = 2.0 * 98 * 100 + 2.0 * 96 * 100;
        double both = (98 * 100 * 0.5 + 2 * 96 * 100 * 0.5) / pairs;
        assertEquals((both - 0.25) / 0.25, scene.coherence(Side.GAIN, 4), 1e-9);
    }

    @Test
    void nothingAndEverything_haveNoCoherence() {
        float[] flat = new float[SIDE * SIDE];
        Arrays.fill(flat, 2);
        assertEquals(0, SceneHistogram.of(flat, SIDE).coherence(Side.BOTH, 1));
        assertEquals(0, SceneHistogram.of(flat, SIDE).coherence(Side.BOTH, 3));
        assertEquals(0, new SceneHistogram(1).coherence(Side.BOTH, 1));
    }

    @Test
    void parts_joinToTheWhole_withPairsAcrossTheirBorder() {
        Random random = new Random(4);
        float[] picture = new float[SIDE * SIDE];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = i % 97 == 0 ? Float.NaN : (float) random.nextGaussian();
        }
        SceneHistogram joined = new SceneHistogram(picture.length);
        for (int x = 0; x < SIDE; x += 37) {
            int width = Math.min(37, SIDE - x);
            SceneHistogram part = new SceneHistogram(picture.length);
            part.add(cut(picture, x, width), 0, width, SIDE);
            joined.add(part);
        }
        SceneHistogram whole = SceneHistogram.of(picture, SIDE);
        assertEquals(whole.values(), joined.values());
        for (double magnitude : new double[] {0.1, 0.5, 1, 2}) {
            assertEquals(whole.coherence(Side.BOTH, magnitude), joined.coherence(Side.BOTH, magnitude));
        }
    }

    @Test
    void largeScene_givesItsPairsInEveryNthRow_byTheRowOfTheScene() {
        // Twenty million pixels: pairs begin in every sixth row. Here only row 12 of the scene, the third of the
        // window, is marked.
        int stride = SIDE + SceneHistogram.REACH;
        float[] window = new float[stride * (5 + SceneHistogram.REACH)];
        Arrays.fill(window, 2 * stride, 3 * stride, 1);
        SceneHistogram hit = new SceneHistogram(20_000_000);
        hit.add(window, 10, SIDE, 5);
        SceneHistogram missed = new SceneHistogram(20_000_000);
        missed.add(window, 11, SIDE, 5);
        // In that row half of the pairs lie along it. 100 of 500 pixels are marked.
        assertEquals((0.5 - 0.04) / 0.16, hit.coherence(Side.BOTH, 0.5), 1e-9);
        assertEquals((0 - 0.04) / 0.16, missed.coherence(Side.BOTH, 0.5), 1e-9);
    }

    private static float[] cut(float[] picture, int left, int width) {
        int stride = width + SceneHistogram.REACH;
        float[] window = new float[stride * (SIDE + SceneHistogram.REACH)];
        for (int i = 0; i < window.length; i++) {
            int x = left + i % stride;
            int y = i / stride;
            window[i] = x < SIDE && y < SIDE ? picture[y * SIDE + x] : Float.NaN;
        }
        return window;
    }
}
