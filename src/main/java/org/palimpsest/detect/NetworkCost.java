package org.palimpsest.detect;

/**
 * What a network costs, so that a user can choose before waiting.
 *
 * @param parameters how many numbers were trained
 * @param secondsPerMegapixel of its forward pass, measured on two processor cores in windows of 256 pixels
 * @param megabytes beyond its weights that one such window takes
 */
public record NetworkCost(long parameters, double secondsPerMegapixel, int megabytes) {
    public NetworkCost {
        if (parameters < 0 || !(secondsPerMegapixel > 0) || megabytes < 0) {
            throw new IllegalArgumentException("A network's cost must be positive, but was " + parameters + ", "
                    + secondsPerMegapixel + " and " + megabytes + ".");
        }
    }
}
