package org.palimpsest.nn.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles of protocol 2 operation by operation, as torch's are, for tests. */
final class PickleBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int memo;

    PickleBytes() {
        op(0x80).op(2);
    }

    PickleBytes op(int value) {
        out.write(value);
        return this;
    }

    PickleBytes raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    PickleBytes int4(int value) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    PickleBytes global(String module, String name) {
        return op('c').raw((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8))
                .put();
    }

    PickleBytes text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return op('X').int4(bytes.length).raw(bytes).put();
    }

    PickleBytes number(long value) {
        if (value >= 0 && value < 256) {
            return op('K').op((int) value);
        }
        if (value == (int) value) {
            return op('J').int4((int) value);
        }
        return op(0x8a).op(8)
                .raw(ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array());
    }

    /** Remembers the top of the stack, as Python does after most values. */
    PickleBytes put() {
        return op('q').op(memo++ & 0xFF);
    }

    PickleBytes tuple(long... values) {
        op('(');
        for (long value : values) {
            number(value);
        }
        return op('t');
    }

    /** An ordered dictionary, empty and ready to be filled. */
    PickleBytes orderedDictionary() {
        return global("collections", "OrderedDict").op(')').op('R').put();
    }

    /** A tensor as torch's {@code _rebuild_tensor_v2} call. */
    PickleBytes tensor(String storageType, String key, long elements, long offset, long[] shape, long[] strides) {
        global("torch._utils", "_rebuild_tensor_v2").op('(');
        storage(storageType, key, elements, false);
        number(offset).tuple(shape).tuple(strides).op(0x89);
        return orderedDictionary().op('t').op('R').put();
    }

    /** A persistent reference to a storage; the old form has one item more. */
    PickleBytes storage(String type, String key, long elements, boolean old) {
        op('(').text("storage").global("torch", type).text(key).text("cpu").number(elements);
        if (old) {
            op('N');
        }
        return op('t').op('Q');
    }

    byte[] bytes() {
        return op('.').out.toByteArray();
    }

    /** Elements as little-endian 32-bit floats. */
    static byte[] floats(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            buffer.putFloat(value);
        }
        return buffer.array();
    }
}
