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

    /** Images that are at least {@code least} pixels high and wide: the border is repeated where pixels lack, and does not count. */
    PairImages atLeast(int least) {
        int tall = Math.max(least, height);
        int broad = Math.max(least, width);
        if (tall == height && broad == width) {
            return this;
        }
        boolean[] inside = new boolean[tall * broad];
        for (int y = 0; y < height; y++) {
            System.arraycopy(counted, y * width, inside, y * broad, width);
        }
        return new PairImages(
                tall,
                broad,
                bands1,
                grown(first, bands1, tall, broad),
                bands2,
                grown(second, bands2, tall, broad),
                inside);
    }

    private float[] grown(float[] image, int bands, int tall, int broad) {
        float[] grown = new float[bands * tall * broad];
        for (int i = 0; i < grown.length; i++) {
            int x = Math.min(width - 1, i % broad);
            int y = Math.min(height - 1, i / broad % tall);
            grown[i] = image[(i / (broad * tall) * height + y) * width + x];
        }
        return grown;
    }

    /** The same without {@code columns} pixels at the left and at the right, and {@code rows} at the top and at the bottom. */
    PairImages inside(int columns, int rows) {
        if (columns == 0 && rows == 0) {
            return this;
        }
        int narrow = width - 2 * columns;
        int low = height - 2 * rows;
        boolean[] left = new boolean[narrow * low];
        for (int y = 0; y < low; y++) {
            System.arraycopy(counted, (y + rows) * width + columns, left, y * narrow, narrow);
        }
        return new PairImages(
                low,
                narrow,
                bands1,
                cut(first, bands1, columns, rows),
                bands2,
                cut(second, bands2, columns, rows),
                left);
    }

    private float[] cut(float[] image, int bands, int columns, int rows) {
        int narrow = width - 2 * columns;
        int low = height - 2 * rows;
        float[] cut = new float[bands * narrow * low];
        for (int line = 0; line < bands * low; line++) {
            int from = (line / low * height + rows + line % low) * width + columns;
            System.arraycopy(image, from, cut, line * narrow, narrow);
        }
        return cut;
    }
}
