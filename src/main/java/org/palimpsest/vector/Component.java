package org.palimpsest.vector;

/**
 * A connected area of change under the sweep line: what is known of it so far, and the rings that are closed.
 *
 * <p>Areas that turn out to be one are joined: the one whose first pixel comes later points to the other.
 */
final class Component {
    /** Row times width plus column of the first pixel. */
    final long firstPixel;

    private Component parent = this;
    private int lastRow;
    private long pixels;
    private double area;
    private double scoreSum;
    private double scoreMax;
    private long gainPixels;
    private long lossPixels;
    private int longestRun;
    private int longestRunX;
    private int longestRunY;
    private int firstRing = VertexPool.NONE;
    private int lastRing = VertexPool.NONE;

    Component(long firstPixel) {
        this.firstPixel = firstPixel;
    }

    /** The area that this one belongs to by now. */
    Component root() {
        Component c = this;
        while (c.parent != c) {
            c.parent = c.parent.parent;
            c = c.parent;
        }
        return c;
    }

    /** Joins two areas and returns the one that lives on. */
    static Component join(Component a, Component b, VertexPool rings) {
        Component first = a.root();
        Component second = b.root();
        if (first == second) {
            return first;
        }
        if (second.firstPixel < first.firstPixel) {
            Component swap = first;
            first = second;
            second = swap;
        }
        second.parent = first;
        first.absorb(second, rings);
        return first;
    }

    private void absorb(Component other, VertexPool rings) {
        lastRow = Math.max(lastRow, other.lastRow);
        pixels += other.pixels;
        area += other.area;
        scoreSum += other.scoreSum;
        scoreMax = Math.max(scoreMax, other.scoreMax);
        gainPixels += other.gainPixels;
        lossPixels += other.lossPixels;
        if (other.longestRun > longestRun
                || (other.longestRun == longestRun
                        && (other.longestRunY < longestRunY
                                || (other.longestRunY == longestRunY && other.longestRunX < longestRunX)))) {
            longestRun = other.longestRun;
            longestRunX = other.longestRunX;
            longestRunY = other.longestRunY;
        }
        if (firstRing == VertexPool.NONE) {
            firstRing = other.firstRing;
            lastRing = other.lastRing;
        } else if (other.firstRing != VertexPool.NONE) {
            rings.link(lastRing, other.firstRing);
            lastRing = other.lastRing;
        }
    }

    /** Counts a run of pixels in; {@code scores} may be empty. */
    void addRun(int x0, int x1, int y, double runArea, float[] scores, int scoreOffset) {
        lastRow = y;
        pixels += x1 - x0;
        area += runArea;
        if (x1 - x0 > longestRun) {
            longestRun = x1 - x0;
            longestRunX = x0;
            longestRunY = y;
        }
        if (scores.length > 0) {
            addScores(scores, scoreOffset + x0, scoreOffset + x1);
        }
    }

    private void addScores(float[] scores, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            float score = scores[i];
            if (Float.isNaN(score)) {
                continue;
            }
            float magnitude = Math.abs(score);
            sum += magnitude;
            scoreMax = Math.max(scoreMax, magnitude);
            // A score of 0 carries its sign too.
            if (Math.copySign(1f, score) > 0) {
                gainPixels++;
            } else {
                lossPixels++;
            }
        }
        scoreSum += sum;
    }

    /** Adds a closed ring, given as the first point of its list. */
    void addRing(int firstVertex, VertexPool pool) {
        // A ring's own entry is a point of the pool too, whose x is the ring's first point.
        int ring = pool.add(firstVertex, 0);
        if (firstRing == VertexPool.NONE) {
            firstRing = ring;
        } else {
            pool.link(lastRing, ring);
        }
        lastRing = ring;
    }

    /** The list of closed rings, which the caller then owns; {@link VertexPool#NONE} when it was taken before. */
    int takeRings() {
        int rings = firstRing;
        firstRing = VertexPool.NONE;
        return rings;
    }

    /** Tells whether there are rings to take. */
    boolean hasRings() {
        return firstRing != VertexPool.NONE;
    }

    /** The last row in which the area has a pixel so far. */
    int lastRow() {
        return lastRow;
    }

    /** What was counted, for an area that is complete. */
    ComponentStatistics statistics() {
        long signed = gainPixels + lossPixels;
        return new ComponentStatistics(
                firstPixel,
                pixels,
                area,
                signed == 0 ? Double.NaN : scoreSum / signed,
                signed == 0 ? Double.NaN : scoreMax,
                gainPixels,
                lossPixels,
                longestRunX + longestRun / 2,
                longestRunY);
    }
}
