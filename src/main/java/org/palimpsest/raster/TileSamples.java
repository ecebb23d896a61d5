package org.palimpsest.raster;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads and writes single samples in the bytes of an uncompressed tile, little-endian as in the files written here. */
final class TileSamples {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private final SampleType type;

    TileSamples(SampleType type) {
        this.type = type;
    }

    double get(byte[] tile, int sample) {
        return switch (type) {
            case UINT8 -> tile[sample] & 0xFF;
            case UINT16 -> (short) SHORT.get(tile, 2 * sample) & 0xFFFF;
            case INT16 -> (short) SHORT.get(tile, 2 * sample);
            default -> (float) FLOAT.get(tile, 4 * sample);
        };
    }

    /** Stores a value; whole-number types round to the nearest and cut off at the ends of their range. */
    void put(byte[] tile, int sample, double value) {
        switch (type) {
            case UINT8 -> tile[sample] = (byte) rounded(value, 0, 0xFF);
            case UINT16 -> SHORT.set(tile, 2 * sample, (short) rounded(value, 0, 0xFFFF));
            case INT16 -> SHORT.set(tile, 2 * sample, (short) rounded(value, Short.MIN_VALUE, Short.MAX_VALUE));
            default -> FLOAT.set(tile, 4 * sample, (float) value);
        }
    }

    /** Reads {@code count} samples, which stand {@code step} samples apart, beginning with sample {@code from}. */
    void get(byte[] tile, int from, int step, double[] values, int count) {
        // The format is looked at once, not once for each sample.
        switch (type) {
            case UINT8 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = tile[from + i * step] & 0xFF;
                }
            }
            case FLOAT32 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = (float) FLOAT.get(tile, 4 * (from + i * step));
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    values[i] = get(tile, from + i * step);
                }
            }
        }
    }

    /** Stores {@code count} samples, which stand {@code step} samples apart, beginning with sample {@code to}. */
    void put(byte[] tile, int to, int step, float[] values, int first, int count) {
        if (type == SampleType.FLOAT32) {
            for (int i = 0; i < count; i++) {
                FLOAT.set(tile, 4 * (to + i * step), values[first + i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                put(tile, to + i * step, values[first + i]);
            }
        }
    }

    /** Likewise. */
    void put(byte[] tile, int to, int step, double[] values, int count) {
        if (type == SampleType.FLOAT32) {
            for (int i = 0; i < count; i++) {
                FLOAT.set(tile, 4 * (to + i * step), (float) values[i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                put(tile, to + i * step, values[i]);
            }
        }
    }

    /** Stores one value at every place of a tile. */
    void fill(byte[] tile, double value) {
        int bytes = type.bits() / Byte.SIZE;
        for (int sample = 0; sample < tile.length / bytes; sample++) {
            put(tile, sample, value);
        }
    }

    private static int rounded(double value, int low, int high) {
        return (int) Math.min(high, Math.max(low, Math.rint(value)));
    }
}
