package org.palimpsest.sample;

/**
 * The time of year and the weather of the weeks before a picture.
 *
 * @param year calendar year, which decides the crops
 * @param dayOfYear 1 to 366
 * @param dryness 0 (wet) to 1 (drought)
 * @param turbidity of the water, 0 (clear) to 1 (brown)
 */
record Season(int year, int dayOfYear, double dryness, double turbidity) {}
