package org.palimpsest.sample;

/** Paints ground that nobody built on, as it looks in a season: sand, fields, dry grass under single trees, or wood. */
final class TownOpenGround {
    private enum Kind {
        SAND,
        FIELD,
        GRASS,
        WOOD
    }

    private final TownCharacter town;
    private final Season season;
    private final Spectrum sand;
    private final GroundNoise texture;
    private final TreeCrowns trees;
    private final TreeCrowns bushes;

    TownOpenGround(TownCharacter town, Season season, long seed) {
        this.town = town;
        this.season = season;
        long own = PositionHash.mix(seed, 66);
        texture = new GroundNoise(PositionHash.mix(own, 1));
        trees = new TreeCrowns(PositionHash.mix(own, 2), 7);
        bushes = new TreeCrowns(PositionHash.mix(own, 3), 3.2);
        sand = Spectra.DRY_SILT
                .times(0.75 + 0.8 * PositionHash.unit(own, 4))
                .reddened(0.45 * PositionHash.unit(own, 5) - 0.15);
    }

    /** Returns how bare ground, such as a vacant lot, looks at a place. */
    Spectrum bare(TownPlace place) {
        double patch = texture.fractal(place.x / 23, place.y / 23, 3);
        double wide = texture.at(place.x / 150, place.y / 150);
        return sand.times(1 + 0.1 * patch + 0.12 * wide - 0.15 * (1 - season.dryness()));
    }

    /** Returns how a lawn looks at a place; dry seasons make straw of it. */
    Spectrum grass(TownPlace place) {
        double patch = texture.fractal(place.x / 14, place.y / 14, 3);
        double dry = Blend.clamp(1.2 * season.dryness() - 0.2 + 0.35 * patch);
        return Spectra.GRASS.mixed(Spectra.DRY_GRASS, dry).mixed(sand, Blend.clamp(town.aridity() * (0.5 + patch)));
    }

    /** Paints a cell under a tree of the given density, or tells that none stands there. */
    boolean tree(GroundCanvas canvas, int index, TownPlace place, double density) {
        if (density <= 0) {
            return false;
        }
        // Some trees are planted and others felled, which is no change of the ground.
        TreeCrowns.Crown crown = trees.at(place.x, place.y, density * (season.year() % 2 == 0 ? 1 : 0.9));
        if (crown.height() == 0) {
            return false;
        }
        Spectrum leaves = WoodLayer.leaves(crown.tree(), 0.25, season.dayOfYear());
        canvas.paint(
                index,
                LandCover.WOODLAND,
                leaves.mixed(Spectra.DRY_GRASS, 0.25 * town.aridity()),
                0.6 * crown.height());
        return true;
    }

    /** Paints a cell of open ground. */
    void paint(GroundCanvas canvas, int index, TownPlace place) {
        switch (kind(place)) {
            case SAND -> {
                TreeCrowns.Crown bush = bushes.at(place.x, place.y, 0.03 + 0.1 * town.green() * town.green());
                // Tracks of vehicles run where they like.
                double track = texture.at(place.x / 90 + 9, place.y / 90);
                Spectrum ground = Math.abs(track) < 0.012 ? bare(place).times(0.86) : bare(place);
                if (bush.height() > 0) {
                    ground = Spectra.DRY_GRASS.mixed(Spectra.DECIDUOUS_CROWN, PositionHash.unit(bush.tree(), 8));
                }
                canvas.paint(index, LandCover.FIELD, ground, 0.08 * bush.height());
            }
            case FIELD -> canvas.paint(index, LandCover.FIELD, crop(place), 0.3);
            case GRASS -> {
                double groups = 0.5 + texture.fractal(place.x / 60 - 4, place.y / 60, 2);
                if (!tree(canvas, index, place, town.green() * Blend.clamp(groups))) {
                    canvas.paint(index, LandCover.MEADOW, grass(place), 0.1);
                }
            }
            case WOOD -> {
                if (!tree(canvas, index, place, 0.95)) {
                    canvas.paint(
                            index, LandCover.WOODLAND, Spectra.FOREST_FLOOR.mixed(sand, 0.3 * town.aridity()), 0.5);
                }
            }
        }
    }

    private Kind kind(TownPlace place) {
        double draw = PositionHash.unit(place.block, 10);
        if (PositionHash.unit(place.block, 11) < town.aridity()) {
            return Kind.SAND;
        }
        if (draw < 0.5 * town.green()) {
            return Kind.WOOD;
        }
        return town.form() == TownCharacter.Form.CITY && draw < 0.85 ? Kind.FIELD : Kind.GRASS;
    }

    /** Every strip of a block bears another crop, in every year and season another state of it. */
    private Spectrum crop(TownPlace place) {
        long sown = PositionHash.mix(place.lot, season.year(), Math.floorDiv(season.dayOfYear(), 45));
        double cover = PositionHash.unit(sown, 1);
        double ripe = PositionHash.unit(sown, 2) * Blend.ramp(150, 220, season.dayOfYear());
        Spectrum leaf = PositionHash.unit(sown, 3) < 0.5 ? Spectra.CEREAL_LEAF : Spectra.BROAD_LEAF;
        Spectrum soil =
                Spectra.DRY_SOIL.mixed(Spectra.WET_SOIL, 1 - season.dryness()).mixed(sand, 0.3);
        double rows = 0.06 * StrictMath.sin(place.along * 2);
        double patch = 0.2 * texture.fractal(place.x / 60, place.y / 60, 3);
        return soil.mixed(leaf.mixed(Spectra.STRAW, ripe), Blend.clamp(1.4 * cover - 0.2 + rows + patch));
    }
}
