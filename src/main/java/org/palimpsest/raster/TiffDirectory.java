package org.palimpsest.raster;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.TreeMap;

/**
 * One image file directory of a TIFF: its tags and how they are laid out in bytes, classic or BigTIFF, little-endian (TIFF
 * 6.0; BigTIFF after the libtiff design note).
 */
final class TiffDirectory {
    private static final int ASCII = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int DOUBLE = 12;
    private static final int LONG8 = 16;

    private final Map<Integer, Field> fields = new TreeMap<>();

    /** A tag's values in the bytes that the file gets. */
    private record Field(int type, long count, byte[] bytes) {}

    void putShorts(int tag, long... values) {
        ByteBuffer buffer = buffer(2 * values.length);
        for (long value : values) {
            buffer.putShort((short) value);
        }
        fields.put(tag, new Field(SHORT, values.length, buffer.array()));
    }

    void putLongs(int tag, long... values) {
        ByteBuffer buffer = buffer(4 * values.length);
        for (long value : values) {
            buffer.putInt((int) value);
        }
        fields.put(tag, new Field(LONG, values.length, buffer.array()));
    }

    /** File positions: 8 bytes each in a BigTIFF, 4 in a classic TIFF. */
    void putOffsets(int tag, boolean big, long... values) {
        if (!big) {
            putLongs(tag, values);
            return;
        }
        ByteBuffer buffer = buffer(8 * values.length);
        for (long value : values) {
            buffer.putLong(value);
        }
        fields.put(tag, new Field(LONG8, values.length, buffer.array()));
    }

    void putDoubles(int tag, double... values) {
        ByteBuffer buffer = buffer(8 * values.length);
        for (double value : values) {
            buffer.putDouble(value);
        }
        fields.put(tag, new Field(DOUBLE, values.length, buffer.array()));
    }

    void putText(int tag, String text, Charset encoding) {
        byte[] bytes = (text + "\0").getBytes(encoding);
        fields.put(tag, new Field(ASCII, bytes.length, bytes));
    }

    /** Bytes of this directory with all its values. */
    int size(boolean big) {
        int size = fixedSize(big);
        for (Field field : fields.values()) {
            if (field.bytes.length > inlineBytes(big)) {
                size += padded(field.bytes.length);
            }
        }
        return size;
    }

    /**
     * The bytes of this directory.
     *
     * @param position where in the file it begins
     * @param next where the next directory begins, 0 after the last one
     */
    byte[] toBytes(boolean big, long position, long next) {
        ByteBuffer out = buffer(size(big));
        ByteBuffer values = out.duplicate().order(out.order());
        values.position(fixedSize(big));
        if (big) {
            out.putLong(fields.size());
        } else {
            out.putShort((short) fields.size());
        }
        fields.forEach((tag, field) -> {
            out.putShort(tag.shortValue());
            out.putShort((short) field.type);
            putWord(out, big, field.count);
            if (field.bytes.length <= inlineBytes(big)) {
                out.put(field.bytes).put(new byte[inlineBytes(big) - field.bytes.length]);
            } else {
                putWord(out, big, position + values.position());
                values.put(field.bytes);
                values.position(padded(values.position()));
            }
        });
        putWord(out, big, next);
        return out.array();
    }

    private int fixedSize(boolean big) {
        return padded(big ? 16 + 20 * fields.size() : 6 + 12 * fields.size());
    }

    private static int inlineBytes(boolean big) {
        return big ? 8 : 4;
    }

    private static int padded(int size) {
        return (size + 7) / 8 * 8;
    }

    private static void putWord(ByteBuffer out, boolean big, long value) {
        if (big) {
            out.putLong(value);
        } else {
            out.putInt((int) value);
        }
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    }
}
