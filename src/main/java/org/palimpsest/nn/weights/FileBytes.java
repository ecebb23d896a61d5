package org.palimpsest.nn.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Little-endian reading of a part of a file, byte by byte from a buffer; never asks for more memory than the part has bytes. */
final class FileBytes {
    private static final int BUFFER_BYTES = 1 << 16;

    private final FileChannel file;
    private final long end;
    private long next;
    private ByteBuffer buffer = ByteBuffer.allocate(0);

    /** The bytes {@code begin} to before {@code end}, which must lie in the file. */
    FileBytes(FileChannel file, long begin, long end) {
        this.file = file;
        this.next = begin;
        this.end = end;
    }

    /** {@code count} bytes at {@code position}, ready to be read. */
    static ByteBuffer read(FileChannel file, long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("The file became shorter while it was read.");
            }
        }
        return bytes.flip();
    }

    /** Place in the file of the next byte. */
    long position() {
        return next - buffer.remaining();
    }

    long remaining() {
        return end - position();
    }

    int unsignedByte() throws IOException, Refusal {
        if (!buffer.hasRemaining()) {
            if (next >= end) {
                throw new Refusal("it ends in the middle of a value.");
            }
            buffer = read(file, next, (int) Math.min(BUFFER_BYTES, end - next));
            next += buffer.limit();
        }
        return buffer.get() & 0xFF;
    }

    /** {@code count} bytes, ready to be read. */
    ByteBuffer bytes(long count) throws IOException, Refusal {
        if (count < 0 || count > remaining() || count > Integer.MAX_VALUE) {
            throw new Refusal("it claims a value of " + Long.toUnsignedString(count) + " bytes where " + remaining()
                    + " are left.");
        }
        ByteBuffer bytes = read(file, position(), (int) count);
        skip(count);
        return bytes;
    }

    /** Moves on by {@code count} bytes, at most to the end. */
    void skip(long count) throws Refusal {
        if (count < 0 || count > remaining()) {
            throw new Refusal(
                    "it claims " + Long.toUnsignedString(count) + " bytes where " + remaining() + " are left.");
        }
        next = position() + count;
        buffer = ByteBuffer.allocate(0);
    }
}
