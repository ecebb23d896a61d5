package org.palimpsest.app.label;

/** The diameters that a brush can have, in pixels of the scene: each about a quarter larger than the one before. */
final class BrushSize {
    private static final int[] DIAMETERS = {
        1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256, 320, 384, 512, 768, 1024
    };

    private BrushSize() {}

    /** The next larger (1) or smaller (-1) diameter; the largest and the smallest stay. */
    static int next(int diameter, int by) {
        int place = 0;
        while (place < DIAMETERS.length - 1 && DIAMETERS[place] < diameter) {
            place++;
        }
        return DIAMETERS[Math.max(0, Math.min(DIAMETERS.length - 1, place + by))];
    }
}
