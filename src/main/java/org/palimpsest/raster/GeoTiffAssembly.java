package org.palimpsest.raster;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Puts a GeoTIFF together from its packed tiles: directories first, then the overviews from small to large, then the full
 * resolution, each in row order.
 *
 * <p>Because all sizes are known by now, BigTIFF is chosen exactly when the classic variant's 4 GiB do not suffice, and the
 * same tiles always give the same bytes.
 */
final class GeoTiffAssembly {
    private static final long CLASSIC_LIMIT = 0xFFFFFFFFL;
    private static final int COPY_BUFFER = 1 << 20;

    private static final int NEW_SUBFILE_TYPE = 254;
    private static final int IMAGE_WIDTH = 256;
    private static final int IMAGE_LENGTH = 257;
    private static final int BITS_PER_SAMPLE = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int SAMPLES_PER_PIXEL = 277;
    private static final int PLANAR_CONFIGURATION = 284;
    private static final int SOFTWARE = 305;
    private static final int PREDICTOR = 317;
    private static final int COLOR_MAP = 320;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_LENGTH = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_BYTE_COUNTS = 325;
    private static final int EXTRA_SAMPLES = 338;
    private static final int SAMPLE_FORMAT = 339;
    private static final int MODEL_PIXEL_SCALE = 33550;
    private static final int MODEL_TIEPOINT = 33922;
    private static final int MODEL_TRANSFORMATION = 34264;
    private static final int GDAL_METADATA = 42112;
    private static final int GDAL_NODATA = 42113;

    private static final int MIN_IS_BLACK = 1;
    private static final int RGB = 2;
    private static final int PALETTE = 3;

    private final Grid grid;
    private final Optional<GeoKeys> geoKeys;
    private final GeoTiffFormat format;
    private final Pyramid pyramid;
    private final PackedTiles tiles;

    GeoTiffAssembly(Grid grid, Optional<GeoKeys> geoKeys, GeoTiffFormat format, Pyramid pyramid, PackedTiles tiles) {
        this.grid = grid;
        this.geoKeys = geoKeys.or(() -> grid.crs().map(GeoKeys::of));
        this.format = format;
        this.pyramid = pyramid;
        this.tiles = tiles;
    }

