package org.palimpsest.vector;

import org.jspecify.annotations.Nullable;

/**
 * Follows the outlines of changed areas along a sweep line, from one row of pixels to the next.
 *
 * <p>Outlines run along pixel edges with the changed pixels on their right hand (clockwise around an area as it is seen on
 * the screen). An outline under way is a chain of corners whose two ends hang on vertical pixel edges that cross the line;
 * chains grow at both ends and are joined where they meet. Where four pixels meet and only two opposite ones are changed,
 * chains turn around the changed pixels; {@link RingSplitter} mends what that does to areas that touch themselves.
 */
final class RingTracer {
    /** Marks the x of a corner at which two changed pixels touch diagonally. */
    static final int TOUCH = 0x80000000;

    private final VertexPool pool;

    /** For each column the chain that hangs on the vertical edge there: above the line before a visit, below it after. */
    private final @Nullable Chain[] hanging;

    /** The chain that ends on the horizontal edge before the current column. */
    private @Nullable Chain level;

    /** Corners in order, from {@code head} to {@code tail}, and the column where the tail hangs, if on a vertical edge. */
    private static final class Chain {
        int head;
        int tail;
        int tailX;

        Chain(int vertex) {
            head = vertex;
            tail = vertex;
        }
    }

    RingTracer(int width, VertexPool pool) {
        this.pool = pool;
        hanging = new Chain[width + 1];
    }

    /**
     * Follows all outlines over the line between two rows.
     *
     * @param y the row below the line
     * @param up runs of the row above
     * @param upOwners the areas of those runs; rings that close are given to them
     * @param down runs of the row below
     */
    void line(int y, RowRuns up, Component[] upOwners, RowRuns down) {
        int u = 0;
        int d = 0;
        while (u < up.toggles() || d < down.toggles()) {
            int x = Math.min(
                    u < up.toggles() ? up.toggle(u) : Integer.MAX_VALUE,
                    d < down.toggles() ? down.toggle(d) : Integer.MAX_VALUE);
            int run = u >> 1;
            boolean upLeft = (u & 1) == 1;
            boolean downLeft = (d & 1) == 1;
            if (u < up.toggles() && up.toggle(u) == x) {
                u++;
            }
            if (d < down.toggles() && down.toggle(d) == x) {
                d++;
            }
            boolean upRight = (u & 1) == 1;
            boolean downRight = (d & 1) == 1;
            if (upLeft != upRight && downLeft != downRight && upLeft != downLeft) {
                touch(x, y, upLeft, upOwners, run);
            } else if (upLeft != upRight) {
                if (upLeft != downLeft) {
                    fromNorthAndWest(x, y, upLeft, upOwners[run]);
                } else if (upRight != downRight) {
                    fromNorthToEast(x, y, upLeft);
                }
            } else if (upLeft != downLeft) {
                fromWestToSouth(x, y, downLeft);
            } else {
                fromSouthToEast(x, y, downRight);
            }
        }
    }

    /** Four edges meet: two chains pass, each around its changed pixel. */
    private void touch(int x, int y, boolean upLeft, Component[] upOwners, int run) {
        Chain north = at(hanging[x]);
        Chain west = at(level);
        int corner = x | TOUCH;
        if (upLeft) {
            append(north, corner, y);
            join(north, west, upOwners[run]);
            Chain chain = new Chain(pool.add(corner, y));
            hanging[x] = chain;
            level = chain;
        } else {
            append(west, corner, y);
            west.tailX = x;
            hanging[x] = west;
            prepend(north, corner, y);
            level = north;
        }
    }

    /** An outline that came down and one that came along the line meet. */
    private void fromNorthAndWest(int x, int y, boolean upLeft, Component owner) {
        Chain north = at(hanging[x]);
        Chain west = at(level);
        if (upLeft) {
            append(north, x, y);
            join(north, west, owner);
        } else {
            append(west, x, y);
            join(west, north, owner);
        }
        hanging[x] = null;
        level = null;
    }

    private void fromNorthToEast(int x, int y, boolean upLeft) {
        Chain north = at(hanging[x]);
        if (upLeft) {
            append(north, x, y);
        } else {
            prepend(north, x, y);
        }
        hanging[x] = null;
        level = north;
    }

    private void fromWestToSouth(int x, int y, boolean downLeft) {
        Chain west = at(level);
        if (downLeft) {
            append(west, x, y);
            west.tailX = x;
        } else {
            prepend(west, x, y);
        }
        hanging[x] = west;
        level = null;
    }

    private void fromSouthToEast(int x, int y, boolean downRight) {
        Chain chain = new Chain(pool.add(x, y));
        if (!downRight) {
            chain.tailX = x;
        }
        hanging[x] = chain;
        level = chain;
    }

    /** Puts {@code second} behind {@code first}; a chain that meets itself is a ring of {@code owner}. */
    private void join(Chain first, Chain second, Component owner) {
        if (first == second) {
            owner.root().addRing(first.head, pool);
            return;
        }
        pool.link(first.tail, second.head);
        first.tail = second.tail;
        first.tailX = second.tailX;
        hanging[second.tailX] = first;
    }

    private void append(Chain chain, int x, int y) {
        int vertex = pool.add(x, y);
        pool.link(chain.tail, vertex);
        chain.tail = vertex;
    }

    private void prepend(Chain chain, int x, int y) {
        int vertex = pool.add(x, y);
        pool.link(vertex, chain.head);
        chain.head = vertex;
    }

    private static Chain at(@Nullable Chain chain) {
        if (chain == null) {
            throw new IllegalStateException("An outline has lost its other end.");
        }
        return chain;
    }
}
