package org.palimpsest.raster.tiff;

import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.SampleType;

/**
 * How one image of a TIFF file lays out its pixels: size, sample format, and the place of each block in the file.
 *
 * <p>A block is a tile or a strip of all samples (chunky) or of one sample (planar). Everything is checked when the image
 * is made: after that no block lies outside the file and none is larger than {@link #MAX_BLOCK_BYTES}. Large uncompressed
 * strips are cut into smaller ones, so that windows read only the rows they need.
 */
final class TiffImage {
    /** Bytes of the largest block that is decoded, a quarter of the memory that Java may use and at most 1 GiB. */
    static final long MAX_BLOCK_BYTES =
            Math.min(1L << 30, Math.max(1L << 26, Runtime.getRuntime().maxMemory() / 4));

    private static final int CHOPPED_STRIP_BYTES = 1 << 19;

    private final TiffDirectory directory;
    private final int width;
    private final int height;
    private final int samplesPerPixel;
    private final int bitsPerSample;
    private final SampleType type;
    private final TiffCompression compression;
    private final int predictor;
    private final int photometric;
    private final boolean planar;
    private final boolean tiled;
    private final int blockWidth;
    private final int blockHeight;
    private final int blocksAcross;
    private final int blocksDown;
    private final int blocksPerStrip;
    private final long[] offsets;
    private final long[] byteCounts;

    /** Reads and checks the layout that a directory states. */
    TiffImage(TiffDirectory directory) throws BadInputException {
        this.directory = directory;
        width = size(TiffTag.WIDTH, "width");
        height = size(TiffTag.HEIGHT, "height");
        samplesPerPixel = (int) inRange(directory.number(TiffTag.SAMPLES_PER_PIXEL, 1), 1, 65535, "bands");
        bitsPerSample = (int) inRange(uniform(TiffTag.BITS_PER_SAMPLE, 1, "bits"), 1, 128, "bits per sample");
        photometric = (int) directory.number(TiffTag.PHOTOMETRIC, 1);
        type = SampleTypes.of(uniform(TiffTag.SAMPLE_FORMAT, 1, "number formats"), bitsPerSample)
                .orElseThrow(() -> unsupported("samples of " + bitsPerSample + " bits in its number format"));
        compression = compressionOf(directory.number(TiffTag.COMPRESSION, 1));
        predictor = (int) inRange(directory.number(TiffTag.PREDICTOR, 1), 1, 3, "predictor");
        planar = inRange(directory.number(TiffTag.PLANAR_CONFIGURATION, 1), 1, 2, "planar configuration") == 2
                && samplesPerPixel > 1;
        tiled = directory.has(TiffTag.TILE_WIDTH);
        checkCombinations();
        long rowsPerStrip = directory.number(TiffTag.ROWS_PER_STRIP, height);
        blockWidth = tiled ? size(TiffTag.TILE_WIDTH, "tile width") : width;
        int statedHeight = tiled
                ? size(TiffTag.TILE_HEIGHT, "tile height")
                : (int) Math.min(height, rowsPerStrip < 1 ? height : rowsPerStrip);
        blockHeight = choppedHeight(statedHeight);
        blocksPerStrip = (statedHeight + blockHeight - 1) / blockHeight;
        blocksAcross = (int) (((long) width + blockWidth - 1) / blockWidth);
        blocksDown = (int) (((long) height + blockHeight - 1) / blockHeight);
        checkBlockSize();
        offsets = directory.numbers(tiled ? TiffTag.TILE_OFFSETS : TiffTag.STRIP_OFFSETS);
        byteCounts = byteCounts();
        checkBlocks();
    }

    private int size(int tag, String what) throws BadInputException {
        return (int) inRange(directory.number(tag, 0), 1, Integer.MAX_VALUE - 65536, what);
    }

    private long inRange(long value, long least, long most, String what) throws BadInputException {
        if (value < least || value > most) {
            throw new BadInputException(name() + " is damaged: its " + what + " is " + value + ", allowed are " + least
                    + " to " + most + ". Get the file again.");
        }
        return value;
    }

