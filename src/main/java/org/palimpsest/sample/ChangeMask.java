package org.palimpsest.sample;

/**
 * The truth: which pixels of an image's grid really changed.
 *
 * @param grid the grid of the first image
 * @param labels row by row: 0 no change, 1 change, 255 not seen on both dates; not copied
 */
public record ChangeMask(ImageGrid grid, byte[] labels) {
    /** Label of pixels that either date has no data for. */
    public static final byte UNSEEN = (byte) 255;

    /** Returns the share of changed pixels among those seen on both dates, 0..1. */
    public double changedShare() {
        long changed = 0;
        long seen = 0;
        for (byte label : labels) {
            changed += label == 1 ? 1 : 0;
            seen += label == UNSEEN ? 0 : 1;
        }
        return seen == 0 ? 0 : (double) changed / seen;
    }
}
