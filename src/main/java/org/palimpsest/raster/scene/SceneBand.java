package org.palimpsest.raster.scene;

import java.nio.file.Path;

/**
 * One band of a scene.
 *
 * @param id the agency's name: "B04", "B8A", "B4", ...
 * @param role what it sees, in the words that detectors ask for: "red", "nir", "swir1", ...
 * @param file its raster
 * @param scale physical value = scale * sample + offset
 * @param offset see {@code scale}
 * @param surface whether it shows the ground; bands for haze, water vapour, cirrus and heat are read only when asked for
 */
record SceneBand(String id, String role, Path file, double scale, double offset, boolean surface) {
    /** Tells whether a user means this band. */
    boolean answersTo(String wanted) {
        return wanted.equalsIgnoreCase(id) || wanted.equalsIgnoreCase(role);
    }

    /** The name of the band for people. */
    String title() {
        return role + " (" + id + ")";
    }
}
