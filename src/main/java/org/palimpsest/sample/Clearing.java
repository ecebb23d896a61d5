package org.palimpsest.sample;

/** A felled piece of wood: trees in the first epoch, slash and stumps in the second. */
record Clearing(OrientedRectangle area, GroundNoise edge) {

    /** Tells whether a place lies inside the felled piece, whose edges are a little ragged. */
    boolean contains(double x, double y) {
        double ragged = 5 * edge.fractal(x / 25, y / 25, 2);
        return area.grown(ragged).contains(x, y);
    }
}
