package org.palimpsest.zoo.mlla;

/** Which gates of the differential fusion are on; the others are left out in ablations. */
public enum Attention {
    OFF,
    CHANNEL,
    SPATIAL,
    BOTH;

    boolean channel() {
        return this == CHANNEL || this == BOTH;
    }

    boolean spatial() {
        return this == SPATIAL || this == BOTH;
    }
}
