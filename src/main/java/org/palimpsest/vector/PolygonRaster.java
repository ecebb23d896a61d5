package org.palimpsest.vector;

import java.util.Arrays;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.palimpsest.raster.Window;

/**
 * Tells for any window which pixels lie in given polygons: those whose centre does.
 *
 * <p>Centres exactly on an edge shared by two polygons belong to one of them only. Immutable and safe from many threads.
 */
public final class PolygonRaster {
    private final Envelope envelope;
    private final double[] edges;

    /** @param polygons polygons or multipolygons in pixel coordinates: x is the column, y the row, (0, 0) the outer corner */
    public PolygonRaster(Geometry polygons) {
        envelope = polygons.getEnvelopeInternal();
        double[] all = new double[4 * Math.max(1, polygons.getNumPoints())];
        int used = 0;
        for (int i = 0; i < polygons.getNumGeometries(); i++) {
            if (polygons.getGeometryN(i) instanceof Polygon polygon) {
                used = addRing(polygon.getExteriorRing(), all, used);
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    used = addRing(polygon.getInteriorRingN(hole), all, used);
                }
            }
        }
        edges = Arrays.copyOf(all, used);
    }

    private static int addRing(LinearRing ring, double[] edges, int used) {
        int at = used;
        Coordinate[] points = ring.getCoordinates();
        for (int i = 1; i < points.length; i++) {
            if (points[i].y != points[i - 1].y) {
                edges[at++] = points[i - 1].x;
                edges[at++] = points[i - 1].y;
                edges[at++] = points[i].x;
                edges[at++] = points[i].y;
            }
        }
        return at;
    }

    /** The smallest window that holds every pixel inside; empty when the polygons hold no pixel's centre by their extent. */
    public Optional<Window> window() {
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
        double[] near = edgesNear(window);
        double[] crossings = new double[near.length / 4];
        for (int row = 0; row < window.height(); row++) {
            int found = cross(near, window.y() + row + 0.5, crossings);
            Arrays.sort(crossings, 0, found);
            for (int i = 0; i + 1 < found; i += 2) {
                int from = (int) Math.max(0, Math.ceil(crossings[i] - 0.5) - window.x());
                int to = (int) Math.min(window.width(), Math.ceil(crossings[i + 1] - 0.5) - window.x());
                if (from < to) {
                    Arrays.fill(inside, row * window.width() + from, row * window.width() + to, true);
                }
            }
        }
        return inside;
    }

    /** The x at which each edge meets the line y; an edge owns its upper end but not its lower one. */
    private static int cross(double[] near, double y, double[] crossings) {
        int found = 0;
        for (int e = 0; e < near.length; e += 4) {
            double y0 = near[e + 1];
            double y1 = near[e + 3];
            if (y >= Math.min(y0, y1) && y < Math.max(y0, y1)) {
                crossings[found++] = near[e] + (y - y0) / (y1 - y0) * (near[e + 2] - near[e]);
            }
        }
        return found;
    }

    private double[] edgesNear(Window window) {
        double[] near = new double[edges.length];
        int used = 0;
        for (int e = 0; e < edges.length; e += 4) {
            double low = Math.min(edges[e + 1], edges[e + 3]);
            double high = Math.max(edges[e + 1], edges[e + 3]);
            if (high >= window.y() && low <= window.endY()) {
                System.arraycopy(edges, e, near, used, 4);
                used += 4;
            }
        }
        return Arrays.copyOf(near, used);
    }
}
