package org.palimpsest.sample;

/** In which epochs a man-made thing stands: this is where true change comes from. */
enum Lifetime {
    LASTING,
    DEMOLISHED,
    NEW;

    boolean in(Epoch epoch) {
        return this == LASTING || (this == DEMOLISHED) == (epoch == Epoch.BEFORE);
    }
}
