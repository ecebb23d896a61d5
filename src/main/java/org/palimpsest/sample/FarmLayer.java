package org.palimpsest.sample;

/** Farmed ground: crops in rows with tramlines and headlands, meadows as they were last mown, orchards, tracks and hedges. */
final class FarmLayer implements SurfaceLayer {
    private static final double TRAMLINES_APART = 21;

    private final Landscape landscape;
    private final int year;
    private final double dayOfYear;
    private final double dryness;
    private final GroundNoise vigour;
    private final GroundNoise streaks;
    private final TreeCrowns hedges;
    private final TreeCrowns fieldTrees;

    /**
     * Prepares the layer.
     *
     * @param dryness how parched the season is, 0 (wet) to 1 (drought)
     */
    FarmLayer(Landscape landscape, int year, double dayOfYear, double dryness) {
        this.landscape = landscape;
        this.year = year;
        this.dayOfYear = dayOfYear;
        this.dryness = dryness;
        vigour = new GroundNoise(PositionHash.mix(landscape.seed(), 61));
        streaks = new GroundNoise(PositionHash.mix(landscape.seed(), 62, year));
        hedges = new TreeCrowns(PositionHash.mix(landscape.seed(), 63), 4.6);
        fieldTrees = new TreeCrowns(PositionHash.mix(landscape.seed(), 64), 13);
    }

    @Override
    public boolean paint(GroundCell cell) {
        if (paintBoundary(cell)) {
            return true;
        }
        switch (cell.use()) {
            case ORCHARD -> orchard(cell);
            case MEADOW -> meadow(cell);
            default -> cell.paint(LandCover.FIELD, crop(cell), cell.stand().height());
        }
        return true;
    }

    /** Paints tracks between blocks, hedges and grass strips between parcels. */
    private boolean paintBoundary(GroundCell cell) {
        Parcel parcel = cell.parcel();
        double kind = PositionHash.unit(parcel.edge(), 1);
        double d = parcel.edgeDistance();
        if (parcel.blockEdge() && kind < 0.6) {
            if (d < 1.6) {
                double worn = 0.55 + 0.35 * streaks.at(cell.x() / 18, cell.y() / 18);
                boolean middle = d < 0.4;
                cell.paint(LandCover.TRACK, grass(cell, 0).mixed(Spectra.GRAVEL, middle ? 0.25 : worn), 0);
                return true;
            }
            if (kind < 0.22 && d < 5.5 && hedge(cell)) {
                return true;
            }
            if (d < 3) {
                cell.paint(LandCover.MEADOW, grass(cell, 0), 0.2);
                return true;
            }
        } else if (kind > 0.88 && d < 3.2) {
            if (hedge(cell)) {
                return true;
            }
        }
        if (d < 0.8) {
            cell.paint(LandCover.MEADOW, grass(cell, 0), 0.2);
            return true;
        }
        return false;
    }

    private boolean hedge(GroundCell cell) {
        TreeCrowns.Crown crown = hedges.at(cell.x(), cell.y(), 0.8);
        if (crown.height() == 0) {
            return false;
        }
        cell.paint(LandCover.WOODLAND, WoodLayer.leaves(crown.tree(), 0.05, dayOfYear), crown.height() * 0.42);
        return true;
    }

    private void orchard(GroundCell cell) {
        double across = Math.floorMod((long) Math.floor(cell.parcel().across() * 100), 750L) / 100.0 - 3.75;
        double along = Math.floorMod((long) Math.floor(cell.parcel().along() * 100), 600L) / 100.0 - 3.0;
        double square = (across * across + along * along) / 5.3;
        if (square < 1) {
            Spectrum leaves = WoodLayer.leaves(cell.parcel().id(), 0, dayOfYear);
            cell.paint(LandCover.WOODLAND, leaves, 4.2 * (0.5 + 0.5 * Math.sqrt(1 - square)));
        } else {
            cell.paint(LandCover.MEADOW, grass(cell, 0), 0.1);
        }
    }

