package org.palimpsest.sample;

/**
 * A building: footprint, roof and lifetime.
 *
 * @param footprint its ground plan; the ridge of a gabled roof runs along its axis
 * @param eaves height of the walls in metres
 * @param ridge height of the ridge above the eaves in metres, 0 for a flat roof
 * @param roof what covers it
 * @param lifetime in which epochs it stands
 */
record Building(OrientedRectangle footprint, double eaves, double ridge, RoofMaterial roof, Lifetime lifetime) {

    /** Returns the roof's height above the ground at a position across the axis, in metres. */
    double heightAt(double across) {
        return eaves + ridge * (1 - Math.min(1, Math.abs(across) / (footprint.width() / 2)));
    }

    /** Returns rise over run of the roof towards the ridge, 0 for a flat roof. */
    double pitch() {
        return ridge / (footprint.width() / 2);
    }

    Building withLifetime(Lifetime other) {
        return new Building(footprint, eaves, ridge, roof, other);
    }
}
