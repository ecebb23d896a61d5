package org.palimpsest.vector;

import org.locationtech.jts.geom.MultiPolygon;

/**
 * An object as a network found it in one window: its mask as polygons, with how sure the network is.
 *
 * @param id from 1, window by window and query by query
 * @param geometry valid, with holes, in the coordinates of the before grid (x before y)
 * @param window number of the window that it was found in, row by row from 0
 * @param query number of the network's query that answered with it, from 0
 * @param objectClass number of its class
 * @param classScore 0 to 1, how sure the network is of the class
 * @param maskScore 0 to 1, how sure it is of the pixels, on average
 * @param areaSquareMetres true area on the ellipsoid; for a raster without CRS the area in pixels
 * @param cut whether it goes on beyond the part of the window that was used
 */
public record ObjectPolygon(
        long id,
        MultiPolygon geometry,
        long window,
        int query,
        int objectClass,
        double classScore,
        double maskScore,
        double areaSquareMetres,
        boolean cut) {
    /** The name of the layer, and of its files. */
    public static final String LAYER = "objects";
}