    private int uniform(int tag, int absent, String what) throws BadInputException {
        long[] values = directory.numbers(tag);
        if (values.length == 0) {
            return absent;
        }
        for (int i = 1; i < Math.min(values.length, samplesPerPixel); i++) {
            if (values[i] != values[0]) {
                throw unsupported("bands of different " + what);
            }
        }
        return (int) inRange(values[0], 0, 65535, what);
    }

    private TiffCompression compressionOf(long code) throws BadInputException {
        Optional<TiffCompression> known = TiffCompression.of(code);
        if (known.isEmpty() || !known.get().isReadable()) {
            throw unsupported(known.map(TiffCompression::label).orElse("unknown (" + code + ")") + " compression");
        }
        return known.get();
    }

    private void checkCombinations() throws BadInputException {
        boolean wholeBytes = bitsPerSample == 8 || bitsPerSample == 16 || bitsPerSample == 32 || bitsPerSample == 64;
        if ((predictor == 2 && !wholeBytes) || (predictor == 3 && !type.isFloating())) {
            throw unsupported("predictor " + predictor + " on samples of " + bitsPerSample + " bits");
        }
        if (photometric == 6 && compression != TiffCompression.JPEG) {
            throw unsupported("colours as luminance and chrominance without JPEG compression");
        }
        if ((photometric >= 8 && photometric <= 10) || photometric == 32844 || photometric == 32845) {
            throw unsupported("colours as lightness and two colour differences");
        }
        if (compression == TiffCompression.JPEG && bitsPerSample != 8) {
            throw unsupported("JPEG compression of samples of " + bitsPerSample + " bits");
        }
    }

    private UnknownLayoutException unsupported(String what) {
        return new UnknownLayoutException(
                name() + " uses " + what + ", for which Palimpsest has no reader of its own.");
    }

    private int choppedHeight(int statedHeight) {
        if (tiled || compression != TiffCompression.NONE) {
            return statedHeight;
        }
        long wanted = Math.max(1, CHOPPED_STRIP_BYTES / rowBytes(width));
        if (wanted >= statedHeight) {
            return statedHeight;
        }
        int rows = (int) wanted;
        if (statedHeight < height) {
            while (statedHeight % rows != 0) {
                rows--;
            }
        }
        return rows;
    }

    private void checkBlockSize() throws BadInputException {
        double bytes = (double) rowBytes(blockWidth) * blockHeight;
        if (bytes > MAX_BLOCK_BYTES) {
            throw new BadInputException(name() + " stores its pixels in blocks of " + blockWidth + " x " + blockHeight
                    + ", which need " + Math.round(bytes / (1 << 20)) + " MiB each; at most "
                    + (MAX_BLOCK_BYTES >> 20)
                    + " MiB can be decoded at once. Give Java more memory, or convert the file first with "
                    + "\"gdal_translate -co TILED=YES -co COMPRESS=DEFLATE IN OUT.tif\".");
        }
    }

    private long[] byteCounts() throws BadInputException {
        long[] counts = directory.numbers(tiled ? TiffTag.TILE_BYTE_COUNTS : TiffTag.STRIP_BYTE_COUNTS);
        if (counts.length >= offsets.length) {
            return counts;
        }
        if (compression != TiffCompression.NONE && offsets.length != 1) {
            throw new BadInputException(name() + " is damaged: it states where " + offsets.length
                    + " blocks of pixels begin, but the length of only " + counts.length + ". Get the file again.");
        }
        long[] guessed = new long[offsets.length];
        long rest = offsets.length == 0 ? 0 : directory.file().length() - offsets[0];
        long full = rowBytes(blockWidth) * blockHeight * blocksPerStrip;
        java.util.Arrays.fill(guessed, compression == TiffCompression.NONE ? full : Math.max(0, rest));
        return guessed;
    }

