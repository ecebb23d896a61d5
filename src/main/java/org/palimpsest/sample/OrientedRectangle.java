package org.palimpsest.sample;

import java.util.List;

/**
 * A rectangle on the ground at any angle: a building's footprint, a plot, a yard.
 *
 * @param centre its middle
 * @param axis unit direction of its length
 * @param length size along the axis in metres
 * @param width size across the axis in metres
 */
record OrientedRectangle(GroundPoint centre, GroundPoint axis, double length, double width) {

    /** Returns the position of a place along the axis, 0 at the centre, in metres. */
    double along(double x, double y) {
        return (x - centre.x()) * axis.x() + (y - centre.y()) * axis.y();
    }

    /** Returns the position of a place across the axis, 0 at the centre, positive to the left, in metres. */
    double across(double x, double y) {
        return (y - centre.y()) * axis.x() - (x - centre.x()) * axis.y();
    }

    boolean contains(double x, double y) {
        return Math.abs(along(x, y)) <= length / 2 && Math.abs(across(x, y)) <= width / 2;
    }

    /** Returns this rectangle with a margin on every side. */
    OrientedRectangle grown(double margin) {
        return new OrientedRectangle(centre, axis, length + 2 * margin, width + 2 * margin);
    }

    /** Returns the point at a position along and across the axis. */
    GroundPoint point(double along, double across) {
        return new GroundPoint(
                centre.x() + along * axis.x() - across * axis.y(), centre.y() + along * axis.y() + across * axis.x());
    }

    List<GroundPoint> corners() {
        double l = length / 2;
        double w = width / 2;
        return List.of(point(-l, -w), point(l, -w), point(l, w), point(-l, w));
    }

    /** Returns the axis-parallel box around the rectangle. */
    GroundExtent bounds() {
        double halfX = (Math.abs(axis.x()) * length + Math.abs(axis.y()) * width) / 2;
        double halfY = (Math.abs(axis.y()) * length + Math.abs(axis.x()) * width) / 2;
        return new GroundExtent(centre.x() - halfX, centre.y() - halfY, centre.x() + halfX, centre.y() + halfY);
    }

    /** Tells whether two rectangles share ground (separating axes). */
    boolean overlaps(OrientedRectangle other) {
        double reach = (length + width + other.length + other.width) / 2;
        return centre.squaredDistanceTo(other.centre.x(), other.centre.y()) <= reach * reach
                && !separates(other)
                && !other.separates(this);
    }

    private boolean separates(OrientedRectangle other) {
        double minAlong = Double.POSITIVE_INFINITY;
        double maxAlong = Double.NEGATIVE_INFINITY;
        double minAcross = Double.POSITIVE_INFINITY;
        double maxAcross = Double.NEGATIVE_INFINITY;
        for (GroundPoint corner : other.corners()) {
            double a = along(corner.x(), corner.y());
            double b = across(corner.x(), corner.y());
            minAlong = Math.min(minAlong, a);
            maxAlong = Math.max(maxAlong, a);
            minAcross = Math.min(minAcross, b);
            maxAcross = Math.max(maxAcross, b);
        }
        return minAlong > length / 2 || maxAlong < -length / 2 || minAcross > width / 2 || maxAcross < -width / 2;
    }
}
