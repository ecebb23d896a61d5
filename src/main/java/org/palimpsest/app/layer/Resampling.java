package org.palimpsest.app.layer;

/** How several pixels of a raster become one pixel of the map. */
public enum Resampling {
    /** Their mean: for measured values. */
    MEAN,
    /** The largest: for masks, so that small changes do not vanish from a small picture. */
    LARGEST,
    /** Any one of them: for classes, whose means and order say nothing. */
    FIRST
}