    private void checkBlocks() throws BadInputException {
        long stripsDown = (blocksDown + blocksPerStrip - 1L) / blocksPerStrip;
        double expected = (double) blocksAcross * stripsDown * planes();
        if (offsets.length < expected) {
            throw new BadInputException(name() + " is damaged: " + width + " x " + height + " pixels need "
                    + Math.round(expected) + " blocks, but it lists " + offsets.length + ". Get the file again.");
        }
        for (int block = 0; block < blocks(); block++) {
            if (!isMissing(block) && !directory.file().holds(offset(block), byteCount(block))) {
                throw new BadInputException(
                        name() + " is cut off: the " + place(block) + " lies at bytes " + offset(block) + " to "
                                + (offset(block) + byteCount(block)) + ", but the file ends at "
                                + directory.file().length() + ". Get the file again.");
            }
        }
    }

    String name() {
        return directory.file().name();
    }

    TiffDirectory directory() {
        return directory;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int samplesPerPixel() {
        return samplesPerPixel;
    }

    int bitsPerSample() {
        return bitsPerSample;
    }

    /** The number format of decoded samples. */
    SampleType type() {
        return type;
    }

    TiffCompression compression() {
        return compression;
    }

    int predictor() {
        return predictor;
    }

    /** What the samples mean, as in TIFF 6.0: 1 brightness, 2 RGB, 3 palette, 5 CMYK, 6 YCbCr, ... */
    int photometric() {
        return photometric;
    }

    /** Tells whether pixels are four inks of 8 bits, which are decoded to red, green, blue and opacity. */
    boolean isInks() {
        return photometric == 5 && samplesPerPixel == 4 && bitsPerSample == 8 && !planar;
    }

    /** Tells whether each band has blocks of its own. */
    boolean isPlanar() {
        return planar;
    }

    boolean isTiled() {
        return tiled;
    }

    int blockWidth() {
        return blockWidth;
    }

    int blockHeight() {
        return blockHeight;
    }

    int blocksAcross() {
        return blocksAcross;
    }

    int blocksDown() {
        return blocksDown;
    }

    private int planes() {
        return planar ? samplesPerPixel : 1;
    }

    /** Number of samples of one pixel in one block. */
    int samplesPerBlockPixel() {
        return planar ? 1 : samplesPerPixel;
    }

    /** Number of all blocks. */
    int blocks() {
        return Math.multiplyExact(Math.multiplyExact(blocksAcross, blocksDown), planes());
    }

    /** The number of the block in a column and row of blocks, of a plane (0 unless planar). */
    int block(int plane, int column, int row) {
        return (plane * blocksDown + row) * blocksAcross + column;
    }

    /** Rows of pixels that a block stores: strips end at the last row, tiles do not. */
    int rows(int block) {
        int row = block / blocksAcross % blocksDown;
        return tiled ? blockHeight : Math.min(blockHeight, height - row * blockHeight);
    }

    /** Bytes of one packed row of a block. */
    long rowBytes(int columns) {
        return ((long) columns * samplesPerBlockPixel() * bitsPerSample + 7) / 8;
    }

    /** Bytes that a block has after decompression. */
    int packedBytes(int block) {
        return (int) (rowBytes(blockWidth) * rows(block));
    }

    /** Tells whether the file leaves the block out, because nothing was written to it. */
    boolean isMissing(int block) {
        int strip = strip(block);
        return offsets[strip] == 0 || byteCounts[strip] == 0;
    }

    /** The first byte of a block in the file. */
    long offset(int block) {
        int part = block / blocksAcross % blocksDown % blocksPerStrip;
        return offsets[strip(block)] + part * rowBytes(blockWidth) * blockHeight;
    }

    /** Bytes of a block in the file. */
    long byteCount(int block) {
        return compression == TiffCompression.NONE ? packedBytes(block) : byteCounts[strip(block)];
    }

    private int strip(int block) {
        if (blocksPerStrip == 1) {
            return block;
        }
        int plane = block / (blocksAcross * blocksDown);
        int row = block / blocksAcross % blocksDown;
        int stripsDown = (blocksDown + blocksPerStrip - 1) / blocksPerStrip;
        return plane * stripsDown + row / blocksPerStrip;
    }

    /** Where a block lies, for messages. */
    String place(int block) {
        int column = block % blocksAcross;
        int row = block / blocksAcross % blocksDown;
        return tiled
                ? "tile at column " + column * blockWidth + ", row " + row * blockHeight
                : "strip at row " + row * blockHeight;
    }
}
