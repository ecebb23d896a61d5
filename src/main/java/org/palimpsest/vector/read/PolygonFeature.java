package org.palimpsest.vector.read;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of a vector layer: a polygon, or several that belong together, with its attributes.
 *
 * @param polygons at least one
 * @param attributes by name in the file's order, numbers as {@link Double}, anything else as text; nothing where the file has no value
 */
public record PolygonFeature(List<RingPolygon> polygons, Map<String, Object> attributes) {
    public PolygonFeature {
        polygons = List.copyOf(polygons);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}
