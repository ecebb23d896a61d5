package org.palimpsest.sample;

/**
 * Surface reflectance in the four bands of the sample images, 0..1.
 *
 * @param blue about 490 nm
 * @param green about 565 nm
 * @param red about 665 nm
 * @param nearInfrared about 865 nm
 */
record Spectrum(double blue, double green, double red, double nearInfrared) {
    static final int BANDS = 4;

    /** Returns the reflectance in a band, 0 (blue) to 3 (near infrared). */
    double band(int band) {
        return switch (band) {
            case 0 -> blue;
            case 1 -> green;
            case 2 -> red;
            case 3 -> nearInfrared;
            default -> throw new IllegalArgumentException("Band must be 0 to 3, but was " + band + ".");
        };
    }

    /** Returns the spectrum of an area of which {@code share} (0..1) is covered by {@code other}. */
    Spectrum mixed(Spectrum other, double share) {
        return new Spectrum(
                Blend.between(blue, other.blue, share),
                Blend.between(green, other.green, share),
                Blend.between(red, other.red, share),
                Blend.between(nearInfrared, other.nearInfrared, share));
    }

    /** Returns the spectrum with every band multiplied. */
    Spectrum times(double factor) {
        return new Spectrum(blue * factor, green * factor, red * factor, nearInfrared * factor);
    }

    /** Returns the sum with another spectrum, band by band. */
    Spectrum plus(Spectrum other) {
        return new Spectrum(blue + other.blue, green + other.green, red + other.red, nearInfrared + other.nearInfrared);
    }

    /** Returns the spectrum made redder (positive) or bluer (negative) while its brightness stays about the same. */
    Spectrum reddened(double amount) {
        return new Spectrum(
                blue * (1 - amount),
                green * (1 - 0.25 * amount),
                red * (1 + 0.8 * amount),
                nearInfrared * (1 + amount * 0.5));
    }
}
