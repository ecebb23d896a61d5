package org.palimpsest.sample;

/** A road: where it runs, its rank, and in which epochs it exists. */
record Road(Polyline line, RoadClass rank, Lifetime lifetime) {}
