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
    private final int count;
    private final byte[] out;
    private final int size;
    /** Each code stands for bytes that were already written: where they begin, and how many they are. */
    private final int[] begin = new int[MAX_CODES];

    private final int[] length = new int[MAX_CODES];

    private LzwDecoder(byte[] stored, int count, byte[] out, int size) {
        this.stored = stored;
        this.count = count;
        this.out = out;
        this.size = size;
    }

    /** Decodes the first {@code count} bytes of {@code stored} into exactly {@code size} bytes of {@code out}. */
    static void decode(byte[] stored, int count, byte[] out, int size) throws DamagedBlockException {
        int done = new LzwDecoder(stored, count, out, size).run();
        if (done < size) {
            throw new DamagedBlockException("holds " + done + " of " + size + " bytes");
        }
    }

    private int run() throws DamagedBlockException {
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
                if (in >= count) {
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

    private int copy(int from, int bytes, int to) {
        int copied = Math.min(bytes, size - to);
        for (int i = 0; i < copied; i++) {
            out[to + i] = out[from + i];
        }
        return to + copied;
    }
}
