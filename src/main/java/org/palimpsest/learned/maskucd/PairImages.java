package org.palimpsest.learned.maskucd;

/**
 * Two images as the network sees them: samples from 0 to 1, and which pixels count.
 *
 * @param height rows
 * @param width columns
 * @param bands1 bands of the first image
 * @param first {@code [bands1, H, W]}
 * @param bands2 bands of the second image
 * @param second {@code [bands2, H, W]}
 * @param counted for each pixel whether both images were observed there
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record PairImages(int height, int width, int bands1, float[] first, int bands2, float[] second, boolean[] counted) {
    PairImages {
        int pixels = Math.multiplyExact(height, width);
        if (first.length != (long) pixels * bands1
                || second.length != (long) pixels * bands2
                || counted.length != pixels) {
            throw new IllegalArgumentException(
                    "Images of " + width + " x " + height + " pixels with " + bands1 + " and "
                            + bands2 + " bands cannot have " + first.length + " and " + second.length + " samples and "
                            + counted.length + " flags.");
        }
    }

    /** How many pixels count. */
    int countedPixels() {
        int count = 0;
        for (boolean pixel : counted) {
            count += pixel ? 1 : 0;
        }
        return count;
    }
}
