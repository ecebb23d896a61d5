package org.palimpsest.raster.tiff;

/** Undoes PackBits, the run-length compression of TIFF 6.0, section 9. */
final class PackBitsDecoder {
    private PackBitsDecoder() {}

    /** Decodes exactly {@code size} bytes. */
    static byte[] decode(byte[] stored, int size) throws DamagedBlockException {
        byte[] out = new byte[size];
        int in = 0;
        int done = 0;
        while (done < size) {
            if (in + 1 >= stored.length) {
                throw new DamagedBlockException("holds " + done + " of " + size + " bytes");
            }
            int control = stored[in++];
            if (control >= 0) {
                int count = Math.min(Math.min(control + 1, size - done), stored.length - in);
                System.arraycopy(stored, in, out, done, count);
                in += control + 1;
                done += count;
            } else if (control != -128) {
                int count = Math.min(1 - control, size - done);
                java.util.Arrays.fill(out, done, done + count, stored[in++]);
                done += count;
            }
        }
        return out;
    }
}
