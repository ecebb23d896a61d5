package org.palimpsest.sample;

/** The lasting cover of the ground: change is where this differs between the epochs, whatever season and light do. */
enum LandCover {
    FIELD,
    MEADOW,
    WOODLAND,
    CLEARING,
    WATER,
    SHORE,
    ROAD,
    TRACK,
    BUILDING,
    YARD,
    GARDEN,
    QUARRY;

    private static final LandCover[] ALL = values();

    byte code() {
        return (byte) ordinal();
    }

    static LandCover ofCode(byte code) {
        return ALL[code];
    }
}
