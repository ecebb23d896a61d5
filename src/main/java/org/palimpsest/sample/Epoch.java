package org.palimpsest.sample;

/** One of the two states of the landscape between which things change. */
enum Epoch {
    BEFORE,
    AFTER
}
