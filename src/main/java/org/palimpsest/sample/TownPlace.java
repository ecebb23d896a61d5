package org.palimpsest.sample;

/** Where in a town a cell lies: its block, its lot, and how far it is from their edges. Reused from cell to cell by one thread. */
final class TownPlace {
    double x;
    double y;
    /** Hash of the block. */
    long block;
    /** The block's rank in the order of settlement, 0 (first) to 1. */
    double rank;
    /** Whether the block is works, whose lot is the whole block. */
    boolean works;
    /** Distance to the nearest street's middle line in metres. */
    double fromMiddle;
    /** Distance along that street in metres. */
    double alongStreet;
    /** Whether the cell is on the ground of a street, if there is one. */
    boolean street;
    /** Hash of the lot. */
    long lot;
    /** Position in the lot along its front and away from it in metres. */
    double along;

    double depth;
    /** Size of the lot in metres. */
    double lotWidth;

    double lotDepth;
    /** Whether the lot's front faces the other way. */
    boolean turned;
}
