package org.palimpsest.vector;

import java.util.Arrays;

/** A closed outline along pixel edges: its corners in order, the first not repeated at the end. */
final class PixelRing {
    private int[] xs;
    private int[] ys;
    private int size;

    PixelRing() {
        this(16);
    }

    private PixelRing(int capacity) {
        xs = new int[capacity];
        ys = new int[capacity];
    }

    void add(int x, int y) {
        if (size == xs.length) {
            xs = Arrays.copyOf(xs, 2 * size);
            ys = Arrays.copyOf(ys, 2 * size);
        }
        xs[size] = x;
        ys[size++] = y;
    }

    int size() {
        return size;
    }

    int x(int corner) {
        return xs[corner];
    }

    int y(int corner) {
        return ys[corner];
    }

    /** The corners from {@code from} on as a ring of their own. */
    PixelRing tail(int from) {
        PixelRing ring = new PixelRing(size - from);
        for (int i = from; i < size; i++) {
            ring.add(xs[i], ys[i]);
        }
        return ring;
    }

    /** Keeps the first {@code count} corners. */
    void cut(int count) {
        size = count;
    }

    /** Pixels inside, negative where the ring runs around a hole. */
    long area() {
        long sum = 0;
        for (int i = 0; i < size; i++) {
            int next = i + 1 == size ? 0 : i + 1;
            sum += (long) ys[i] * (xs[i] - xs[next]);
        }
        return sum;
    }
}
