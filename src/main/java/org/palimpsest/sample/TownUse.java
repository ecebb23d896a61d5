package org.palimpsest.sample;

/** What a lot of a town is used for. */
enum TownUse {
    /** Not part of the town: sand, grass, fields or wood. */
    OPEN,
    BUILT,
    /** Another building than before on the same lot. */
    REBUILT,
    VACANT,
    /** Raw earth of a building site. */
    SITE,
    PARK,
    PAVED;

    boolean isBuilt() {
        return this == BUILT || this == REBUILT;
    }
}
