package org.palimpsest.project;

import java.util.Optional;

/**
 * What the map shows.
 *
 * @param centreX map coordinate in the middle
 * @param centreY map coordinate in the middle
 * @param unitsPerPixel map units that one pixel of the screen covers, greater than 0
 * @param crs the map's coordinate system, a code or WKT; empty for pictures without georeference
 * @param mode how both dates share the map: "overlay", "swipe", "side_by_side", "flicker" or "lens"
 */
public record ProjectView(double centreX, double centreY, double unitsPerPixel, Optional<String> crs, String mode) {
    public ProjectView {
        if (!Double.isFinite(centreX) || !Double.isFinite(centreY)) {
            throw new IllegalArgumentException(
                    "The middle of the map must be finite, but was " + centreX + ", " + centreY + ".");
        }
        if (!(unitsPerPixel > 0) || Double.isInfinite(unitsPerPixel)) {
            throw new IllegalArgumentException(
                    "One pixel of the map must cover more than 0 map units, but covers " + unitsPerPixel + ".");
        }
    }
}
