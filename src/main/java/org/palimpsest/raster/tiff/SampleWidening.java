package org.palimpsest.raster.tiff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.palimpsest.raster.SampleType;

/** Brings samples of 1 to 31 bits, and floating-point samples of 16 bits, to a whole number of bytes. */
final class SampleWidening {
    private SampleWidening() {}

    /** The samples of a block in the image's {@link TiffImage#type()}; the same array where nothing is to be done. */
    static byte[] widen(byte[] packed, TiffImage image, int rows) {
        int bits = image.bitsPerSample();
        if (image.type() == SampleType.FLOAT32 && bits == 16) {
            return halves(packed, image, rows);
        }
        if (image.type().bits() == bits) {
            return packed;
        }
        int samples = image.blockWidth() * image.samplesPerBlockPixel();
        int rowBytes = (int) image.rowBytes(image.blockWidth());
        int bytes = image.type().bits() / 8;
        // TIFF says nothing of the order of three bytes. GDAL reads and writes the highest first in a little-endian
        // file
        // and the lowest first in a big-endian one.
        boolean lowestFirst = bits == 24 && image.directory().file().order() == ByteOrder.BIG_ENDIAN;
        ByteBuffer out = ByteBuffer.allocate(rows * samples * bytes)
                .order(image.directory().file().order());
        for (int row = 0; row < rows; row++) {
            for (int sample = 0; sample < samples; sample++) {
                int value = lowestFirst
                        ? triple(packed, row * rowBytes + 3 * sample)
                        : bitsAt(packed, 8L * row * rowBytes + (long) sample * bits, bits);
                switch (bytes) {
                    case 1 -> out.put((byte) value);
                    case 2 -> out.putShort((short) value);
                    default -> out.putInt(value);
                }
            }
        }
        return out.array();
    }

    private static int triple(byte[] packed, int at) {
        return ((packed[at + 2] & 0xff) << 16) | ((packed[at + 1] & 0xff) << 8) | (packed[at] & 0xff);
    }

    /** Reads a number whose bits, the highest first, begin at a bit of the block. */
    private static int bitsAt(byte[] packed, long bit, int bits) {
        int value = 0;
        int left = bits;
        long at = bit;
        while (left > 0) {
            int inByte = (int) (at & 7);
            int taken = Math.min(left, 8 - inByte);
            int part = (packed[(int) (at >> 3)] & 0xff) >> (8 - inByte - taken) & ((1 << taken) - 1);
            value = value << taken | part;
            left -= taken;
            at += taken;
        }
        return value;
    }

    private static byte[] halves(byte[] packed, TiffImage image, int rows) {
        int bytes = rows * (int) image.rowBytes(image.blockWidth());
        ByteBuffer in =
                ByteBuffer.wrap(packed, 0, bytes).order(image.directory().file().order());
        ByteBuffer out = ByteBuffer.allocate(bytes * 2).order(in.order());
        while (in.hasRemaining()) {
            out.putFloat(half(in.getShort()));
        }
        return out.array();
    }

    /** The value of a 16-bit floating-point number of IEEE 754: 1 bit sign, 5 bits exponent, 10 bits fraction. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float size = exponent == 0
                ? fraction * 0x1p-24f
                : exponent == 31
                        ? fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN
                        : (1024 + fraction) * (float) Math.scalb(1.0, exponent - 25);
        return bits < 0 ? -size : size;
    }
}
