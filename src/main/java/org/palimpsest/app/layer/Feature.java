package org.palimpsest.app.layer;

import java.util.Map;
import org.palimpsest.app.map.MapExtent;

/**
 * A polygon, or several that belong together, with its attributes.
 *
 * @param id unique within its layer
 * @param rings closed rings x0, y0, x1, y1, ... of shells and holes alike; a point is inside when it lies in an odd number
 * @param attributes by name, numbers as {@link Double}, anything else as text
 */
public record Feature(long id, double[][] rings, Map<String, Object> attributes) {
    /** The smallest extent around the rings. */
    public MapExtent extent() {
        double minX = Double.POSITIVE_INFINITY;
        double minY = Double.POSITIVE_INFINITY;
        double maxX = Double.NEGATIVE_INFINITY;
        double maxY = Double.NEGATIVE_INFINITY;
        for (double[] ring : rings) {
            for (int i = 0; i + 1 < ring.length; i += 2) {
                minX = Math.min(minX, ring[i]);
                maxX = Math.max(maxX, ring[i]);
                minY = Math.min(minY, ring[i + 1]);
                maxY = Math.max(maxY, ring[i + 1]);
            }
        }
        return new MapExtent(minX, minY, maxX, maxY);
    }

    /** Tells whether a point lies inside. */
    public boolean contains(double x, double y) {
        boolean inside = false;
        for (double[] ring : rings) {
            for (int i = 0, j = ring.length - 2; i + 1 < ring.length; j = i, i += 2) {
                if (ring[i + 1] > y != ring[j + 1] > y
                        && x < (ring[j] - ring[i]) * (y - ring[i + 1]) / (ring[j + 1] - ring[i + 1]) + ring[i]) {
                    inside = !inside;
                }
            }
        }
        return inside;
    }

    /** A number among the attributes; NaN where there is none of that name. */
    public double number(String name) {
        return attributes.get(name) instanceof Double value ? value : Double.NaN;
    }

    /** An attribute as text; empty where there is none of that name. */
    public String text(String name) {
        Object value = attributes.get(name);
        return value == null ? "" : value.toString();
    }
}
