package org.palimpsest.raster;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a {@link GeoTiffWriter} stores its pixels.
 *
 * @param type UINT8, INT16, UINT16 or FLOAT32
 * @param bandNames a name for each band; there are as many bands as names
 * @param nodata the value that means "nothing was observed here"; must be stated to leave pixels out
 * @param overviews how overviews are made, or {@link Downsampling#NONE}
 * @param colours colours of the values, for one band of UINT8 only
 * @param tileSize columns and rows of a tile: a multiple of 16 from 16 to 4096; 256 or 512 suit most readers
 * @param bigTiff whether the 64-bit variant is written even where the 32-bit one would do
 */
public record GeoTiffFormat(
        SampleType type,
        List<String> bandNames,
        OptionalDouble nodata,
        Downsampling overviews,
        Optional<ColourTable> colours,
        int tileSize,
        boolean bigTiff) {
    /** The nodata value of change masks. */
    public static final int MASK_NODATA = 255;

    private static final int DEFAULT_TILE_SIZE = 512;
    private static final int LARGEST_TILE_SIZE = 4096;

    public GeoTiffFormat {
        bandNames = List.copyOf(bandNames);
        if (type != SampleType.UINT8
                && type != SampleType.INT16
                && type != SampleType.UINT16
                && type != SampleType.FLOAT32) {
            throw new IllegalArgumentException(
                    "GeoTIFFs are written as UINT8, INT16, UINT16 or FLOAT32, not " + type + ".");
        }
        if (bandNames.isEmpty()) {
            throw new IllegalArgumentException("A GeoTIFF needs at least one band.");
        }
        if (tileSize < 16 || tileSize > LARGEST_TILE_SIZE || tileSize % 16 != 0) {
            throw new IllegalArgumentException("Tile size must be a multiple of 16 from 16 to " + LARGEST_TILE_SIZE
                    + ", but was " + tileSize + ".");
        }
        if (colours.isPresent() && (type != SampleType.UINT8 || bandNames.size() != 1)) {
            throw new IllegalArgumentException("A colour table needs one band of UINT8.");
        }
    }

    /** A change mask: 0 no change, 1 change, 255 nodata, with colours. */
    public static GeoTiffFormat mask() {
        return classes("change", ColourTable.CHANGE_MASK);
    }

    /** A map of classes 0 to 254 with their colours, nodata 255; overviews take the commonest class. */
    public static GeoTiffFormat classes(String bandName, ColourTable colours) {
        return new GeoTiffFormat(
                SampleType.UINT8,
                List.of(bandName),
                OptionalDouble.of(MASK_NODATA),
                Downsampling.MODE,
                Optional.of(colours),
                DEFAULT_TILE_SIZE,
                false);
    }

    /** A change score of 0 to 1, nodata NaN. */
    public static GeoTiffFormat score() {
        return image(SampleType.FLOAT32, List.of("score"), OptionalDouble.of(Double.NaN));
    }

    /** An image of one or more bands. */
    public static GeoTiffFormat image(SampleType type, List<String> bandNames, OptionalDouble nodata) {
        return new GeoTiffFormat(
                type, bandNames, nodata, Downsampling.AVERAGE, Optional.empty(), DEFAULT_TILE_SIZE, false);
    }

    /** The same in tiles of another size. */
    public GeoTiffFormat withTileSize(int size) {
        return new GeoTiffFormat(type, bandNames, nodata, overviews, colours, size, bigTiff);
    }

    /** The same in the 64-bit variant. */
    public GeoTiffFormat asBigTiff() {
        return new GeoTiffFormat(type, bandNames, nodata, overviews, colours, tileSize, true);
    }

    /** The same with other overviews. */
    public GeoTiffFormat withOverviews(Downsampling method) {
        return new GeoTiffFormat(type, bandNames, nodata, method, colours, tileSize, bigTiff);
    }

    /** The number of bands. */
    public int bands() {
        return bandNames.size();
    }

    /** Bytes of one sample. */
    int sampleBytes() {
        return type.bits() / Byte.SIZE;
    }

    /** Bytes of one uncompressed tile. */
    int tileBytes() {
        return Math.multiplyExact(Math.multiplyExact(tileSize, tileSize), bands() * sampleBytes());
    }

    /** Columns and rows of tiles over an extent in pixels. */
    int tiles(int pixels) {
        return (pixels + tileSize - 1) / tileSize;
    }

    /** The nodata value as text: a whole number for whole-number bands, because readers warn about "255.0". */
    Optional<String> nodataText() {
        if (nodata.isEmpty()) {
            return Optional.empty();
        }
        double value = nodata.getAsDouble();
        if (Double.isNaN(value)) {
            return Optional.of("nan");
        }
        return Optional.of(
                value == Math.rint(value) && Math.abs(value) < 1e15
                        ? Long.toString((long) value)
                        : Double.toString(value));
    }
}
