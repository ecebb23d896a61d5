package org.palimpsest.learned.maskucd;

/** How strictly the mask of an epoch is drawn, in standard deviations above the mean of the difference map. */
@FunctionalInterface
interface MaskRule {
    /**
     * The factor k of the threshold {@code mean + k * standard deviation}.
     *
     * @param map differences from 0 to 1
     * @param counted which pixels count
     */
    double factor(float[] map, boolean[] counted, MapMoments moments);

    /** The same factor whatever the map, as the authors set it by hand for each scene. */
    static MaskRule fixed(double factor) {
        return (map, counted, moments) -> factor;
    }
}
