package org.palimpsest.sample;

import java.util.List;

/**
 * What is left of the air in an image, and how the sensor's calibration is off.
 *
 * @param haze added brightness, 0 (clear) to 1 (hazy): strong in blue, none in the near infrared
 * @param gains factor of each band, near 1
 * @param humidity absorbed share of the near infrared, 0..0.2
 */
record Atmosphere(double haze, List<Double> gains, double humidity) {
    private static final double[] PATH = {0.052, 0.032, 0.019, 0.006};
    private static final double[] LOSS = {0.12, 0.08, 0.055, 0.03};

    Atmosphere {
        gains = List.copyOf(gains);
        if (gains.size() != Spectrum.BANDS) {
            throw new IllegalArgumentException("An atmosphere needs 4 gains, but had " + gains.size() + ".");
        }
    }

    /** Returns the reflectance that is measured for a surface's reflectance, with the local density of the haze (about 1). */
    double measured(int band, double reflectance, double density) {
        double air = haze * density;
        double wet = band == Spectrum.BANDS - 1 ? 1 - humidity : 1;
        return gains.get(band) * wet * (reflectance * (1 - LOSS[band] * air) + PATH[band] * air);
    }
}
