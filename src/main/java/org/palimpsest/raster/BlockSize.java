package org.palimpsest.raster;

/** Columns and rows of a block (tile or strip) of pixels, each at least 1. */
public record BlockSize(int width, int height) {
    public BlockSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A block must be at least 1 x 1 pixel, but was " + width + " x " + height + ".");
        }
    }
}
