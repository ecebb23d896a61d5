package org.palimpsest.raster.tiff;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.palimpsest.raster.SampleType;

/** Reads samples of one number format from the bytes of decoded blocks; complex samples are read as their modulus. */
final class SampleReader {
    private final SampleType type;
    private final VarHandle shorts;
    private final VarHandle ints;
    private final VarHandle longs;
    private final VarHandle floats;
    private final VarHandle doubles;

    SampleReader(SampleType type, ByteOrder order) {
        this.type = type;
        shorts = MethodHandles.byteArrayViewVarHandle(short[].class, order);
        ints = MethodHandles.byteArrayViewVarHandle(int[].class, order);
        longs = MethodHandles.byteArrayViewVarHandle(long[].class, order);
        floats = MethodHandles.byteArrayViewVarHandle(float[].class, order);
        doubles = MethodHandles.byteArrayViewVarHandle(double[].class, order);
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
            case UINT16 -> copyUnsignedShorts(block, place, stride, target, at, count);
            case INT16 -> {
                for (int i = 0; i < count; i++) {
                    target[at + i] = (short) shorts.get(block, place + i * stride);
                }
            }
            case FLOAT32 -> {
                for (int i = 0; i < count; i++) {
                    target[at + i] = (float) floats.get(block, place + i * stride);
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    target[at + i] = (float) value(block, place + i * stride);
                }
            }
        }
    }

    // Local handles of a known order would be constants; the field is one, too, once the compiler has seen the reader.
    private void copyUnsignedShorts(byte[] block, int place, int stride, float[] target, int at, int count) {
        for (int i = 0; i < count; i++) {
            target[at + i] = (short) shorts.get(block, place + i * stride) & 0xffff;
        }
    }

    /** The sample that begins at a byte, with all its precision. */
    double value(byte[] block, int place) {
        return switch (type) {
            case UINT8 -> block[place] & 0xff;
            case INT8 -> block[place];
            case UINT16 -> (short) shorts.get(block, place) & 0xffff;
            case INT16 -> (short) shorts.get(block, place);
            case UINT32 -> Integer.toUnsignedLong((int) ints.get(block, place));
            case INT32 -> (int) ints.get(block, place);
            case UINT64 -> unsigned((long) longs.get(block, place));
            case INT64 -> (long) longs.get(block, place);
            case FLOAT32 -> (float) floats.get(block, place);
            case FLOAT64 -> (double) doubles.get(block, place);
            case COMPLEX_INT16, COMPLEX_INT32, COMPLEX_FLOAT32, COMPLEX_FLOAT64 ->
                Math.hypot(part(block, place, 0), part(block, place, 1));
        };
    }

    /** The real (0) or imaginary (1) part of a complex sample; the sample itself where it is not complex. */
    double part(byte[] block, int place, int part) {
        return switch (type) {
            case COMPLEX_INT16 -> (short) shorts.get(block, place + 2 * part);
            case COMPLEX_INT32 -> (int) ints.get(block, place + 4 * part);
            case COMPLEX_FLOAT32 -> (float) floats.get(block, place + 4 * part);
            case COMPLEX_FLOAT64 -> (double) doubles.get(block, place + 8 * part);
            default -> value(block, place);
        };
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1 | value & 1) * 2.0;
    }
}
