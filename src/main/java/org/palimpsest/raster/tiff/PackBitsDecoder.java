package org.palimpsest.raster.tiff;

/** Undoes PackBits, the run-length compression of TIFF 6.0, section 9. */
final class PackBitsDecoder {
    private PackBitsDecoder() {}

    /** Decodes the first {@code count} bytes of {@code stored} into exactly {@code size} bytes of {@code out}. */
    static void decode(byte[] stored, int count, byte[] out, int size) throws DamagedBlockException {
        int in = 0;
        int done = 0;
        while (done < size) {
            if (in + 1 >= count) {
                throw new DamagedBlockException("holds " + done + " of " + size + " bytes");
            }
            int control = stored[in++];
            if (control >= 0) {
                int literals = Math.min(Math.min(control + 1, size - done), count - in);
                System.arraycopy(stored, in, out, done, literals);
                in += control + 1;
                done += literals;
            } else if (control != -128) {
                int repeats = Math.min(1 - control, size - done);
                java.util.Arrays.fill(out, done, done + repeats, stored[in++]);
                done += repeats;
            }
        }
    }
}
