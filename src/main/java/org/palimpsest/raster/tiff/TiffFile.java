package org.palimpsest.raster.tiff;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.palimpsest.base.BadInputException;

/** The bytes of an open TIFF file: length, byte order, and reads at any place by any number of threads at once. */
final class TiffFile implements Closeable {
    private static final int CLASSIC = 42;
    private static final int BIG = 43;
    private static final int BIG_HEADER_BYTES = 16;

    private final String name;
    private final FileChannel channel;
    private final long length;
    private final ByteOrder order;
    private final boolean big;
    private final long firstDirectory;

    private TiffFile(String name, FileChannel channel, long length, ByteOrder order, boolean big, long firstDirectory) {
        this.name = name;
        this.channel = channel;
        this.length = length;
        this.order = order;
        this.big = big;
        this.firstDirectory = firstDirectory;
    }

    /** Tells whether a file that begins with these bytes calls itself a TIFF. */
    static boolean isTiff(byte[] start) {
        if (start.length < 4) {
            return false;
        }
        boolean little = start[0] == 'I' && start[1] == 'I';
        boolean bigEndian = start[0] == 'M' && start[1] == 'M';
        int magic = little ? start[2] | start[3] << 8 : start[3] | start[2] << 8;
        return (little || bigEndian) && (magic == CLASSIC || magic == BIG);
    }

    /** Opens the file and reads its header. */
    static TiffFile open(Path path, String name) throws BadInputException {
        FileChannel channel = null;
        boolean done = false;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
            long length = channel.size();
            ByteBuffer header = ByteBuffer.allocate((int) Math.min(BIG_HEADER_BYTES, length));
            readFully(channel, header, 0);
            header.flip();
            if (header.limit() < 8 || !isTiff(header.array())) {
                throw new BadInputException(name + " is not a TIFF image.");
            }
            ByteOrder order = header.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            header.order(order);
            boolean big = header.getShort(2) == BIG;
            if (big && (header.limit() < BIG_HEADER_BYTES || header.getShort(4) != 8)) {
                throw new BadInputException(name + " is damaged: its BigTIFF header is not valid. Get the file again.");
            }
            long first = big ? header.getLong(8) : Integer.toUnsignedLong(header.getInt(4));
            TiffFile file = new TiffFile(name, channel, length, order, big, first);
            done = true;
            return file;
        } catch (IOException e) {
            throw new BadInputException(name + " cannot be read: " + e.getMessage() + ".", e);
        } finally {
            if (!done && channel != null) {
                closeQuietly(channel);
            }
        }
    }

    String name() {
        return name;
    }

    long length() {
        return length;
    }

    ByteOrder order() {
        return order;
    }

    /** Tells whether offsets have 64 bits. */
    boolean isBig() {
        return big;
    }

    /** Where the first directory lies. */
    long firstDirectory() {
        return firstDirectory;
    }

    /** Tells whether the file holds {@code count} bytes at {@code offset}. */
    boolean holds(long offset, long count) {
        return offset >= 0 && count >= 0 && offset <= length && count <= length - offset;
    }

    private void checkHolds(long offset, int count) throws BadInputException {
        if (!holds(offset, count)) {
            throw new BadInputException(name + " is damaged or cut off: " + count + " bytes are wanted at " + offset
                    + ", but the file ends at " + length + ". Get the file again.");
        }
    }

    /** Reads exactly {@code count} bytes, ready to be got in the file's byte order. */
    ByteBuffer read(long offset, int count) throws BadInputException {
        checkHolds(offset, count);
        byte[] bytes = new byte[count];
        read(offset, bytes, count);
        return ByteBuffer.wrap(bytes).order(order);
    }

    /** Reads exactly {@code count} bytes into the beginning of an array. */
    void read(long offset, byte[] bytes, int count) throws BadInputException {
        read(offset, ByteBuffer.wrap(bytes, 0, Math.min(count, bytes.length)));
    }

    /** Fills what remains of a buffer. */
    void read(long offset, ByteBuffer bytes) throws BadInputException {
        int count = bytes.remaining();
        checkHolds(offset, count);
        try {
            readFully(channel, bytes, offset);
        } catch (IOException e) {
            throw new BadInputException(name + " cannot be read at byte " + offset + ": " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static void readFully(FileChannel channel, ByteBuffer bytes, long offset) throws IOException {
        long position = offset;
        while (bytes.hasRemaining()) {
            int got = channel.read(bytes, position);
            if (got < 0) {
                throw new IOException("the file became shorter while it was open");
            }
            position += got;
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // A file that was only read loses nothing when closing it fails.
            org.slf4j.LoggerFactory.getLogger(TiffFile.class).debug("Closing failed", e);
        }
    }
}
