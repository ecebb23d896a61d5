package org.palimpsest.sample;

import java.util.ArrayList;
import java.util.List;

/** A line on the ground through several points, measured along its length in metres: a road, a river, a street. */
final class Polyline {
    private final List<GroundPoint> points;
    private final double[] lengthAt;
    private final double minX;
    private final double minY;
    private final double maxX;
    private final double maxY;

    /** Makes a line through at least two points. */
    Polyline(List<GroundPoint> points) {
        if (points.size() < 2) {
            throw new IllegalArgumentException("A line needs at least 2 points, but had " + points.size() + ".");
        }
        this.points = List.copyOf(points);
        lengthAt = new double[points.size()];
        for (int i = 1; i < points.size(); i++) {
            lengthAt[i] = lengthAt[i - 1] + points.get(i).distanceTo(points.get(i - 1));
        }
        minX = points.stream().mapToDouble(GroundPoint::x).min().orElseThrow();
        minY = points.stream().mapToDouble(GroundPoint::y).min().orElseThrow();
        maxX = points.stream().mapToDouble(GroundPoint::x).max().orElseThrow();
        maxY = points.stream().mapToDouble(GroundPoint::y).max().orElseThrow();
    }

    List<GroundPoint> points() {
        return points;
    }

    double length() {
        return lengthAt[lengthAt.length - 1];
    }

    /** Returns the point {@code distance} metres from the start; distances beyond an end give that end. */
    GroundPoint at(double distance) {
        int segment = segmentAt(distance);
        GroundPoint a = points.get(segment);
        GroundPoint b = points.get(segment + 1);
        double span = lengthAt[segment + 1] - lengthAt[segment];
        double share = span == 0 ? 0 : Blend.clamp((distance - lengthAt[segment]) / span);
        return new GroundPoint(Blend.between(a.x(), b.x(), share), Blend.between(a.y(), b.y(), share));
    }

    /** Returns the unit direction of travel {@code distance} metres from the start. */
    GroundPoint directionAt(double distance) {
        int segment = segmentAt(distance);
        GroundPoint a = points.get(segment);
        GroundPoint b = points.get(segment + 1);
        double span = Math.max(1e-9, a.distanceTo(b));
        return new GroundPoint((b.x() - a.x()) / span, (b.y() - a.y()) / span);
    }

    /** Returns the distance from a place to the nearest point of the line, in metres. */
    double distanceTo(double x, double y) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 1; i < points.size(); i++) {
            best = Math.min(best, squaredDistanceToSegment(points.get(i - 1), points.get(i), x, y));
        }
        return Math.sqrt(best);
    }

    /** Tells whether a place lies nearer to the line than {@code limit} metres. */
    boolean isWithin(double limit, double x, double y) {
        return x > minX - limit && x < maxX + limit && y > minY - limit && y < maxY + limit && distanceTo(x, y) < limit;
    }

    /** Returns how far along the line its point nearest to a place lies, in metres from the start. */
    double positionOf(GroundPoint place) {
        double best = Double.POSITIVE_INFINITY;
        double position = 0;
        for (int i = 1; i < points.size(); i++) {
            double share = nearestShare(points.get(i - 1), points.get(i), place.x(), place.y());
            double distance = squaredDistanceToSegment(points.get(i - 1), points.get(i), place.x(), place.y());
            if (distance < best) {
                best = distance;
                position = Blend.between(lengthAt[i - 1], lengthAt[i], share);
            }
        }
        return position;
    }

    /** Returns the line with its corners cut repeatedly (Chaikin, 1974): the ends stay. */
    Polyline smoothed(int rounds) {
        List<GroundPoint> current = points;
        for (int round = 0; round < rounds; round++) {
            List<GroundPoint> next = new ArrayList<>();
            next.add(current.get(0));
            for (int i = 1; i < current.size(); i++) {
                GroundPoint a = current.get(i - 1);
                GroundPoint b = current.get(i);
                next.add(new GroundPoint(Blend.between(a.x(), b.x(), 0.25), Blend.between(a.y(), b.y(), 0.25)));
                next.add(new GroundPoint(Blend.between(a.x(), b.x(), 0.75), Blend.between(a.y(), b.y(), 0.75)));
            }
            next.add(current.get(current.size() - 1));
            current = next;
        }
        return new Polyline(current);
    }

    static double squaredDistanceToSegment(GroundPoint a, GroundPoint b, double x, double y) {
        double share = nearestShare(a, b, x, y);
        double dx = x - Blend.between(a.x(), b.x(), share);
        double dy = y - Blend.between(a.y(), b.y(), share);
        return dx * dx + dy * dy;
    }

    private static double nearestShare(GroundPoint a, GroundPoint b, double x, double y) {
        double dx = b.x() - a.x();
        double dy = b.y() - a.y();
        double square = dx * dx + dy * dy;
        return square == 0 ? 0 : Blend.clamp(((x - a.x()) * dx + (y - a.y()) * dy) / square);
    }

    private int segmentAt(double distance) {
        int low = 0;
        int high = lengthAt.length - 2;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (lengthAt[middle] <= distance) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
