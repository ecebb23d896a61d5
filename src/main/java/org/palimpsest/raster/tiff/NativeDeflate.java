package org.palimpsest.raster.tiff;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decompresses zlib streams with libdeflate where the system has it: the library that GDAL uses, more than twice as fast as
 * the zlib behind Java.
 *
 * <p>One instance serves one thread at a time and lives as long as the program. Set the system property {@code palimpsest.libdeflate} to {@code false} to do
 * without.
 */
final class NativeDeflate {
    private static final Logger LOG = LoggerFactory.getLogger(NativeDeflate.class);
    private static final List<String> NAMES = List.of("deflate", "libdeflate.so.0", "libdeflate.so.1", "libdeflate");
    private static final boolean AVAILABLE = load();

    private final Pointer decompressor;
    private ByteBuffer stored = ByteBuffer.allocateDirect(1 << 16);
    private ByteBuffer unpacked = ByteBuffer.allocateDirect(1 << 16);

    private NativeDeflate(Pointer decompressor) {
        this.decompressor = decompressor;
    }

    /** A decompressor; empty where the library is not installed. */
    static Optional<NativeDeflate> find() {
        if (!AVAILABLE) {
            return Optional.empty();
        }
        Pointer decompressor = libdeflate_alloc_decompressor();
        return decompressor == null ? Optional.empty() : Optional.of(new NativeDeflate(decompressor));
    }

    private static boolean load() {
        if (!Boolean.parseBoolean(System.getProperty("palimpsest.libdeflate", "true"))) {
            return false;
        }
        for (String name : NAMES) {
            try {
                Native.register(NativeDeflate.class, NativeLibrary.getInstance(name));
                LOG.debug("Deflate blocks are decompressed by {}", name);
                return true;
            } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
                LOG.trace("No library {}", name, e);
            }
        }
        return false;
    }

    // The functions' names are those of the library.
    private static native Pointer libdeflate_alloc_decompressor();

    private static native int libdeflate_zlib_decompress(
            Pointer decompressor, Pointer in, long inBytes, Pointer out, long outBytes, Pointer actualBytes);

    /** A buffer of exactly {@code bytes} bytes for the stream that is decompressed next. */
    ByteBuffer input(int bytes) {
        stored = atLeast(stored, bytes);
        return stored.clear().limit(bytes);
    }

    /**
     * Decompresses the stream that fills the {@link #input}, which holds exactly {@code size} bytes.
     *
     * @return whether it did; where not, {@code out} is unchanged and Java's own decompressor can say why
     */
    boolean decompress(int inBytes, byte[] out, int size) {
        unpacked = atLeast(unpacked, size);
        int result = libdeflate_zlib_decompress(
                decompressor,
                Native.getDirectBufferPointer(stored.clear()),
                inBytes,
                Native.getDirectBufferPointer(unpacked.clear()),
                size,
                Pointer.NULL);
        if (result == 0) {
            unpacked.clear().get(out, 0, size);
        }
        return result == 0;
    }

    private static ByteBuffer atLeast(ByteBuffer buffer, int bytes) {
        return buffer.capacity() >= bytes ? buffer : ByteBuffer.allocateDirect(bytes);
    }
}
