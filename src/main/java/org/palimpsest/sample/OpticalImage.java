package org.palimpsest.sample;

/**
 * A picture of the landscape: reflectance times 10 000 in four bands (blue, green, red, near infrared), 0 where there is no data.
 *
 * @param grid where its pixels lie
 * @param bands unsigned 16-bit values, {@code [4][height * width]} row by row; not copied
 */
public record OpticalImage(ImageGrid grid, short[][] bands) {}
