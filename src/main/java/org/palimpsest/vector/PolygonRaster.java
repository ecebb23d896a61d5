package org.palimpsest.vector;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.read.RingPolygon;

/**
 * Tells for any window which pixels lie in given polygons: those whose centre lies in the shell and in no hole of at least
 * one of them.
 *
 * <p>Centres exactly on an edge shared by two polygons belong to one of them only. A ring that crosses itself encloses what an
 * odd number of its turns enclose. Immutable and safe from many threads; a window costs the edges in its rows, so polygons
 * may have millions of points.
 */
public final class PolygonRaster {
    private final List<Shape> shapes;

    /** @param polygons in pixel coordinates: x is the column, y the row, (0, 0) the outer corner */
    public PolygonRaster(List<RingPolygon> polygons) {
        shapes = polygons.stream().map(Shape::of).toList();
    }

    private record Shape(RingEdges shell, List<RingEdges> holes) {
        static Shape of(RingPolygon polygon) {
            return new Shape(
                    new RingEdges(polygon.shell()),
                    polygon.holes().stream().map(RingEdges::new).toList());
        }
    }

    /** The smallest window that holds every pixel inside; empty when the polygons hold no pixel's centre by their extent. */
    public Optional<Window> window() {
        Envelope envelope = new Envelope();
        shapes.forEach(shape -> envelope.expandToInclude(shape.shell().envelope()));
        if (envelope.isNull()) {
            return Optional.empty();
        }
        int left = clamp(Math.ceil(envelope.getMinX() - 0.5));
        int top = clamp(Math.ceil(envelope.getMinY() - 0.5));
        int right = clamp(Math.floor(envelope.getMaxX() - 0.5) + 1);
        int bottom = clamp(Math.floor(envelope.getMaxY() - 0.5) + 1);
        return right > left && bottom > top
                ? Optional.of(new Window(left, top, right - left, bottom - top))
                : Optional.empty();
    }

    private static int clamp(double value) {
        double limit = 1 << 30;
        return (int) Math.max(-limit, Math.min(limit, value));
    }

    /** For each pixel of the window, in rows, whether its centre is inside. */
    public boolean[] inside(Window window) {
        boolean[] inside = new boolean[Math.toIntExact(window.pixels())];
        for (Shape shape : shapes) {
            if (shape.shell().mayMeet(window)) {
                List<RingEdges> holes = shape.holes().stream()
                        .filter(hole -> hole.mayMeet(window))
                        .toList();
                if (holes.isEmpty()) {
                    shape.shell().fill(window, inside, true);
                } else {
                    boolean[] one = new boolean[inside.length];
                    shape.shell().fill(window, one, true);
                    holes.forEach(hole -> hole.fill(window, one, false));
                    for (int i = 0; i < one.length; i++) {
                        inside[i] |= one[i];
                    }
                }
            }
        }
        return inside;
    }

    /** The edges of one ring, in runs of neighbours whose rows are known, so that most need not be looked at. */
    private static final class RingEdges {
        private static final int RUN = 32;

        private final double[] points;
        private final Envelope envelope = new Envelope();
        /** Lowest and highest y of each run of edges. */
        private final double[] rows;

        RingEdges(double[] points) {
            this.points = points;
            int edges = Math.max(0, points.length / 2 - 1);
            rows = new double[2 * ((edges + RUN - 1) / RUN)];
            for (int run = 0; run < rows.length / 2; run++) {
                double low = Double.POSITIVE_INFINITY;
                double high = Double.NEGATIVE_INFINITY;
                for (int point = run * RUN; point <= Math.min(edges, (run + 1) * RUN); point++) {
                    low = Math.min(low, points[2 * point + 1]);
                    high = Math.max(high, points[2 * point + 1]);
                    envelope.expandToInclude(points[2 * point], points[2 * point + 1]);
                }
                rows[2 * run] = low;
                rows[2 * run + 1] = high;
            }
        }

        Envelope envelope() {
            return envelope;
        }

        boolean mayMeet(Window window) {
            return envelope.intersects(new Envelope(window.x(), window.endX(), window.y(), window.endY()));
        }

        /** Sets the pixels whose centre the ring encloses. */
        void fill(Window window, boolean[] pixels, boolean value) {
            double[] near = edgesNear(window);
            int[] starts = new int[window.height() + 1];
            for (int e = 0; e < near.length; e += 4) {
                int last = lastRow(near, e, window);
                for (int row = firstRow(near, e, window); row < last; row++) {
                    starts[row + 1]++;
                }
            }
            for (int row = 0; row < window.height(); row++) {
                starts[row + 1] += starts[row];
            }
            double[] crossings = crossings(near, window, starts);
            for (int row = 0; row < window.height(); row++) {
                Arrays.sort(crossings, starts[row], starts[row + 1]);
                for (int i = starts[row]; i + 1 < starts[row + 1]; i += 2) {
                    int from = (int) Math.max(0, Math.ceil(crossings[i] - 0.5) - window.x());
                    int to = (int) Math.min(window.width(), Math.ceil(crossings[i + 1] - 0.5) - window.x());
                    if (from < to) {
                        Arrays.fill(pixels, row * window.width() + from, row * window.width() + to, value);
                    }
                }
            }
        }

        /** The x at which edges meet the line through the middle of each row, row after row as {@code starts} tells. */
        private static double[] crossings(double[] near, Window window, int[] starts) {
            double[] crossings = new double[starts[window.height()]];
            int[] next = starts.clone();
            for (int e = 0; e < near.length; e += 4) {
                double slope = (near[e + 2] - near[e]) / (near[e + 3] - near[e + 1]);
                int last = lastRow(near, e, window);
                for (int row = firstRow(near, e, window); row < last; row++) {
                    crossings[next[row]++] = near[e] + (window.y() + row + 0.5 - near[e + 1]) * slope;
                }
            }
            return crossings;
        }

        /** The first row of the window whose middle an edge meets; an edge owns its upper end but not its lower one. */
        private static int firstRow(double[] near, int e, Window window) {
            return (int) Math.max(0, Math.ceil(Math.min(near[e + 1], near[e + 3]) - 0.5) - window.y());
        }

        /** The row behind the last one whose middle an edge meets. */
        private static int lastRow(double[] near, int e, Window window) {
            return (int) Math.min(window.height(), Math.ceil(Math.max(near[e + 1], near[e + 3]) - 0.5) - window.y());
        }

        private double[] edgesNear(Window window) {
            double[] near = new double[64];
            int used = 0;
            int edges = points.length / 2 - 1;
            for (int run = 0; run < rows.length / 2; run++) {
                if (rows[2 * run + 1] >= window.y() && rows[2 * run] <= window.endY()) {
                    for (int edge = run * RUN; edge < Math.min(edges, (run + 1) * RUN); edge++) {
                        double y0 = points[2 * edge + 1];
                        double y1 = points[2 * edge + 3];
                        if (y0 != y1 && Math.max(y0, y1) >= window.y() && Math.min(y0, y1) <= window.endY()) {
                            if (used == near.length) {
                                near = Arrays.copyOf(near, 2 * used);
                            }
                            System.arraycopy(points, 2 * edge, near, used, 4);
                            used += 4;
                        }
                    }
                }
            }
            return Arrays.copyOf(near, used);
        }
    }
}