    void writeTo(Path part) throws IOException {
        boolean big = format.bigTiff() || length(false) > CLASSIC_LIMIT;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), COPY_BUFFER)) {
            for (byte[] piece : head(big)) {
                out.write(piece);
            }
            for (int level = levels() - 1; level >= 0; level--) {
                for (int tile = 0; tile < pyramid.tileCounts()[level]; tile++) {
                    out.write(tiles.get(level, tile));
                }
            }
        }
    }

    private int levels() {
        return pyramid.levels().size();
    }

    /** Bytes of the whole file. */
    private long length(boolean big) {
        long length = headLength(big);
        for (int level = 0; level < levels(); level++) {
            length += Arrays.stream(tiles.lengths(level)).asLongStream().sum();
        }
        return length;
    }

    private long headLength(boolean big) {
        long length = headerLength(big);
        for (int level = 0; level < levels(); level++) {
            // The size of a directory does not depend on where the tiles begin.
            length += directory(level, big, 0).size(big);
        }
        return length;
    }

    private static int headerLength(boolean big) {
        return big ? 16 : 8;
    }

    /** The header and the directories. */
    private List<byte[]> head(boolean big) {
        long[] tilesBegin = new long[levels()];
        long position = headLength(big);
        for (int level = levels() - 1; level >= 0; level--) {
            tilesBegin[level] = position;
            position += Arrays.stream(tiles.lengths(level)).asLongStream().sum();
        }
        List<byte[]> pieces = new ArrayList<>();
        pieces.add(header(big));
        long begin = headerLength(big);
        for (int level = 0; level < levels(); level++) {
            TiffDirectory directory = directory(level, big, tilesBegin[level]);
            long next = begin + directory.size(big);
            pieces.add(directory.toBytes(big, begin, level == levels() - 1 ? 0 : next));
            begin = next;
        }
        return pieces;
    }

    private static byte[] header(boolean big) {
        ByteBuffer header = ByteBuffer.allocate(headerLength(big)).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 'I').put((byte) 'I');
        if (big) {
            header.putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(headerLength(true));
        } else {
            header.putShort((short) 42).putInt(headerLength(false));
        }
        return header.array();
    }

    private TiffDirectory directory(int level, boolean big, long tilesBegin) {
        TiffDirectory tags = new TiffDirectory();
        int bands = format.bands();
        BlockSize size = pyramid.levels().get(level);
        tags.putLongs(NEW_SUBFILE_TYPE, level == 0 ? 0 : 1);
        tags.putLongs(IMAGE_WIDTH, size.width());
        tags.putLongs(IMAGE_LENGTH, size.height());
        tags.putShorts(BITS_PER_SAMPLE, repeated(format.type().bits(), bands));
        tags.putShorts(COMPRESSION, TileCodec.COMPRESSION);
        boolean rgb = format.type() == SampleType.UINT8 && bands >= 3;
        tags.putShorts(PHOTOMETRIC, format.colours().isPresent() ? PALETTE : rgb ? RGB : MIN_IS_BLACK);
        tags.putShorts(SAMPLES_PER_PIXEL, bands);
        tags.putShorts(PLANAR_CONFIGURATION, 1);
        tags.putShorts(PREDICTOR, new TileCodec(format).predictor());
        format.colours().ifPresent(colours -> tags.putShorts(COLOR_MAP, colours.tiffEntries()));
        tags.putShorts(TILE_WIDTH, format.tileSize());
        tags.putShorts(TILE_LENGTH, format.tileSize());
        int extra = bands - (rgb ? 3 : 1);
        if (extra > 0) {
            tags.putShorts(EXTRA_SAMPLES, repeated(0, extra));
        }
        tags.putShorts(SAMPLE_FORMAT, repeated(sampleFormat(), bands));
        format.nodataText().ifPresent(text -> tags.putText(GDAL_NODATA, text, StandardCharsets.US_ASCII));
        if (level == 0) {
            tags.putText(SOFTWARE, "Palimpsest", StandardCharsets.US_ASCII);
            tags.putText(GDAL_METADATA, bandDescriptions(), StandardCharsets.UTF_8);
            putGeoreference(tags);
        }
        int[] lengths = tiles.lengths(level);
        long[] offsets = new long[lengths.length];
        long position = tilesBegin;
        for (int tile = 0; tile < lengths.length; tile++) {
            // Readers take offset 0 for a tile that was left out, and give nodata.
            offsets[tile] = lengths[tile] == 0 ? 0 : position;
            position += lengths[tile];
        }
        tags.putOffsets(TILE_OFFSETS, big, offsets);
        tags.putLongs(TILE_BYTE_COUNTS, Arrays.stream(lengths).asLongStream().toArray());
        return tags;
    }

    private int sampleFormat() {
        return switch (format.type()) {
            case FLOAT32 -> 3;
            case INT16 -> 2;
            default -> 1;
        };
    }

    private static long[] repeated(long value, int count) {
        long[] values = new long[count];
        Arrays.fill(values, value);
        return values;
    }

    private String bandDescriptions() {
        StringBuilder xml = new StringBuilder("<GDALMetadata>\n");
        for (int band = 0; band < format.bands(); band++) {
            String name = format.bandNames().get(band);
            xml.append("  <Item name=\"DESCRIPTION\" sample=\"").append(band).append("\" role=\"description\">");
            // GDAL escapes its values before it builds the XML, which escapes them again.
            xml.append(escaped(escaped(name)));
            xml.append("</Item>\n");
        }
        return xml.append("</GDALMetadata>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void putGeoreference(TiffDirectory tags) {
        GeoTransform t = grid.transform();
        if (grid.crs().isEmpty() && t.equals(GeoTransform.PIXELS)) {
            return;
        }
        if (t.isAxisAligned() && t.xPerColumn() > 0 && t.yPerRow() < 0) {
            tags.putDoubles(MODEL_PIXEL_SCALE, t.xPerColumn(), -t.yPerRow(), 0);
            tags.putDoubles(MODEL_TIEPOINT, 0, 0, 0, t.originX(), t.originY(), 0);
        } else {
            tags.putDoubles(
                    MODEL_TRANSFORMATION,
                    t.xPerColumn(),
                    t.xPerRow(),
                    0,
                    t.originX(),
                    t.yPerColumn(),
                    t.yPerRow(),
                    0,
                    t.originY(),
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    1);
        }
        geoKeys.ifPresent(keys -> {
            tags.putShorts(
                    GeoKeys.DIRECTORY_TAG,
                    Arrays.stream(keys.directory()).asLongStream().toArray());
            double[] numbers = keys.numbers();
            if (numbers.length > 0) {
                tags.putDoubles(GeoKeys.NUMBERS_TAG, numbers);
            }
            String texts = keys.texts();
            if (!texts.isEmpty()) {
                // Texts of a source are kept byte for byte, whatever their encoding.
                tags.putText(GeoKeys.TEXTS_TAG, texts, StandardCharsets.ISO_8859_1);
            }
        });
    }
}
