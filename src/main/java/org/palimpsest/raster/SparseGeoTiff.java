package org.palimpsest.raster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.WriteFailure;

/**
 * Writes a GeoTIFF of one UINT8 band in which most tiles are nodata and take no room.
 *
 * <p>Tiles come packed, so that a raster which is kept in memory tile by tile is written as fast as the disk takes it. Tiles that are
 * left out have offset and length 0 in the file, which GDAL and this program read as nodata.
 */
public final class SparseGeoTiff {
    private SparseGeoTiff() {}

    /**
     * Writes the file beside its target and moves it into place.
     *
     * @param format one UINT8 band without overviews
     * @param tiles bytes of {@code tileSize * tileSize} samples as a zlib stream, by the number of the tile in row order
     * @throws BadInputException when nothing can be written there
     */
    public static void write(Path target, Grid grid, GeoTiffFormat format, Map<Integer, byte[]> tiles)
            throws BadInputException {
        if (format.type() != SampleType.UINT8 || format.bands() != 1 || format.overviews() != Downsampling.NONE) {
            throw new IllegalArgumentException("A sparse GeoTIFF has one band of UINT8 and no overviews.");
        }
        Pyramid pyramid = Pyramid.of(grid, format);
        int[] lengths = new int[pyramid.tileCounts()[0]];
        tiles.forEach((tile, packed) -> lengths[tile] = packed.length);
        PackedTiles source = new PackedTiles() {
            @Override
            public int[] lengths(int level) {
                return lengths;
            }

            @Override
            public byte[] get(int level, int tile) {
                return tiles.getOrDefault(tile, new byte[0]);
            }
        };
        try {
            AtomicFile.<IOException>write(
                    target, part -> new GeoTiffAssembly(grid, Optional.empty(), format, pyramid, source).writeTo(part));
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }
}
