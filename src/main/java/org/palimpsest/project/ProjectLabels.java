package org.palimpsest.project;

import org.palimpsest.label.LabelMap;

/**
 * What was labelled on the map.
 *
 * @param map not empty
 * @param opacity of their layer, 0 to 1
 * @param visible whether their layer is ticked
 */
public record ProjectLabels(LabelMap map, double opacity, boolean visible) {
    public ProjectLabels {
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("The opacity of the labels must be 0 to 1, but was " + opacity + ".");
        }
    }
}
