package org.palimpsest.sample;

/** A place on the ground in metres east and north, in the ground's projected coordinate system. */
record GroundPoint(double x, double y) {

    double distanceTo(GroundPoint other) {
        return Math.sqrt(squaredDistanceTo(other.x, other.y));
    }

    double squaredDistanceTo(double otherX, double otherY) {
        return (x - otherX) * (x - otherX) + (y - otherY) * (y - otherY);
    }

    /** Returns the point {@code distance} metres away along a unit direction. */
    GroundPoint moved(double directionX, double directionY, double distance) {
        return new GroundPoint(x + directionX * distance, y + directionY * distance);
    }
}
