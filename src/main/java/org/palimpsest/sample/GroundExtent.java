package org.palimpsest.sample;

/** An axis-parallel rectangle on the ground, in metres. */
record GroundExtent(double minX, double minY, double maxX, double maxY) {

    GroundExtent {
        if (!(maxX > minX) || !(maxY > minY)) {
            throw new IllegalArgumentException(
                    "A ground extent needs a positive size, but was " + (maxX - minX) + " x " + (maxY - minY) + " m.");
        }
    }

    double width() {
        return maxX - minX;
    }

    double height() {
        return maxY - minY;
    }

    GroundPoint centre() {
        return new GroundPoint((minX + maxX) / 2, (minY + maxY) / 2);
    }

    /** Returns the point at these shares (0..1) of the width from the west and of the height from the south. */
    GroundPoint at(double shareEast, double shareNorth) {
        return new GroundPoint(minX + shareEast * width(), minY + shareNorth * height());
    }

    boolean contains(GroundPoint point) {
        return point.x() >= minX && point.x() <= maxX && point.y() >= minY && point.y() <= maxY;
    }

    /** Returns this rectangle grown by a margin on every side; a negative margin shrinks it. */
    GroundExtent grown(double margin) {
        return new GroundExtent(minX - margin, minY - margin, maxX + margin, maxY + margin);
    }

    GroundExtent union(GroundExtent other) {
        return new GroundExtent(
                Math.min(minX, other.minX),
                Math.min(minY, other.minY),
                Math.max(maxX, other.maxX),
                Math.max(maxY, other.maxY));
    }

    /** Returns the part that both rectangles cover; they must overlap. */
    GroundExtent intersection(GroundExtent other) {
        return new GroundExtent(
                Math.max(minX, other.minX),
                Math.max(minY, other.minY),
                Math.min(maxX, other.maxX),
                Math.min(maxY, other.maxY));
    }
}
