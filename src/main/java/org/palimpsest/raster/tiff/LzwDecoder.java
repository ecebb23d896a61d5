package org.palimpsest.raster.tiff;

/**
 * Undoes TIFF's LZW compression (TIFF 6.0, section 13): codes of 9 to 12 bits, highest bit first, whose width grows one
 * code early.
 */
final class LzwDecoder {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int FIRST_FREE = 258;
    private static final int MAX_CODES = 4096;

    private final byte[] stored;
    private final byte[] out;
    /** Each code stands for bytes that were already written: where they begin, and how many they are. */
    private final int[] begin = new int[MAX_CODES];

    private final int[] length = new int[MAX_CODES];

    private LzwDecoder(byte[] stored, int size) {
        this.stored = stored;
        this.out = new byte[size];
    }

    /** Decodes exactly {@code size} bytes. */
    static byte[] decode(byte[] stored, int size) throws DamagedBlockException {
        LzwDecoder decoder = new LzwDecoder(stored, size);
        int done = decoder.run();
        if (done < size) {
            throw new DamagedBlockException("holds " + done + " of " + size + " bytes");
        }
        return decoder.out;
    }

    private int run() throws DamagedBlockException {
        int size = out.length;
        int done = 0;
        int in = 0;
        long bits = 0;
        int available = 0;
        int width = 9;
        int next = FIRST_FREE;
        int previousBegin = -1;
        int previousLength = 0;
        while (done < size) {
            while (available < width) {
                if (in >= stored.length) {
                    return done;
                }
                bits = bits << 8 | (stored[in++] & 0xff);
                available += 8;
            }
            available -= width;
            int code = (int) (bits >>> available) & ((1 << width) - 1);
            if (code == END) {
                return done;
            }
            if (code == CLEAR) {
                width = 9;
                next = FIRST_FREE;
                previousBegin = -1;
                continue;
            }
            int start = done;
            if (code < CLEAR) {
                out[done++] = (byte) code;
            } else if (code < next && previousBegin >= 0) {
                done = copy(begin[code], length[code], done);
            } else if (code == next && previousBegin >= 0) {
                done = copy(previousBegin, previousLength, done);
                if (done < size) {
                    out[done++] = out[start];
                }
            } else {
                throw new DamagedBlockException("cannot be decompressed");
            }
            if (previousBegin >= 0 && next < MAX_CODES) {
                // The new code is the previous bytes and the first of these, which follow each other in the output.
                begin[next] = previousBegin;
                length[next] = previousLength + 1;
                next++;
                if (next + 1 >= 1 << width && width < 12) {
                    width++;
                }
            }
            previousBegin = start;
            previousLength = done - start;
        }
        return done;
    }

    private int copy(int from, int count, int to) {
        int copied = Math.min(count, out.length - to);
        for (int i = 0; i < copied; i++) {
            out[to + i] = out[from + i];
        }
        return to + copied;
    }
}
