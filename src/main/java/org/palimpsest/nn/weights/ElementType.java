package org.palimpsest.nn.weights;

import java.nio.ByteBuffer;

/** How the elements of a stored tensor are written, always little-endian; named as in safetensors. */
public enum ElementType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U8(1),
    BOOL(1);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    public boolean isFloatingPoint() {
        return this == F64 || this == F32 || this == F16 || this == BF16;
    }

    /** The element at the buffer's position, which moves on; a 64-bit integer beyond 2^53 is rounded. */
    double read(ByteBuffer buffer) {
        return switch (this) {
            case F64 -> buffer.getDouble();
            case F32 -> buffer.getFloat();
            case F16 -> half(buffer.getShort());
            case BF16 -> Float.intBitsToFloat(buffer.getShort() << 16);
            case I64 -> buffer.getLong();
            case I32 -> buffer.getInt();
            case I16 -> buffer.getShort();
            case I8 -> buffer.get();
            case U8 -> buffer.get() & 0xFF;
            case BOOL -> buffer.get() == 0 ? 0 : 1;
        };
    }

    /** IEEE 754 binary16: 1 sign bit, 5 exponent bits, 10 fraction bits. */
    static float half(short bits) {
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        float magnitude;
        if (exponent == 0) {
            magnitude = fraction * 0x1p-24f;
        } else if (exponent == 0x1F) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            magnitude = Math.scalb(1f + fraction * 0x1p-10f, exponent - 15);
        }
        return bits < 0 ? -magnitude : magnitude;
    }
}
