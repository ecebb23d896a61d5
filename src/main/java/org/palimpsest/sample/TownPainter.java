package org.palimpsest.sample;

/** Paints a town as it is in one epoch and season on a canvas: ground, streets with cars, lots and roofs, and what a disaster left. */
final class TownPainter {
    private static final double CAR_LENGTH = 5;
    private static final double CAR_WIDTH = 2.4;

    private final TownPlan plan;
    private final TownCharacter town;
    private final TownGround ground;
    private final TownOpenGround open;
    private final Epoch epoch;
    private final Season season;
    private final GroundNoise texture;
    private final Spectrum asphalt;
    private final long traffic;

    TownPainter(TownPlan plan, TownGround ground, Epoch epoch, Season season, long seed) {
        this.plan = plan;
        this.ground = ground;
        this.epoch = epoch;
        this.season = season;
        town = plan.town();
        open = new TownOpenGround(town, season, seed);
        long own = PositionHash.mix(seed, 67);
        texture = new GroundNoise(own);
        asphalt = Spectra.ASPHALT.mixed(Spectra.CONCRETE, 0.7 * PositionHash.unit(own, 1));
        traffic = PositionHash.mix(own, epoch == Epoch.AFTER ? 1 : 0);
    }

    /** Paints every cell. */
    void paint(GroundCanvas canvas) {
        canvas.forEachRow(row -> {
            TownPlace place = new TownPlace();
            TownRoof roof = new TownRoof(plan);
            for (int column = 0; column < canvas.width(); column++) {
                plan.locate(canvas.x(column), canvas.y(row), place);
                paint(canvas, canvas.index(column, row), place, roof);
            }
        });
    }

    private void paint(GroundCanvas canvas, int index, TownPlace place, TownRoof roof) {
        if (ground.isWater(place, epoch)) {
            canvas.paint(index, LandCover.WATER, Spectra.DEEP_WATER.mixed(Spectra.TURBID_WATER, season.turbidity()), 0);
        } else if (epoch == Epoch.AFTER && ground.isHighway(place.x, place.y)) {
            canvas.paint(index, LandCover.ROAD, Spectra.ASPHALT.mixed(Spectra.CONCRETE, 0.3), 0);
        } else if (plan.hasStreet(place, epoch)) {
            street(canvas, index, place);
        } else {
            lot(canvas, index, place, roof);
        }
        if (epoch == Epoch.AFTER && canvas.above(index) < 2 && ground.isFlooded(place.x, place.y)) {
            double mud = 0.75 + 0.25 * texture.at(place.x / 40, place.y / 40);
            canvas.paint(
                    index,
                    LandCover.WATER,
                    Spectra.DRY_SILT.mixed(Spectra.TURBID_WATER, 0.35).times(mud),
                    0);
        }
    }

    private void street(GroundCanvas canvas, int index, TownPlace place) {
        double kerb = town.street() / 2 - place.fromMiddle;
        double wear = 1 + 0.1 * texture.fractal(place.x / 12, place.y / 12, 2);
        if (kerb < 1.6) {
            if (!open.tree(canvas, index, place, 0.35 * town.green())) {
                canvas.paint(index, LandCover.ROAD, Spectra.CONCRETE.times(0.85 * wear), 0);
            }
        } else if (place.fromMiddle < 0.25 && place.alongStreet % 8 < 4) {
            canvas.paint(index, LandCover.ROAD, Spectra.LIMESTONE, 0);
        } else if (!car(canvas, index, place.alongStreet, place.fromMiddle, kerb < 1.6 + CAR_WIDTH ? 0.4 : 0.06)) {
            canvas.paint(index, LandCover.ROAD, asphalt.times(wear), 0);
        }
    }

    /** Paints a cell of a car, where one stands: on every date they stand elsewhere. */
    private boolean car(GroundCanvas canvas, int index, double along, double across, double share) {
        long spot = PositionHash.mix(
                traffic, (long) Math.floor(along / (CAR_LENGTH + 1)), (long) Math.floor(across / (CAR_WIDTH + 0.4)));
        boolean gap = Math.floorMod((long) Math.floor(along * 2), 2 * (long) (CAR_LENGTH + 1)) < 2;
        if (gap || PositionHash.unit(spot, 1) >= share) {
            return false;
        }
        double shade = 0.35 + 2.4 * PositionHash.unit(spot, 2) * PositionHash.unit(spot, 3);
        Spectrum paint = Spectra.OLD_ASPHALT.times(shade).reddened(PositionHash.unit(spot, 4) < 0.2 ? 0.5 : 0);
        canvas.paint(index, LandCover.ROAD, paint, 1.5);
        return true;
    }

