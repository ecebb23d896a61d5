package org.palimpsest.vector;

import java.util.Arrays;
import org.locationtech.jts.geom.Envelope;

/**
 * Cuts rings to a rectangle, side by side (I. E. Sutherland, G. W. Hodgman, "Reentrant polygon clipping", 1974).
 *
 * <p>Parts of a cut ring stay joined by edges along the rectangle's sides, which enclose nothing.
 */
final class RingClip {
    private RingClip() {}

    /**
     * The part of a closed ring x0, y0, x1, y1, ... inside the rectangle, closed again; the ring itself where it lies inside,
     * and no numbers where none of it does.
     */
    static double[] clip(double[] ring, Envelope box) {
        double[] left = side(ring, 0, -1, -box.getMinX());
        double[] right = side(left, 0, 1, box.getMaxX());
        double[] below = side(right, 1, -1, -box.getMinY());
        return side(below, 1, 1, box.getMaxY());
    }

    /** What fulfils {@code sign * coordinate <= limit} on an axis. */
    private static double[] side(double[] ring, int axis, int sign, double limit) {
        boolean all = true;
        for (int i = axis; i < ring.length; i += 2) {
            all &= sign * ring[i] <= limit;
        }
        if (all) {
            return ring;
        }
        double[] kept = new double[ring.length + 16];
        int count = 0;
        for (int i = 2; i + 1 < ring.length; i += 2) {
            double from = sign * ring[i - 2 + axis];
            double to = sign * ring[i + axis];
            if (count + 6 > kept.length) {
                kept = Arrays.copyOf(kept, 2 * kept.length);
            }
            if (from <= limit) {
                kept[count++] = ring[i - 2];
                kept[count++] = ring[i - 1];
            }
            if (from <= limit != to <= limit) {
                double share = (limit - from) / (to - from);
                int other = 1 - axis;
                kept[count + axis] = sign * limit;
                kept[count + other] = ring[i - 2 + other] + share * (ring[i + other] - ring[i - 2 + other]);
                count += 2;
            }
        }
        if (count == 0) {
            return new double[0];
        }
        kept = Arrays.copyOf(kept, count + 2);
        kept[count] = kept[0];
        kept[count + 1] = kept[1];
        return kept;
    }
}