    private void meadow(GroundCell cell) {
        long parcel = cell.parcel().id();
        if (PositionHash.unit(parcel, 31) < 0.35) {
            TreeCrowns.Crown crown = fieldTrees.at(cell.x(), cell.y(), 0.045);
            if (crown.height() > 0) {
                cell.paint(LandCover.WOODLAND, WoodLayer.leaves(crown.tree(), 0, dayOfYear), 0.6 * crown.height());
                return;
            }
        }
        double cut = 0;
        for (double day : new double[] {148, 196, 246}) {
            double since = dayOfYear - (day + 30 * (PositionHash.unit(PositionHash.mix(parcel, year), 32) - 0.5));
            if (since >= 0) {
                cut = Math.max(cut, 1 - Blend.ramp(2, 26, since));
            }
        }
        double swath = 1
                + 0.06
                        * cut
                        * streaks.at(cell.parcel().across() / 4.5, cell.parcel().along() / 70);
        cell.paint(LandCover.MEADOW, grass(cell, cut).times(swath), 0.3 * (1 - cut));
    }

    /** Returns grass, paler where it was just mown (cut 1) and where the ground is dry. */
    private Spectrum grass(GroundCell cell, double cut) {
        double x = cell.x();
        double y = cell.y();
        double moisture = landscape.terrain().moisture(x, y);
        double patch = vigour.fractal(x / 55, y / 55, 4);
        double lush = 0.10 * (PositionHash.unit(cell.parcel().id(), 33) - 0.5);
        double dry =
                Blend.clamp(0.22 + 0.55 * (dryness - 0.4) - 0.5 * (moisture - 0.45) + 0.16 * patch + lush + 0.34 * cut);
        Spectrum grass = Spectra.GRASS.mixed(Spectra.DRY_GRASS, dry).times(1 + 0.06 * patch + lush);
        double bare = landscape.character().aridity() * Blend.clamp(0.95 + 0.3 * patch);
        return bare == 0 ? grass : grass.mixed(Spectra.soil(landscape.character(), 0.1, patch), Math.min(1, bare));
    }

    private Spectrum crop(GroundCell cell) {
        Parcel parcel = cell.parcel();
        CropStand stand = cell.stand();
        double x = cell.x();
        double y = cell.y();
        double moisture = landscape.terrain().moisture(x, y);
        double humus = landscape.terrain().humus(x, y);
        double patch = vigour.fractal(x / 75, y / 75, 4);
        // Machines work along the parcel, but turn on its headland.
        boolean headland = parcel.headland() < 11;
        double along = headland ? parcel.across() : parcel.along();
        double across = headland ? parcel.along() : parcel.across();
        double streak = streaks.at(across / 3.1, along / 120) + 0.7 * streaks.at(across / 9.5, along / 260);
        double growth = (0.86 + 0.26 * PositionHash.unit(stand.hash(), 2))
                * (1 + 0.13 * patch + 0.10 * humus - 0.22 * dryness * (0.55 - moisture) + 0.035 * streak);
        // In dry country only irrigated fields are green.
        boolean irrigated = PositionHash.unit(parcel.id(), 34) < 0.3;
        double water = irrigated ? 1 : 1 - 0.9 * landscape.character().aridity();
        double green = Blend.clamp(stand.green() * growth * water);
        double dry = Math.min(1 - green, stand.dry() * (1 + 0.08 * patch));
        if (green + dry > 0.35 && onTramline(across, stand.hash())) {
            green *= 0.66;
            dry *= 0.8;
        }
        double wet = moisture + 0.25 * (0.5 - dryness) + 0.08 * patch;
        double tilth = 1 + 0.05 * streak + 0.14 * (PositionHash.unit(stand.hash(), 3) - 0.5);
        Spectrum soil =
                Spectra.soil(landscape.character(), wet, humus + 0.5 * patch).times(tilth);
        Spectrum stubble = Spectra.STRAW.times(0.92 + 0.16 * PositionHash.unit(stand.hash(), 4));
        return soil.times(Math.max(0, 1 - green - dry))
                .plus(stand.leaf().times(green))
                .plus(stubble.times(dry))
                .times(1 + 0.02 * streak);
    }

    private static boolean onTramline(double across, long stand) {
        double phase = across / TRAMLINES_APART + PositionHash.unit(stand, 5);
        return (phase - Math.floor(phase)) * TRAMLINES_APART < 1.6;
    }
}