    private void lot(GroundCanvas canvas, int index, TownPlace place, TownRoof roof) {
        TownUse use = plan.use(place, epoch);
        if (use.isBuilt() && roof.find(place, use == TownUse.REBUILT)) {
            roof(canvas, index, place, roof);
            return;
        }
        switch (use) {
            case OPEN -> open.paint(canvas, index, place);
            case BUILT, REBUILT -> yard(canvas, index, place);
            case VACANT -> {
                double weeds = (1 - town.aridity()) * (0.5 + 0.6 * texture.fractal(place.x / 17, place.y / 17, 2));
                canvas.paint(index, LandCover.FIELD, open.bare(place).mixed(open.grass(place), Blend.clamp(weeds)), 0);
            }
            case SITE -> {
                double heaps = texture.fractal(place.x / 9, place.y / 9, 3);
                Spectrum earth = Spectra.CONSTRUCTION_SOIL.times(1.1 + 0.35 * heaps);
                canvas.paint(index, LandCover.QUARRY, earth, Math.max(0, 2 * heaps));
            }
            case PARK -> {
                if (!open.tree(canvas, index, place, 0.3 + 0.5 * town.green())) {
                    canvas.paint(index, LandCover.GARDEN, open.grass(place), 0.1);
                }
            }
            case PAVED -> paved(canvas, index, place);
        }
    }

    private void roof(GroundCanvas canvas, int index, TownPlace place, TownRoof roof) {
        double stains = 1 + 0.07 * texture.fractal(place.x / 5, place.y / 5, 2);
        double height = roof.height;
        Spectrum colour = roof.colour.times(stains);
        if (epoch == Epoch.AFTER && plan.isBroken(place)) {
            // A broken roof: holes, laths and tarpaulins.
            double hole = texture.fractal(place.x / 3.5 + 3, place.y / 3.5, 2)
                    + 0.8 * (PositionHash.unit(place.lot, 8) - 0.4);
            if (hole > 0) {
                boolean tarpaulin = PositionHash.unit(place.lot, 9) < 0.25;
                Spectrum laths = Spectra.RUBBLE.times(0.55 + 0.9 * Math.abs(texture.at(place.x / 1.3, place.y / 1.3)));
                colour = tarpaulin ? new Spectrum(0.32, 0.19, 0.10, 0.3) : laths;
                height *= tarpaulin ? 1 : 0.45;
            }
        }
        canvas.paint(index, LandCover.BUILDING, colour, height);
        GroundPoint axis = plan.axis();
        double away = place.turned ? -roof.riseDepth : roof.riseDepth;
        canvas.setTilt(index, roof.riseAlong * axis.x() - away * axis.y(), roof.riseAlong * axis.y() + away * axis.x());
    }

    private void yard(GroundCanvas canvas, int index, TownPlace place) {
        if (epoch == Epoch.AFTER && plan.isBroken(place) && texture.fractal(place.x / 4 + 8, place.y / 4, 2) > 0.15) {
            canvas.paint(index, LandCover.YARD, Spectra.RUBBLE.times(1 + texture.at(place.x, place.y)), 0.5);
            return;
        }
        boolean garden = !place.works
                && PositionHash.unit(place.lot, 14) < (town.form() == TownCharacter.Form.SUBURB ? 0.96 : town.green());
        if (!garden) {
            paved(canvas, index, place);
            return;
        }
        double drive = place.lotWidth * (0.1 + 0.8 * PositionHash.unit(place.lot, 15));
        if (place.depth < 9 && Math.abs(place.along - drive) < 2) {
            canvas.paint(index, LandCover.YARD, Spectra.CONCRETE, 0);
        } else if (isPool(place)) {
            canvas.paint(index, LandCover.GARDEN, new Spectrum(0.33, 0.27, 0.13, 0.05), 0);
        } else if (!open.tree(canvas, index, place, 0.65 * town.green())) {
            canvas.paint(index, LandCover.GARDEN, open.grass(place), 0.1);
        }
    }

    private static boolean isPool(TownPlace place) {
        return PositionHash.unit(place.lot, 16) < 0.08
                && Math.abs(place.along - place.lotWidth / 2) < 4
                && Math.abs(place.lotDepth - 6 - place.depth) < 2.5;
    }

    private void paved(GroundCanvas canvas, int index, TownPlace place) {
        double wear = 1 + 0.15 * texture.fractal(place.x / 9, place.y / 9, 3);
        Spectrum floor = PositionHash.unit(place.lot, 17) < 0.4
                ? Spectra.CONCRETE
                : PositionHash.unit(place.lot, 17) < 0.7 ? Spectra.OLD_ASPHALT : open.bare(place);
        if (!car(canvas, index, place.depth, place.along, 0.18)) {
            canvas.paint(index, LandCover.YARD, floor.times(wear), 0);
        }
    }
}
