package org.palimpsest.vector;

import java.util.Arrays;

/** Lattice points in linked lists: 12 bytes a point, and released points are used again. */
final class VertexPool {
    /** The end of a list. */
    static final int NONE = -1;

    private static final int PAGE_BITS = 16;
    private static final int PAGE = 1 << PAGE_BITS;

    private int[][] xs = new int[8][];
    private int[][] ys = new int[8][];
    private int[][] nexts = new int[8][];
    private int used;
    private int free = NONE;

    /** A point that is a list of its own. */
    int add(int x, int y) {
        int vertex = free;
        if (vertex == NONE) {
            vertex = used++;
            if ((vertex & PAGE - 1) == 0) {
                addPage(vertex >> PAGE_BITS);
            }
        } else {
            free = next(vertex);
        }
        int page = vertex >> PAGE_BITS;
        int at = vertex & PAGE - 1;
        xs[page][at] = x;
        ys[page][at] = y;
        nexts[page][at] = NONE;
        return vertex;
    }

    int x(int vertex) {
        return xs[vertex >> PAGE_BITS][vertex & PAGE - 1];
    }

    int y(int vertex) {
        return ys[vertex >> PAGE_BITS][vertex & PAGE - 1];
    }

    int next(int vertex) {
        return nexts[vertex >> PAGE_BITS][vertex & PAGE - 1];
    }

    void link(int vertex, int next) {
        nexts[vertex >> PAGE_BITS][vertex & PAGE - 1] = next;
    }

    /** Gives one point back. */
    void release(int vertex) {
        link(vertex, free);
        free = vertex;
    }

    private void addPage(int page) {
        if (page == xs.length) {
            xs = Arrays.copyOf(xs, 2 * page);
            ys = Arrays.copyOf(ys, 2 * page);
            nexts = Arrays.copyOf(nexts, 2 * page);
        }
        xs[page] = new int[PAGE];
        ys[page] = new int[PAGE];
        nexts[page] = new int[PAGE];
    }
}
