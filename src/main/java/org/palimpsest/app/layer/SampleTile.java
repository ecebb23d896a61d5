package org.palimpsest.app.layer;

import org.palimpsest.app.map.TileAddress;

/**
 * Samples of some bands at the pixels of one map tile, before stretch and colour.
 *
 * @param samples for each band {@link TileAddress#SIZE}² values in rows
 * @param valid whether something was observed at the pixel
 */
record SampleTile(float[][] samples, boolean[] valid) {
    static final int PIXELS = TileAddress.SIZE * TileAddress.SIZE;

    static SampleTile blank(int bands) {
        return new SampleTile(new float[bands][PIXELS], new boolean[PIXELS]);
    }

    /** Memory that the tile takes. */
    int bytes() {
        return samples.length * PIXELS * Float.BYTES + PIXELS;
    }
}
