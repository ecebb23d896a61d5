package org.palimpsest.vector;

import org.locationtech.jts.geom.Polygon;

/**
 * One connected area of change with what is known about it.
 *
 * @param id from 1, in the order of the first pixel of each area, row by row
 * @param geometry valid, with holes, in the coordinates of the before grid (x before y)
 * @param areaSquareMetres true area on the ellipsoid; for a raster without CRS the area in pixels
 * @param perimeterMetres true length of all rings on the ellipsoid; in pixels without CRS
 * @param scoreMean mean of the 0..1 score over the area's pixels
 * @param scoreMax largest score in the area
 * @param direction gain, loss or both
 * @param longitude of a point inside, degrees WGS 84; NaN without CRS
 * @param latitude of the same point, degrees; NaN without CRS
 * @param status review state: "open", "accepted" or "rejected"
 * @param note what the analyst or the program wrote about it
 */
public record ChangePolygon(
        long id,
        Polygon geometry,
        double areaSquareMetres,
        double perimeterMetres,
        double scoreMean,
        double scoreMax,
        Direction direction,
        double longitude,
        double latitude,
        String status,
        String note) {
    /** The same area as a person judged it. */
    public ChangePolygon withReview(String otherStatus, String otherNote) {
        return new ChangePolygon(
                id,
                geometry,
                areaSquareMetres,
                perimeterMetres,
                scoreMean,
                scoreMax,
                direction,
                longitude,
                latitude,
                otherStatus,
                otherNote);
    }

    /** The same area under another number. */
    public ChangePolygon withId(long other) {
        return new ChangePolygon(
                other,
                geometry,
                areaSquareMetres,
                perimeterMetres,
                scoreMean,
                scoreMax,
                direction,
                longitude,
                latitude,
                status,
                note);
    }
}
