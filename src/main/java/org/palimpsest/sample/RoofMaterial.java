package org.palimpsest.sample;

/** What a roof is made of, as it looks from above. */
enum RoofMaterial {
    RED_TILE(new Spectrum(0.070, 0.088, 0.190, 0.250)),
    BROWN_TILE(new Spectrum(0.062, 0.072, 0.105, 0.160)),
    SLATE(new Spectrum(0.068, 0.076, 0.080, 0.095)),
    FIBRE_CEMENT(new Spectrum(0.180, 0.195, 0.205, 0.225)),
    LIGHT_METAL(new Spectrum(0.330, 0.355, 0.365, 0.370)),
    BLUE_METAL(new Spectrum(0.205, 0.185, 0.165, 0.270)),
    BITUMEN(new Spectrum(0.095, 0.100, 0.104, 0.112)),
    LIMEWASH(new Spectrum(0.260, 0.300, 0.325, 0.350));

    private final Spectrum spectrum;

    RoofMaterial(Spectrum spectrum) {
        this.spectrum = spectrum;
    }

    Spectrum spectrum() {
        return spectrum;
    }
}
