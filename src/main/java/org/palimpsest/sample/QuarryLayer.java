package org.palimpsest.sample;

/** The quarry: pale floors, darker faces between the benches, a rim of stripped soil. */
final class QuarryLayer implements SurfaceLayer {
    private static final double RIM = 9;

    private final Quarry quarry;
    private final Epoch epoch;
    private final GroundNoise rock;

    QuarryLayer(Quarry quarry, Epoch epoch, long seed) {
        this.quarry = quarry;
        this.epoch = epoch;
        rock = new GroundNoise(PositionHash.mix(seed, 53));
    }

    @Override
    public boolean paint(GroundCell cell) {
        double inside = quarry.depthInside(cell.x(), cell.y(), epoch);
        if (inside <= 0) {
            return false;
        }
        double dug = quarry.pit(inside);
        double face = Math.abs(quarry.pit(inside + 1.5) - quarry.pit(inside - 1.5)) / 3;
        double patches = rock.fractal(cell.x() / 45, cell.y() / 45, 4);
        Spectrum floor = Spectra.LIMESTONE.mixed(Spectra.OVERBURDEN, Blend.clamp(0.25 + 0.5 * patches));
        Spectrum rim = Spectra.OVERBURDEN.mixed(Spectra.DRY_SOIL, 0.4);
        Spectrum surface = floor.mixed(rim, 1 - Blend.ramp(0.3 * RIM, RIM, inside));
        double shade = 1 - 0.35 * Math.min(1, face) + 0.08 * rock.at(cell.x() / 6, cell.y() / 6);
        cell.paint(LandCover.QUARRY, surface.times(shade), 0);
        cell.dig(dug);
        return true;
    }
}
