package org.palimpsest.raster.tiff;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.palimpsest.base.BadInputException;

/** Decodes JPEG blocks, whose tables the TIFF file may state once for all blocks (TIFF technical note 2). */
final class JpegTables {
    private static final int YCBCR = 6;
    private static final int MARKER_BYTES = 2;
    /** The last strip may be stored as high as the others, and pictures may be rounded up to whole JPEG squares. */
    private static final int MARGIN = 4096;

    private final byte[] tables;
    private final boolean colourDifferences;

    private JpegTables(byte[] tables, boolean colourDifferences) {
        this.tables = tables;
        this.colourDifferences = colourDifferences;
    }

    static JpegTables of(TiffImage image) throws BadInputException {
        byte[] tables = image.directory().has(TiffTag.JPEG_TABLES)
                ? image.directory().field(TiffTag.JPEG_TABLES).orElseThrow().rawBytes()
                : new byte[0];
        return new JpegTables(tables, image.photometric() == YCBCR && image.samplesPerBlockPixel() == 3);
    }

    /** Decodes a block of bytes; colour as luminance and chrominance comes out as red, green and blue. */
    byte[] decode(byte[] stored, int width, int rows, int samples) throws DamagedBlockException {
        Raster raster = read(joined(stored), (long) (width + MARGIN) * (rows + MARGIN));
        if (raster.getNumBands() != samples || raster.getWidth() < width || raster.getHeight() < rows) {
            throw new DamagedBlockException("holds a picture of " + raster.getWidth() + " x " + raster.getHeight()
                    + " pixels and " + raster.getNumBands() + " bands, but needs " + width + " x " + rows + " and "
                    + samples);
        }
        byte[] out = new byte[width * rows * samples];
        int[] row = new int[width * samples];
        for (int y = 0; y < rows; y++) {
            raster.getPixels(0, y, width, 1, row);
            if (colourDifferences) {
                YCbCr.toRgb(row);
            }
            int at = y * row.length;
            for (int i = 0; i < row.length; i++) {
                out[at + i] = (byte) row[i];
            }
        }
        return out;
    }

    private static Raster read(byte[] stream, long mostPixels) throws DamagedBlockException {
        ImageReader reader = reader();
        try (MemoryCacheImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(stream))) {
            boolean[] damaged = new boolean[1];
            reader.addIIOReadWarningListener((source, warning) -> damaged[0] = true);
            reader.setInput(input, true, true);
            if ((long) reader.getWidth(0) * reader.getHeight(0) > mostPixels) {
                throw new DamagedBlockException("holds a picture of " + reader.getWidth(0) + " x " + reader.getHeight(0)
                        + " pixels, which is larger than the block");
            }
            Raster raster = reader.readRaster(0, null);
            if (damaged[0]) {
                throw new DamagedBlockException("cannot be decompressed whole");
            }
            return raster;
        } catch (IOException | RuntimeException e) {
            throw new DamagedBlockException("cannot be decompressed (" + e.getMessage() + ")");
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader() throws DamagedBlockException {
        for (Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg"); readers.hasNext(); ) {
            ImageReader reader = readers.next();
            if (reader.canReadRaster()) {
                return reader;
            }
        }
        throw new DamagedBlockException("needs a JPEG decoder, which this Java lacks");
    }

    /** The block with the tables put behind its start marker. */
    private byte[] joined(byte[] stored) {
        if (tables.length <= 2 * MARKER_BYTES || stored.length < MARKER_BYTES) {
            return stored;
        }
        ByteArrayOutputStream stream = new ByteArrayOutputStream(tables.length + stored.length);
        stream.write(tables, 0, tables.length - MARKER_BYTES);
        stream.write(stored, MARKER_BYTES, stored.length - MARKER_BYTES);
        return stream.toByteArray();
    }
}
