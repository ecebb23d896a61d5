package org.palimpsest.train.dataset;

/**
 * One labelled pair in memory: the same ground before and after, and what changed.
 *
 * @param bands of each date
 * @param height rows
 * @param width columns
 * @param before samples {@code [bands, height, width]}
 * @param after likewise
 * @param label one of the constants for each pixel, {@code [height, width]}
 */
@SuppressWarnings("ArrayRecordComponent") // Large; read by many and changed by nobody.
public record Chip(int bands, int height, int width, Samples before, Samples after, byte[] label) {
    public static final byte NO_CHANGE = 0;
    public static final byte CHANGE = 1;
    /** Not labelled, or not observed on one of the dates: neither learnt from nor counted. */
    public static final byte IGNORED = 2;

    public Chip {
        int pixels = Math.multiplyExact(height, width);
        if (label.length != pixels) {
            throw new IllegalArgumentException(
                    "A chip of " + pixels + " pixels needs as many labels, but got " + label.length + ".");
        }
        if (before.length() != bands * pixels || after.length() != bands * pixels) {
            throw new IllegalArgumentException("A chip of " + bands + " bands of " + pixels + " pixels has dates of "
                    + before.length() + " and " + after.length() + " samples.");
        }
    }

    /** Bytes of memory that it takes. */
    public long bytes() {
        return before.bytes() + after.bytes() + label.length;
    }

    /** Pixels with a label. */
    public long labelled() {
        return label.length - count(IGNORED);
    }

    /** Pixels labelled as change. */
    public long changed() {
        return count(CHANGE);
    }

    private long count(byte value) {
        long count = 0;
        for (byte one : label) {
            if (one == value) {
                count++;
            }
        }
        return count;
    }
}
