package org.palimpsest.detect;

import java.util.BitSet;
import java.util.Optional;
import org.palimpsest.raster.Window;

/**
 * An object that a detector found in a window: a mask of pixels with one class.
 *
 * @param query number of the network's query that answered with it, from 0
 * @param objectClass number of its class
 * @param classScore 0 to 1, how sure the detector is of the class
 * @param maskScore 0 to 1, the mean over the object's pixels of how sure it is that they belong to it
 * @param bounds the smallest window around its pixels
 * @param pixels which pixels of {@code bounds} are its own, row by row; not to be changed
 * @param cut whether the object goes on beyond the part of the window that was used
 */
public record ChangeObject(
        int query, int objectClass, double classScore, double maskScore, Window bounds, BitSet pixels, boolean cut) {
    private static final float HALF = 0.5f;

    /**
     * The object that a mask of probabilities shows: the pixels above one half that were observed and lie in the window's core.
     *
     * @param core the pixels for which the window is responsible; what lies around them is other windows'
     * @param mask a probability for each pixel of the window, row by row
     * @return empty where the mask has no pixel in the core
     */
    public static Optional<ChangeObject> of(
            PairWindow window, Window core, float[] mask, int query, int objectClass, double classScore) {
        Reader reader = new Reader(window, mask);
        int left = core.endX();
        int top = core.endY();
        int right = core.x();
        int bottom = core.y();
        double sum = 0;
        long count = 0;
        boolean cut = false;
        for (int y = core.y(); y < core.endY(); y++) {
            for (int x = core.x(); x < core.endX(); x++) {
                if (reader.has(x, y)) {
                    left = Math.min(left, x);
                    top = Math.min(top, y);
                    right = Math.max(right, x + 1);
                    bottom = y + 1;
                    sum += mask[reader.at(x, y)];
                    count++;
                    cut |= (x == core.x() && reader.mayHave(x - 1, y))
                            || (x == core.endX() - 1 && reader.mayHave(x + 1, y))
                            || (y == core.y() && reader.mayHave(x, y - 1))
                            || (y == core.endY() - 1 && reader.mayHave(x, y + 1));
                }
            }
        }
        if (count == 0) {
            return Optional.empty();
        }
        Window bounds = new Window(left, top, right - left, bottom - top);
        BitSet pixels = new BitSet((right - left) * (bottom - top));
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                pixels.set((y - top) * (right - left) + x - left, reader.has(x, y));
            }
        }
        return Optional.of(new ChangeObject(query, objectClass, classScore, sum / count, bounds, pixels, cut));
    }

    /** Looks pixels of a window's mask up by their place in the grid. */
    private static final class Reader {
        private final PairWindow window;
        private final float[] mask;

        Reader(PairWindow window, float[] mask) {
            this.window = window;
            this.mask = mask;
        }

        int at(int x, int y) {
            return window.window().index(x, y);
        }

        boolean has(int x, int y) {
            return window.valid()[at(x, y)] && mask[at(x, y)] > HALF;
        }

        /** As {@link #has}; beyond the window nobody knows. */
        boolean mayHave(int x, int y) {
            Window place = window.window();
            boolean inside = x >= place.x() && x < place.endX() && y >= place.y() && y < place.endY();
            return !inside || has(x, y);
        }
    }
}
