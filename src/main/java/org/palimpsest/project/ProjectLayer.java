package org.palimpsest.project;

import java.nio.file.Path;
import java.util.Map;

/**
 * One layer of the map.
 *
 * @param name as the list of layers shows it
 * @param source the raster or the file of polygons, absolute
 * @param role what the layer is in the project
 * @param style how it is drawn
 * @param opacity 0 to 1
 * @param visible whether it is ticked
 * @param review what was decided about its polygons, by their id; empty for rasters
 */
public record ProjectLayer(
        String name,
        Path source,
        Role role,
        LayerStyle style,
        double opacity,
        boolean visible,
        Map<Long, ReviewMark> review) {
    /** What a layer is in the project. */
    public enum Role {
        /** The first date. */
        BEFORE,
        /** The second date. */
        AFTER,
        /** Any other picture. */
        PICTURE,
        /** A run's statistic as 0 to 1. */
        SCORE,
        /** A run's decision. */
        MASK,
        /** Changes, or other polygons. */
        POLYGONS
    }

    public ProjectLayer {
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException(
                    "The opacity of the layer " + name + " must be 0 to 1, but was " + opacity + ".");
        }
        source = source.toAbsolutePath().normalize();
        review = Map.copyOf(review);
    }

    /** The same layer of a file that lies elsewhere now. */
    public ProjectLayer from(Path otherSource) {
        return new ProjectLayer(name, otherSource, role, style, opacity, visible, review);
    }
}
