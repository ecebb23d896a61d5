package org.palimpsest.vector;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.palimpsest.base.AtomicFile;
import org.slf4j.LoggerFactory;

/** A file that grows beside its target, with a buffer, until it is complete; little-endian unless told otherwise. */
final class PartFile implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long flushed;

    /** @param target where the file goes when it is complete */
    PartFile(Path target) throws IOException {
        this.target = target;
        part = AtomicFile.partOf(target);
        channel = FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    /** Bytes written so far. */
    long length() {
        return flushed + buffer.position();
    }

    void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    void write(byte[] bytes, int offset, int count) throws IOException {
        int done = 0;
        while (done < count) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int now = Math.min(buffer.remaining(), count - done);
            buffer.put(bytes, offset + done, now);
            done += now;
        }
    }

    /** Writes the remaining bytes of a buffer. */
    void write(ByteBuffer bytes) throws IOException {
        write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }

    /** Writes over bytes that were written before. */
    void overwrite(long position, byte[] bytes) throws IOException {
        flush();
        ByteBuffer source = ByteBuffer.wrap(bytes);
        long at = position;
        while (source.hasRemaining()) {
            at += channel.write(source, at);
        }
    }

    /** Reads bytes that were written before. */
    byte[] read(long position, int count) throws IOException {
        if (position + count > flushed) {
            flush();
        }
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new IOException("The temporary file " + part + " was cut short");
            }
        }
        return bytes.array();
    }

    /** Brings all bytes to the disk and moves the file to its place. */
    void complete() throws IOException {
        flush();
        channel.force(true);
        channel.close();
        AtomicFile.moveIntoPlace(part, target);
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            LoggerFactory.getLogger(PartFile.class).warn("A temporary file was left: {}", e.getMessage());
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            flushed += channel.write(buffer, flushed);
        }
        buffer.clear();
    }
}
