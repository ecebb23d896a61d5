package org.palimpsest.sample;

/** One kind of natural or farmed ground; the first layer that claims a place paints it. */
@FunctionalInterface
interface SurfaceLayer {
    /** Paints the cell and returns true, or returns false and leaves it to the layers below. Called from many threads. */
    boolean paint(GroundCell cell);
}
