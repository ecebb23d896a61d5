package org.palimpsest.sample;

/** The rank of a road, from a highway down to a farm track. */
enum RoadClass {
    PRIMARY(9.5, 5.0, true),
    SECONDARY(6.4, 3.5, true),
    STREET(5.0, 1.2, true),
    TRACK(3.2, 0.6, false);

    private final double width;
    private final double verge;
    private final boolean paved;

    RoadClass(double width, double verge, boolean paved) {
        this.width = width;
        this.verge = verge;
        this.paved = paved;
    }

    /** Returns the width of the carriageway in metres. */
    double width() {
        return width;
    }

    /** Returns the width of the strip on each side in metres. */
    double verge() {
        return verge;
    }

    boolean paved() {
        return paved;
    }
}
