package org.palimpsest.raster.tiff;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
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

    BlockDecoder(TiffImage image) throws BadInputException {
        this.image = image;
        this.file = image.directory().file();
        this.jpegTables = JpegTables.of(image);
    }

    /**
     * Decodes a block that the file holds.
     *
     * @return the samples, band after band within each pixel, pixel after pixel, row after row
     * @throws BadInputException when the block is damaged; the message names the file and the place
     */
    byte[] decode(int block) throws BadInputException {
        byte[] stored = file.read(image.offset(block), Math.toIntExact(image.byteCount(block)))
                .array();
        try {
            byte[] samples = unpack(stored, block);
            if (image.isInks()) {
                Inks.toRgb(samples);
            }
            return samples;
        } catch (DamagedBlockException e) {
            throw new BadInputException(
                    file.name() + " is damaged: the " + image.place(block) + " " + e.getMessage()
                            + ". Get the file again.",
                    e);
        }
    }

    private byte[] unpack(byte[] stored, int block) throws DamagedBlockException, BadInputException {
        if (image.compression() == TiffCompression.JPEG) {
            return jpegTables.decode(stored, image.blockWidth(), image.rows(block), image.samplesPerBlockPixel());
        }
        if (image.directory().number(TiffTag.FILL_ORDER, 1) == 2) {
            reverseBits(stored);
        }
        byte[] packed = decompress(stored, image.packedBytes(block));
        undoPredictor(packed, image.rows(block));
        return SampleWidening.widen(packed, image, image.rows(block));
    }

    private byte[] decompress(byte[] stored, int size) throws DamagedBlockException {
        return switch (image.compression()) {
            case NONE -> stored;
            case DEFLATE -> inflate(stored, size);
            case LZW -> LzwDecoder.decode(stored, size);
            case PACKBITS -> PackBitsDecoder.decode(stored, size);
            case ZSTD -> zstd(stored, size);
            default -> throw new IllegalStateException("Unreadable compression passed the check of the layout.");
        };
    }

    private static byte[] inflate(byte[] stored, int size) throws DamagedBlockException {
        byte[] out = new byte[size];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(stored);
            int done = 0;
            while (done < size) {
                int got = inflater.inflate(out, done, size - done);
                done += got;
                if (got == 0 && (inflater.finished() || inflater.needsInput() || inflater.needsDictionary())) {
                    throw new DamagedBlockException("holds " + done + " of " + size + " bytes");
                }
            }
            return out;
        } catch (DataFormatException e) {
            throw new DamagedBlockException("cannot be decompressed");
        } finally {
            inflater.end();
        }
    }

    private static byte[] zstd(byte[] stored, int size) throws DamagedBlockException {
        byte[] out = new byte[size];
        try {
            int got = new ZstdDecompressor().decompress(stored, 0, stored.length, out, 0, size);
            if (got < size) {
                throw new DamagedBlockException("holds " + got + " of " + size + " bytes");
            }
            return out;
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
        } else if (image.predictor() == 3) {
            Predictor.joinFloatBytes(packed, rows, rowBytes, samples, bytesPerSample, bigEndian);
        }
    }

    private static void reverseBits(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (Integer.reverse(bytes[i]) >>> 24);
        }
    }
}
