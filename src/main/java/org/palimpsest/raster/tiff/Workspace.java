package org.palimpsest.raster.tiff;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;

/**
 * What one read needs while it decodes block after block: buffers and decompressors that are used again.
 *
 * <p>Borrowed by a read and given back when it ends, so there are never more than reads at one time; large buffers are not
 * kept.
 */
final class Workspace implements AutoCloseable {
    private static final ConcurrentLinkedDeque<Workspace> FREE = new ConcurrentLinkedDeque<>();
    private static final int KEPT_BYTES = 1 << 23;

    private byte[] stored = new byte[0];
    private byte[] unpacked = new byte[0];
    private final @Nullable NativeDeflate fast = NativeDeflate.find().orElse(null);
    private final Inflater inflater = new Inflater();

    private Workspace() {}

    static Workspace borrow() {
        Workspace free = FREE.pollFirst();
        return free == null ? new Workspace() : free;
    }

    /** A buffer for at least {@code bytes} bytes as they are stored in the file; its content is arbitrary. */
    byte[] stored(int bytes) {
        if (stored.length < bytes) {
            stored = new byte[bytes];
        }
        return stored;
    }

    /** A buffer for at least {@code bytes} decoded bytes; its content is arbitrary. */
    byte[] unpacked(int bytes) {
        if (unpacked.length < bytes) {
            unpacked = new byte[bytes];
        }
        return unpacked;
    }

    /** Decompresses a zlib stream of a file into the first {@code size} bytes of {@code out}. */
    void inflate(TiffFile file, long offset, int count, byte[] out, int size)
            throws BadInputException, DamagedBlockException {
        if (fast != null && size <= KEPT_BYTES) {
            file.read(offset, fast.input(count));
            if (fast.decompress(count, out, size)) {
                return;
            }
        }
        byte[] in = stored(count);
        file.read(offset, in, count);
        inflate(in, count, out, size);
    }

    /** Decompresses a zlib stream into the first {@code size} bytes of {@code out}. */
    void inflate(byte[] in, int inBytes, byte[] out, int size) throws DamagedBlockException {
        inflater.reset();
        inflater.setInput(in, 0, inBytes);
        try {
            int done = 0;
            while (done < size) {
                int got = inflater.inflate(out, done, size - done);
                done += got;
                if (got == 0 && (inflater.finished() || inflater.needsInput() || inflater.needsDictionary())) {
                    throw new DamagedBlockException("holds " + done + " of " + size + " bytes");
                }
            }
        } catch (DataFormatException e) {
            throw new DamagedBlockException("cannot be decompressed");
        }
    }

    /** Gives the workspace back for the next read. */
    @Override
    public void close() {
        if (stored.length > KEPT_BYTES) {
            stored = new byte[0];
        }
        if (unpacked.length > KEPT_BYTES) {
            unpacked = new byte[0];
        }
        FREE.offerFirst(this);
    }
}
