/**
 * Detectors for two dates from different sensors, whose values cannot be subtracted: what a place looks like at one date is
 * foretold from places that look alike at the other. They compare cells of a few pixels by the ranks of their values, so that
 * neither band counts nor units (amplitude, power, decibel, reflectance) need to agree.
 */
@NullMarked
package org.palimpsest.detect.mixed;

import org.jspecify.annotations.NullMarked;
