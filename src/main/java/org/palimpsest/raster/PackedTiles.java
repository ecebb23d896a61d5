package org.palimpsest.raster;

import java.io.IOException;

/** The packed tiles of a GeoTIFF that is being put together, by level and by number in row order. */
interface PackedTiles {
    /** Packed bytes of each tile of a level; 0 for a tile that is left out. */
    int[] lengths(int level);

    /** The packed bytes of a tile. */
    byte[] get(int level, int tile) throws IOException;
}
