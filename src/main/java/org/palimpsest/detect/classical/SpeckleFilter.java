package org.palimpsest.detect.classical;

import java.util.List;

/**
 * Tames the speckle of a radar picture of amplitude or intensity without blurring it evenly. Immutable; safe from many
 * threads.
 */
interface SpeckleFilter {
    /** Words for settings; the first leaves the picture as it is. */
    List<String> NAMES = List.of("none", "lee", "refined-lee", "frost");

    /** How many pixels on each side a result depends on. */
    int reach();

    /**
     * Filters a picture of {@code width} columns.
     *
     * @param values in rows; values at invalid pixels are not looked at
     * @return filtered values at valid pixels, 0 elsewhere
     */
    float[] of(float[] values, boolean[] valid, int width);

    /**
     * The filter of a name.
     *
     * @param window side of the square on the ground that is looked at, in pixels of the same area, odd; refined Lee always
     *     looks at 7
     * @param looks number of looks: mean squared over variance of the intensity of even ground
     */
    static SpeckleFilter named(String name, int window, double looks, GroundPixel pixel) {
        return switch (name) {
            case "lee" -> new LeeFilter(pixel.columns(window / 2), pixel.rows(window / 2), looks);
            case "refined-lee" -> new RefinedLeeFilter(looks, pixel);
            case "frost" -> new FrostFilter(window / 2, pixel);
            default -> new None();
        };
    }

    /** Leaves the picture as it is. */
    record None() implements SpeckleFilter {
        @Override
        public int reach() {
            return 0;
        }

        @Override
        public float[] of(float[] values, boolean[] valid, int width) {
            return values;
        }
    }
}
