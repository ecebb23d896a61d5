package org.palimpsest.sample;

/** The ground that belongs to a building: garden, farmyard, paved works yard or a raw building site. */
record Plot(OrientedRectangle ground, Surface surface, Lifetime lifetime) {

    /** What covers a plot between the buildings. */
    enum Surface {
        GARDEN,
        FARMYARD,
        PAVED,
        BUILDING_SITE
    }
}
