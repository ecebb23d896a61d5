package org.palimpsest.raster.tiff;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.palimpsest.raster.SampleType;

/** Reads samples of one number format from the bytes of decoded blocks; complex samples are read as their modulus. */
final class SampleReader {
    // Constants of the class, because the compiler turns a view into one machine instruction only when it is a
    // constant.
    private static final VarHandle SHORTS_LITTLE = view(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS_BIG = view(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS_LITTLE = view(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS_BIG = view(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS_LITTLE = view(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS_BIG = view(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int PIXEL_SHORTS = 4;

    private final SampleType type;
    private final boolean big;

    SampleReader(SampleType type, ByteOrder order) {
        this.type = type;
        this.big = order == ByteOrder.BIG_ENDIAN;
    }

    private static VarHandle view(Class<?> array, ByteOrder order) {
        return MethodHandles.byteArrayViewVarHandle(array, order);
    }

    /** Copies {@code count} samples, which stand {@code step} samples apart, beginning with sample {@code from}. */
    void copy(byte[] block, int from, int step, float[] target, int at, int count) {
        int bytes = type.bits() / 8;
        int place = from * bytes;
        int stride = step * bytes;
        switch (type) {
            case UINT8 -> {
                for (int i = 0; i < count; i++) {
                    target[at + i] = block[place + i * stride] & 0xff;
                }
            }
            case UINT16 -> {
                if (big) {
                    for (int i = 0; i < count; i++) {
                        target[at + i] = (short) SHORTS_BIG.get(block, place + i * stride) & 0xffff;
                    }
                } else {
                    for (int i = 0; i < count; i++) {
                        target[at + i] = (short) SHORTS_LITTLE.get(block, place + i * stride) & 0xffff;
                    }
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    target[at + i] = (float) value(block, place + i * stride);
                }
            }
        }
    }

    /** Tells whether {@link #copyPixels} knows the format. */
    boolean canCopyPixels(int samplesPerPixel) {
        return type == SampleType.UINT16 && !big && samplesPerPixel == PIXEL_SHORTS;
    }

    /**
     * Copies pixels of four samples, each read at once, which takes a third of the time of four calls of {@link #copy}.
     *
     * @param from the first pixel in the block
     * @param targets one array for each of the four samples
     */
    void copyPixels(byte[] block, int from, float[][] targets, int at, int count) {
        float[] first = targets[0];
        float[] second = targets[1];
        float[] third = targets[2];
        float[] fourth = targets[3];
        for (int i = 0; i < count; i++) {
            long pixel = (long) LONGS_LITTLE.get(block, (from + i) * Long.BYTES);
            first[at + i] = (int) pixel & 0xffff;
            second[at + i] = (int) (pixel >>> 16) & 0xffff;
            third[at + i] = (int) (pixel >>> 32) & 0xffff;
            fourth[at + i] = (int) (pixel >>> 48);
        }
    }

    /** The sample that begins at a byte, with all its precision. */
    double value(byte[] block, int place) {
        return switch (type) {
            case UINT8 -> block[place] & 0xff;
            case INT8 -> block[place];
            case UINT16 -> shortAt(block, place) & 0xffff;
            case INT16 -> shortAt(block, place);
            case UINT32 -> Integer.toUnsignedLong(intAt(block, place));
            case INT32 -> intAt(block, place);
            case UINT64 -> unsigned(longAt(block, place));
            case INT64 -> longAt(block, place);
            case FLOAT32 -> Float.intBitsToFloat(intAt(block, place));
            case FLOAT64 -> Double.longBitsToDouble(longAt(block, place));
            case COMPLEX_INT16, COMPLEX_INT32, COMPLEX_FLOAT32, COMPLEX_FLOAT64 ->
                Math.hypot(part(block, place, 0), part(block, place, 1));
        };
    }

    /** The real (0) or imaginary (1) part of a complex sample; the sample itself where it is not complex. */
    double part(byte[] block, int place, int part) {
        return switch (type) {
            case COMPLEX_INT16 -> shortAt(block, place + 2 * part);
            case COMPLEX_INT32 -> intAt(block, place + 4 * part);
            case COMPLEX_FLOAT32 -> Float.intBitsToFloat(intAt(block, place + 4 * part));
            case COMPLEX_FLOAT64 -> Double.longBitsToDouble(longAt(block, place + 8 * part));
            default -> value(block, place);
        };
    }

    private short shortAt(byte[] block, int place) {
        return big ? (short) SHORTS_BIG.get(block, place) : (short) SHORTS_LITTLE.get(block, place);
    }

    private int intAt(byte[] block, int place) {
        return big ? (int) INTS_BIG.get(block, place) : (int) INTS_LITTLE.get(block, place);
    }

    private long longAt(byte[] block, int place) {
        return big ? (long) LONGS_BIG.get(block, place) : (long) LONGS_LITTLE.get(block, place);
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1 | value & 1) * 2.0;
    }
}
