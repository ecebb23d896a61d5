package org.palimpsest.sample;

/**
 * Two images of one invented place on one grid, and what changed between them.
 *
 * @param before the earlier image
 * @param after the later one
 * @param truth what changed
 */
record InventedPair(OpticalImage before, OpticalImage after, ChangeMask truth) {}
