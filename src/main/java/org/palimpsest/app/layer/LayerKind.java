package org.palimpsest.app.layer;

/** What a layer is, in the order from the top in which layers first stand. */
public enum LayerKind {
    LABELS,
    POLYGONS,
    MASK,
    SCORE,
    PICTURE
}
