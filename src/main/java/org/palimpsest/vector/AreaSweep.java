package org.palimpsest.vector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows the areas of a mask row by row from the top and hands out each one, with its rings, as soon as it is complete.
 *
 * <p>What is in memory is the outlines of areas that the sweep line crosses. Not safe from several threads.
 */
final class AreaSweep {
    private final int width;
    private final int firstColumn;
    private final int firstRow;
    private final PixelMetric metric;
    private final Sink sink;
    private final VertexPool pool = new VertexPool();
    private final RingTracer tracer;

    private RowRuns up = new RowRuns();
    private RowRuns down = new RowRuns();
    private Component[] upOwners = new Component[0];
    private Component[] downOwners = new Component[0];
    private int nextRow;

    /** Takes complete areas, in the order in which they complete. */
    @FunctionalInterface
    interface Sink {
        void accept(ComponentSpool.Entry area) throws IOException;
    }

    /**
     * @param width columns of the mask; its rings are counted from its own first pixel
     * @param firstColumn where the mask begins in the grid that {@code metric} is of
     * @param firstRow the same for rows
     */
    AreaSweep(int width, int firstColumn, int firstRow, PixelMetric metric, Sink sink) {
        this.width = width;
        this.firstColumn = firstColumn;
        this.firstRow = firstRow;
        this.metric = metric;
        this.sink = sink;
        tracer = new RingTracer(width, pool);
    }

    /** The row of the mask that comes next. */
    int nextRow() {
        return nextRow;
    }

    /**
     * Sweeps over the next row.
     *
     * @param offset where it begins in {@code mask}, and in {@code scores} where there are any
     */
    void row(byte[] mask, int offset, float[] scores) throws IOException {
        down.find(mask, offset, width, true);
        sweep(scores, offset);
    }

    /** Completes the areas that reach the last row. */
    void finish() throws IOException {
        down.clear();
        sweep(new float[0], 0);
    }

    private void sweep(float[] scores, int offset) throws IOException {
        int y = nextRow++;
        if (downOwners.length < down.size()) {
            downOwners = new Component[Math.max(2 * downOwners.length, down.size())];
        }
        int above = 0;
        for (int run = 0; run < down.size(); run++) {
            int start = down.start(run);
            int end = down.end(run);
            while (above < up.size() && up.end(above) <= start) {
                above++;
            }
            Component owner = null;
            for (int a = above; a < up.size() && up.start(a) < end; a++) {
                owner = owner == null ? upOwners[a].root() : Component.join(owner, upOwners[a], pool);
            }
            if (owner == null) {
                owner = new Component((long) y * width + start);
            }
            double area = metric.runArea(firstColumn + start, firstColumn + end, firstRow + y);
            owner.addRun(start, end, y, area, scores, offset);
            downOwners[run] = owner;
        }
        tracer.line(y, up, upOwners, down);
        for (int run = 0; run < up.size(); run++) {
            Component owner = upOwners[run];
            if (owner.root() == owner && owner.lastRow() < y && owner.hasRings()) {
                complete(owner);
            }
        }
        for (int run = 0; run < down.size(); run++) {
            downOwners[run] = downOwners[run].root();
        }
        Component[] owners = upOwners;
        upOwners = downOwners;
        downOwners = owners;
        RowRuns runs = up;
        up = down;
        down = runs;
    }

    private void complete(Component component) throws IOException {
        List<PixelRing> rings = new ArrayList<>();
        for (int ring = component.takeRings(); ring != VertexPool.NONE; ) {
            rings.addAll(RingSplitter.split(pool, pool.x(ring)));
            for (int v = pool.x(ring); v != VertexPool.NONE; ) {
                int next = pool.next(v);
                pool.release(v);
                v = next;
            }
            int next = pool.next(ring);
            pool.release(ring);
            ring = next;
        }
        for (int i = 0; i < rings.size(); i++) {
            if (rings.get(i).area() > 0) {
                PixelRing shell = rings.remove(i);
                rings.add(0, shell);
                break;
            }
        }
        sink.accept(new ComponentSpool.Entry(component.statistics(), rings));
    }
}
