package org.palimpsest.sample;

/**
 * The field that a place belongs to, and where in it the place lies.
 *
 * @param id the parcel's hash, also the source of its random properties
 * @param centre middle of the parcel's frame on the ground
 * @param along position along the longer side in metres, the direction of work
 * @param across position across it in metres
 * @param length longer side in metres
 * @param width shorter side in metres
 * @param headland distance to the nearer short side in metres, where machines turn
 * @param edgeDistance distance to the nearest boundary in metres
 * @param edge hash of that boundary, the same from both sides
 * @param blockEdge whether that boundary separates two blocks of parcels, where tracks run
 */
record Parcel(
        long id,
        GroundPoint centre,
        double along,
        double across,
        double length,
        double width,
        double headland,
        double edgeDistance,
        long edge,
        boolean blockEdge) {}
