package org.palimpsest.sample;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * Where the sun stands.
 *
 * @param azimuth direction towards the sun in radians, clockwise from north
 * @param elevation height above the horizon in radians
 */
record Sun(double azimuth, double elevation) {

    /**
     * Returns the sun's place over a point of the earth, good to about half a degree (declination after Cooper, 1969).
     *
     * @param longitude degrees east
     * @param latitude degrees north
     */
    static Sun over(double longitude, double latitude, ZonedDateTime time) {
        ZonedDateTime utc = time.withZoneSameInstant(ZoneOffset.UTC);
        double hours = utc.getHour() + utc.getMinute() / 60.0 + utc.getSecond() / 3600.0 + longitude / 15;
        double hourAngle = StrictMath.toRadians(15 * (hours - 12));
        double declination =
                StrictMath.toRadians(23.45 * StrictMath.sin(2 * StrictMath.PI * (284 + utc.getDayOfYear()) / 365));
        double phi = StrictMath.toRadians(latitude);
        double sine = StrictMath.sin(phi) * StrictMath.sin(declination)
                + StrictMath.cos(phi) * StrictMath.cos(declination) * StrictMath.cos(hourAngle);
        double east = -StrictMath.cos(declination) * StrictMath.sin(hourAngle);
        double north = StrictMath.cos(phi) * StrictMath.sin(declination)
                - StrictMath.sin(phi) * StrictMath.cos(declination) * StrictMath.cos(hourAngle);
        return new Sun(StrictMath.atan2(east, north), StrictMath.asin(sine));
    }

    /** Returns the eastward part of the horizontal unit vector towards the sun. */
    double east() {
        return StrictMath.sin(azimuth);
    }

    /** Returns the northward part of the horizontal unit vector towards the sun. */
    double north() {
        return StrictMath.cos(azimuth);
    }
}
