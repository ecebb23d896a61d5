package org.palimpsest.raster.tiff;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.nio.ByteOrder;
import org.palimpsest.base.BadInputException;

/**
 * Turns a block of a TIFF image into its samples: fetched, decompressed, the predictor undone, each sample of a whole
 * number of bytes in the file's byte order.
 *
 * <p>Safe from many threads at once.
 */
final class BlockDecoder {
    private final TiffImage image;
    private final TiffFile file;
    private final JpegTables jpegTables;
    private final boolean lowestBitFirst;

    BlockDecoder(TiffImage image) throws BadInputException {
        this.image = image;
        this.file = image.directory().file();
        this.jpegTables = JpegTables.of(image);
        this.lowestBitFirst = image.directory().number(TiffTag.FILL_ORDER, 1) == 2;
    }

    /**
     * Decodes a block that the file holds.
     *
     * @param keep whether the samples will be kept; if not, they may lie in the workspace, valid until its next block
     * @return the samples, band after band within each pixel, pixel after pixel, row after row; the array may be longer
     * @throws BadInputException when the block is damaged; the message names the file and the place
     */
    byte[] decode(int block, Workspace workspace, boolean keep) throws BadInputException {
        try {
            byte[] samples = unpack(block, workspace, keep);
            if (image.isInks()) {
                Inks.toRgb(samples, image.blockWidth() * image.rows(block));
            }
            return samples;
        } catch (DamagedBlockException e) {
            throw new BadInputException(
                    file.name() + " is damaged: the " + image.place(block) + " " + e.getMessage()
                            + ". Get the file again.",
                    e);
        }
    }

    private byte[] unpack(int block, Workspace workspace, boolean keep)
            throws BadInputException, DamagedBlockException {
        int rows = image.rows(block);
        int count = Math.toIntExact(image.byteCount(block));
        int size = image.packedBytes(block);
        if (image.compression() == TiffCompression.JPEG) {
            byte[] stored = new byte[count];
            file.read(image.offset(block), stored, count);
            return jpegTables.decode(stored, image.blockWidth(), rows, image.samplesPerBlockPixel());
        }
        byte[] packed = keep ? new byte[size] : workspace.unpacked(size);
        if (image.compression() == TiffCompression.DEFLATE && !lowestBitFirst) {
            workspace.inflate(file, image.offset(block), count, packed, size);
        } else {
            boolean plain = image.compression() == TiffCompression.NONE;
            byte[] stored = plain ? packed : workspace.stored(count);
            file.read(image.offset(block), stored, count);
            if (lowestBitFirst) {
                reverseBits(stored, count);
            }
            decompress(stored, count, packed, size, workspace);
        }
        undoPredictor(packed, rows);
        return SampleWidening.widen(packed, image, rows);
    }

    private void decompress(byte[] stored, int count, byte[] out, int size, Workspace workspace)
            throws DamagedBlockException {
        switch (image.compression()) {
            case NONE -> {
                // The stored bytes are the samples, and were read straight to their place.
            }
            case DEFLATE -> workspace.inflate(stored, count, out, size);
            case LZW -> LzwDecoder.decode(stored, count, out, size);
            case PACKBITS -> PackBitsDecoder.decode(stored, count, out, size);
            case ZSTD -> zstd(stored, count, out, size);
            default -> throw new IllegalStateException("Unreadable compression passed the check of the layout.");
        }
    }

    private static void zstd(byte[] stored, int count, byte[] out, int size) throws DamagedBlockException {
        try {
            int got = new ZstdDecompressor().decompress(stored, 0, count, out, 0, size);
            if (got < size) {
                throw new DamagedBlockException("holds " + got + " of " + size + " bytes");
            }
        } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new DamagedBlockException("cannot be decompressed");
        }
    }

    private void undoPredictor(byte[] packed, int rows) {
        int samples = image.samplesPerBlockPixel();
        int bytesPerSample = image.bitsPerSample() / 8;
        int rowBytes = (int) image.rowBytes(image.blockWidth());
        boolean bigEndian = file.order() == ByteOrder.BIG_ENDIAN;
        if (image.predictor() == 2) {
            Predictor.addDifferences(packed, rows, rowBytes, samples, bytesPerSample, bigEndian);
            if (bigEndian && image.type().isComplex()) {
                // GDAL takes both parts for one number here, so that the imaginary part comes first in the file.
                exchangeHalves(packed, rows * rowBytes, bytesPerSample / 2);
            }
        } else if (image.predictor() == 3) {
            Predictor.joinFloatBytes(packed, rows, rowBytes, samples, bytesPerSample, bigEndian);
        }
    }

    private static void exchangeHalves(byte[] packed, int bytes, int half) {
        for (int sample = 0; sample < bytes; sample += 2 * half) {
            for (int i = sample; i < sample + half; i++) {
                byte first = packed[i];
                packed[i] = packed[i + half];
                packed[i + half] = first;
            }
        }
    }

    private static void reverseBits(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (Integer.reverse(bytes[i]) >>> 24);
        }
    }
}
