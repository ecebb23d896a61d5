package org.palimpsest.app.map;

import org.palimpsest.app.map.MapViewModel.Position;

/** Distances and directions on the ground, for the scale bar and the north arrow: on a sphere, good to half a percent. */
final class GroundDistance {
    private static final double EARTH_RADIUS_METRES = 6_371_008.8;

    private GroundDistance() {}

    /** Metres between two places in degrees, by the haversine formula. */
    static double metres(Position from, Position to) {
        double latitude = Math.toRadians(to.y() - from.y());
        double longitude = Math.toRadians(to.x() - from.x());
        double half = Math.pow(Math.sin(latitude / 2), 2)
                + Math.cos(Math.toRadians(from.y()))
                        * Math.cos(Math.toRadians(to.y()))
                        * Math.pow(Math.sin(longitude / 2), 2);
        return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(half)));
    }

    /** The direction in degrees, clockwise from north, of a near place; -180 to 180. */
    static double azimuth(Position from, Position to) {
        double latitude = Math.toRadians((from.y() + to.y()) / 2);
        double east = Math.IEEEremainder(to.x() - from.x(), 360) * Math.cos(latitude);
        return Math.toDegrees(Math.atan2(east, to.y() - from.y()));
    }
}
