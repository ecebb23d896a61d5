package org.palimpsest.sample;

import java.util.ArrayList;
import java.util.List;

/** The strip of ground that a sensor saw on its pass: outside of it an image has no data. */
final class Swath {
    /** A straight edge: ground with {@code x * normalX + y * normalY <= limit} lies inside. */
    private record Edge(double normalX, double normalY, double limit) {}

    private final List<Edge> edges = new ArrayList<>();

    /** Returns a swath without edges. */
    static Swath everything() {
        return new Swath();
    }

    /** Cuts away what lies more than {@code distance} metres beyond a point in a direction (radians, clockwise from north). */
    Swath cutBeyond(GroundPoint from, double direction, double distance) {
        double nx = StrictMath.sin(direction);
        double ny = StrictMath.cos(direction);
        edges.add(new Edge(nx, ny, from.x() * nx + from.y() * ny + distance));
        return this;
    }

    boolean contains(double x, double y) {
        for (Edge edge : edges) {
            if (x * edge.normalX + y * edge.normalY > edge.limit) {
                return false;
            }
        }
        return true;
    }
}
