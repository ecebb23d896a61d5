package org.palimpsest.sample;

/** The middle of a village and how far its houses reach, in metres. */
record Village(GroundPoint centre, double radius) {}
