package org.palimpsest.sample;

/**
 * Reflectances of pure materials, rounded from what field spectrometers commonly measure in these four bands.
 *
 * <p>Everything that the images show is a mixture of these, changed by moisture, age, season and light.
 */
final class Spectra {
    static final Spectrum DRY_SOIL = new Spectrum(0.095, 0.135, 0.180, 0.265);
    static final Spectrum WET_SOIL = new Spectrum(0.048, 0.068, 0.092, 0.150);
    static final Spectrum STRAW = new Spectrum(0.115, 0.175, 0.225, 0.330);
    static final Spectrum CEREAL_LEAF = new Spectrum(0.027, 0.056, 0.033, 0.440);
    static final Spectrum BROAD_LEAF = new Spectrum(0.029, 0.068, 0.035, 0.520);
    static final Spectrum MAIZE_LEAF = new Spectrum(0.028, 0.062, 0.037, 0.430);
    static final Spectrum RAPE_FLOWER = new Spectrum(0.060, 0.200, 0.185, 0.480);
    static final Spectrum GRASS = new Spectrum(0.034, 0.069, 0.047, 0.395);
    static final Spectrum DRY_GRASS = new Spectrum(0.075, 0.120, 0.135, 0.300);
    static final Spectrum DECIDUOUS_CROWN = new Spectrum(0.020, 0.046, 0.023, 0.390);
    static final Spectrum CONIFER_CROWN = new Spectrum(0.016, 0.031, 0.019, 0.235);
    static final Spectrum FOREST_FLOOR = new Spectrum(0.026, 0.040, 0.040, 0.165);
    static final Spectrum SLASH = new Spectrum(0.085, 0.115, 0.150, 0.235);
    static final Spectrum REED = new Spectrum(0.036, 0.062, 0.060, 0.270);
    static final Spectrum DEEP_WATER = new Spectrum(0.030, 0.032, 0.018, 0.008);
    static final Spectrum TURBID_WATER = new Spectrum(0.046, 0.066, 0.050, 0.020);
    static final Spectrum WET_MUD = new Spectrum(0.060, 0.078, 0.094, 0.110);
    static final Spectrum DRY_SILT = new Spectrum(0.118, 0.152, 0.188, 0.240);
    static final Spectrum ASPHALT = new Spectrum(0.066, 0.082, 0.094, 0.115);
    static final Spectrum OLD_ASPHALT = new Spectrum(0.090, 0.112, 0.128, 0.155);
    static final Spectrum GRAVEL = new Spectrum(0.125, 0.165, 0.205, 0.262);
    static final Spectrum CONCRETE = new Spectrum(0.165, 0.198, 0.222, 0.255);
    static final Spectrum CONSTRUCTION_SOIL = new Spectrum(0.120, 0.165, 0.215, 0.285);
    static final Spectrum RUBBLE = new Spectrum(0.135, 0.158, 0.182, 0.215);
    static final Spectrum LIMESTONE = new Spectrum(0.205, 0.250, 0.290, 0.335);
    static final Spectrum OVERBURDEN = new Spectrum(0.095, 0.135, 0.185, 0.250);
    static final Spectrum CLOUD = new Spectrum(0.700, 0.710, 0.720, 0.760);

    private Spectra() {}

    /** Returns bare soil between dry (moisture 0) and wet (1), darker with humus (about -1..1). */
    static Spectrum soil(LandscapeCharacter character, double moisture, double humus) {
        return DRY_SOIL.mixed(WET_SOIL, Blend.clamp(moisture))
                .times(character.soilBrightness() * (1 - 0.22 * humus))
                .reddened(character.soilRedness());
    }
}
