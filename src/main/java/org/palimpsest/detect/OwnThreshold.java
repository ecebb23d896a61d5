package org.palimpsest.detect;

/**
 * A threshold that a fitted model brings along; it holds where the user names no rule, in place of the detector's default.
 *
 * @param magnitude of the statistic, from which on a pixel counts as changed
 * @param stated whether it follows from what the user said of the data, so that it is taken as it is; otherwise it was
 *     estimated, and is kept from finding change where there is none
 */
public record OwnThreshold(double magnitude, boolean stated) {}
