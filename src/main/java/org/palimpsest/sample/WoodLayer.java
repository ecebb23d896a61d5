package org.palimpsest.sample;

/** Woods as single crowns over a dark floor, and the bare ground where they were felled. */
final class WoodLayer implements SurfaceLayer {
    private final Landscape landscape;
    private final Epoch epoch;
    private final double dayOfYear;
    private final TreeCrowns crowns;
    private final GroundNoise patches;

    WoodLayer(Landscape landscape, Epoch epoch, double dayOfYear) {
        this.landscape = landscape;
        this.epoch = epoch;
        this.dayOfYear = dayOfYear;
        crowns = new TreeCrowns(landscape.seed(), 6.2);
        patches = new GroundNoise(PositionHash.mix(landscape.seed(), 54));
    }

    @Override
    public boolean paint(GroundCell cell) {
        boolean planted = cell.use() == ParcelUse.WOODLAND;
        if (!planted && !landscape.woods().grownAt(cell.x(), cell.y())) {
            return false;
        }
        if (epoch == Epoch.AFTER && isFelled(cell)) {
            cell.paint(LandCover.CLEARING, felled(cell), 0.2);
            return true;
        }
        if (isOnRide(cell)) {
            cell.paint(LandCover.TRACK, Spectra.GRASS.mixed(Spectra.GRAVEL, 0.5), 0);
            return true;
        }
        // Foresters manage compartments: a parcel's trees are of one age and much the same kind.
        long stand = cell.parcel().id();
        double age = planted ? 0.45 + 0.6 * PositionHash.unit(stand, 25) : 0.75 + 0.3 * PositionHash.unit(stand, 25);
        double aridity = landscape.character().aridity();
        TreeCrowns.Crown crown = crowns.at(cell.x(), cell.y(), 0.96 * (1 - 0.7 * aridity));
        if (crown.height() == 0) {
            Spectrum floor = aridity == 0
                    ? Spectra.FOREST_FLOOR
                    : Spectra.FOREST_FLOOR.mixed(Spectra.soil(landscape.character(), 0.2, 0), aridity);
            cell.paint(LandCover.WOODLAND, floor, 1.5 * (1 - aridity));
        } else {
            double conifers =
                    landscape.woods().conifers(cell.x(), cell.y()) + 0.7 * (PositionHash.unit(stand, 26) - 0.5);
            double tone = 0.88
                    + 0.24 * PositionHash.unit(stand, 27)
                    + 0.10 * patches.fractal(cell.x() / 90, cell.y() / 90, 3);
            Spectrum leaves = leaves(crown.tree(), conifers, dayOfYear).times(tone);
            cell.paint(LandCover.WOODLAND, leaves, crown.height() * age);
        }
        return true;
    }

    /** Returns the colour of one tree's crown on a day of the year. */
    static Spectrum leaves(long tree, double conifers, double dayOfYear) {
        double tone = 0.80 + 0.40 * PositionHash.unit(tree, 6);
        if (PositionHash.unit(tree, 5) < conifers) {
            return Spectra.CONIFER_CROWN.times(tone);
        }
        double turning = dayOfYear + 14 * (PositionHash.unit(tree, 7) - 0.5);
        double autumn = Blend.ramp(262, 300, turning);
        double fresh = 1 - Blend.ramp(130, 185, turning);
        double bare = 1 - Blend.ramp(98, 126, turning) + Blend.ramp(305, 322, turning);
        Spectrum summer = Spectra.DECIDUOUS_CROWN.times(1 + 0.15 * fresh);
        Spectrum yellow = new Spectrum(0.030, 0.068, 0.084, 0.300);
        return summer.mixed(yellow, autumn)
                .mixed(Spectra.FOREST_FLOOR, 0.75 * Math.min(1, bare))
                .times(tone);
    }

    /** Tells whether a place lies on a ride, the grassy way between compartments. */
    private static boolean isOnRide(GroundCell cell) {
        Parcel parcel = cell.parcel();
        return parcel.blockEdge() && parcel.edgeDistance() < 3 && PositionHash.unit(parcel.edge(), 1) < 0.45;
    }

    private boolean isFelled(GroundCell cell) {
        for (Clearing clearing : landscape.clearings()) {
            if (clearing.contains(cell.x(), cell.y())) {
                return true;
            }
        }
        return false;
    }

    private Spectrum felled(GroundCell cell) {
        double regrowth = Blend.clamp(0.28 + 0.45 * patches.fractal(cell.x() / 28, cell.y() / 28, 3));
        double windrow =
                0.5 + 0.5 * patches.at(cell.parcel().across() / 7, cell.parcel().along() / 60);
        Spectrum ground = Spectra.SLASH.mixed(Spectra.DRY_SOIL, 0.5 * windrow);
        return ground.mixed(Spectra.GRASS, regrowth).times(0.9 + 0.15 * windrow);
    }
}
