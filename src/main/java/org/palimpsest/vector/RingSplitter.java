package org.palimpsest.vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts an outline that touches itself at corners into outlines that do not.
 *
 * <p>An area that is connected elsewhere may touch itself where two of its pixels meet diagonally. The tracer runs around
 * both pixels in one outline; cut there, it becomes an outer ring and holes that touch in a point, which is what the OGC's
 * simple features call valid. Because the area's pixels are connected over edges, its interior stays in one piece.
 */
final class RingSplitter {
    private RingSplitter() {}

    /** The simple rings of the traced outline that begins at {@code first}. */
    static List<PixelRing> split(VertexPool pool, int first) {
        long[] touches = repeatedTouches(pool, first);
        List<PixelRing> rings = new ArrayList<>(1);
        PixelRing open = new PixelRing();
        int[] placeOfTouch = new int[touches.length];
        Arrays.fill(placeOfTouch, -1);
        for (int v = first; v != VertexPool.NONE; v = pool.next(v)) {
            int x = pool.x(v) & ~RingTracer.TOUCH;
            int y = pool.y(v);
            if (touches.length > 0 && pool.x(v) < 0) {
                int touch = Arrays.binarySearch(touches, key(x, y));
                if (touch >= 0) {
                    int place = placeOfTouch[touch];
                    if (place >= 0 && place < open.size() && open.x(place) == x && open.y(place) == y) {
                        rings.add(open.tail(place));
                        open.cut(place);
                    }
                    placeOfTouch[touch] = open.size();
                }
            }
            open.add(x, y);
        }
        rings.add(open);
        return rings;
    }

    /** The touching corners that the outline visits twice, in ascending order. */
    private static long[] repeatedTouches(VertexPool pool, int first) {
        int count = 0;
        for (int v = first; v != VertexPool.NONE; v = pool.next(v)) {
            if (pool.x(v) < 0) {
                count++;
            }
        }
        long[] keys = new long[count];
        for (int v = first; v != VertexPool.NONE; v = pool.next(v)) {
            if (pool.x(v) < 0) {
                keys[--count] = key(pool.x(v) & ~RingTracer.TOUCH, pool.y(v));
            }
        }
        Arrays.sort(keys);
        int repeated = 0;
        for (int i = 1; i < keys.length; i++) {
            if (keys[i] == keys[i - 1]) {
                keys[repeated++] = keys[i];
            }
        }
        return Arrays.copyOf(keys, repeated);
    }

    private static long key(int x, int y) {
        return (long) y << 32 | x;
    }
}
