package org.palimpsest.sample;

/** The lasting use of a parcel; crops rotate within {@link #ARABLE} and are no change. */
enum ParcelUse {
    ARABLE,
    MEADOW,
    ORCHARD,
    WOODLAND
}
