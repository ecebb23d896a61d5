package org.palimpsest.sample;

/** River, reservoir and what lies dry on their shores. */
final class WaterLayer implements SurfaceLayer {
    private final Landscape landscape;
    private final Epoch epoch;
    private final double turbidity;
    private final GroundNoise plumes;
    private final GroundNoise ripples;

    /** Prepares the layer; {@code turbidity} is 0 (clear) to 1 (brown after rain). */
    WaterLayer(Landscape landscape, Epoch epoch, double turbidity) {
        this.landscape = landscape;
        this.epoch = epoch;
        this.turbidity = turbidity;
        plumes = new GroundNoise(PositionHash.mix(landscape.seed(), 51, epoch.ordinal()));
        ripples = new GroundNoise(PositionHash.mix(landscape.seed(), 52));
    }

    @Override
    public boolean paint(GroundCell cell) {
        double x = cell.x();
        double y = cell.y();
        if (landscape.lake().isPresent() && landscape.lake().get().isNear(x, y)) {
            Lake lake = landscape.lake().get();
            double bed = lake.bedHeight(x, y);
            double overWater = bed - lake.level(epoch);
            if (overWater < 0) {
                Spectrum water = water(x, y, 0.75 * turbidity);
                double seen = StrictMath.exp(overWater / 0.45);
                cell.paint(LandCover.WATER, water.mixed(Spectra.WET_MUD, 0.45 * seen), 0);
                return true;
            }
            if (bed < 0.25) {
                cell.paint(LandCover.SHORE, shore(x, y, overWater), 0);
                return true;
            }
        }
        if (landscape.river().isPresent()) {
            double bank = landscape.river().get().distanceToBank(x, y);
            if (bank < 0) {
                Spectrum water = water(x, y, Math.min(1, 0.25 + turbidity));
                cell.paint(LandCover.WATER, water.mixed(Spectra.GRAVEL, 0.22 * Blend.ramp(-3, 0, bank)), 0);
                return true;
            }
            double reeds = 1.6 + 1.5 * ripples.at(x / 30, y / 30);
            if (bank < reeds) {
                cell.paint(LandCover.MEADOW, Spectra.REED, 1);
                return true;
            }
        }
        return false;
    }

    private Spectrum water(double x, double y, double load) {
        double plume = Blend.clamp(load * (1 + 0.5 * plumes.fractal(x / 170, y / 170, 3)));
        double ripple = 1 + 0.05 * ripples.at(x / 5, y / 9);
        return Spectra.DEEP_WATER.mixed(Spectra.TURBID_WATER, plume).times(ripple);
    }

    /** Returns mud that dries to pale silt with height above the water, in rings that the falling level left. */
    private Spectrum shore(double x, double y, double overWater) {
        double rough = 0.16 * plumes.fractal(x / 35, y / 35, 3);
        double dryness = Blend.ramp(0.05, 0.9, overWater + rough);
        double ring = 1 + 0.08 * ripples.at(overWater * 5, 3.7);
        Spectrum bare = Spectra.WET_MUD.mixed(Spectra.DRY_SILT, dryness).times(ring);
        double weeds = 0.35 * Blend.ramp(1.0, 2.6, overWater + 2.5 * rough);
        return bare.mixed(Spectra.GRASS, weeds);
    }
}
