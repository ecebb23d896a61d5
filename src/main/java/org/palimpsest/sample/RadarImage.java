package org.palimpsest.sample;

/**
 * A radar picture: the amplitude, which is 1000 times the root of the backscatter coefficient, 0 where there is no data.
 *
 * @param grid where its pixels lie
 * @param amplitude unsigned 16-bit values, row by row; not copied
 */
public record RadarImage(ImageGrid grid, short[] amplitude) {}
