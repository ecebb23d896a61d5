package org.palimpsest.sample;

/**
 * The buildings of one lot, told point by point: walls to the neighbours' round a court, a house in a garden, or halls.
 *
 * <p>One object serves one thread: {@link #find} fills it for a place.
 */
final class TownRoof {
    private static final RoofMaterial[] MATERIALS = RoofMaterial.values();
    private static final RoofMaterial[] PALE = {
        RoofMaterial.LIMEWASH, RoofMaterial.LIMEWASH, RoofMaterial.FIBRE_CEMENT, RoofMaterial.LIGHT_METAL
    };
    private static final RoofMaterial[] HOMELY = {
        RoofMaterial.SLATE,
        RoofMaterial.BROWN_TILE,
        RoofMaterial.BROWN_TILE,
        RoofMaterial.RED_TILE,
        RoofMaterial.FIBRE_CEMENT,
        RoofMaterial.BITUMEN
    };

    private final TownPlan plan;
    /** Height of the roof above the ground in metres. */
    double height;
    /** Rise of the roof over the run along the front of the lot and away from it. */
    double riseAlong;

    double riseDepth;
    Spectrum colour = Spectra.CONCRETE;

    TownRoof(TownPlan plan) {
        this.plan = plan;
    }

    /** Tells whether a roof covers a place on a built lot, and which. */
    boolean find(TownPlace place, boolean rebuilt) {
        long own = PositionHash.mix(place.lot, rebuilt ? 2 : 1);
        riseAlong = 0;
        riseDepth = 0;
        if (place.street || place.along < 0 || place.depth < 0) {
            return false;
        }
        if (place.works) {
            return hall(place, own);
        }
        boolean house = plan.town().form() == TownCharacter.Form.SUBURB
                || (plan.town().form() == TownCharacter.Form.CITY && PositionHash.unit(place.block, 7) < 0.3);
        return house ? house(place, own) : flats(place, own);
    }

    private boolean flats(TownPlace place, long own) {
        double side = 1.6 * PositionHash.unit(own, 1) * PositionHash.unit(own, 2);
        double front = 0.5 + 3 * PositionHash.unit(own, 3);
        double back = 0.5 + 0.3 * place.lotDepth * PositionHash.unit(own, 4);
        double inside = Math.min(
                Math.min(place.along - side, place.lotWidth - side - place.along),
                Math.min(place.depth - front, place.lotDepth - back - place.depth));
        if (inside < 0) {
            return false;
        }
        double middle = Math.abs(place.along / place.lotWidth - 0.5);
        double deep = Math.abs(place.depth / place.lotDepth - 0.55);
        if (PositionHash.unit(own, 5) < 0.35 && middle < 0.14 && deep < 0.12) {
            return false;
        }
        height = 5 + 17 * PositionHash.unit(own, 6) * PositionHash.unit(own, 7);
        colour = colour(own, plan.town().form() == TownCharacter.Form.DISTRICT ? PALE : MATERIALS);
        if (inside < 0.5) {
            height += 0.8;
            colour = colour.times(1.15);
        }
        long spot =
                PositionHash.mix(own, (long) Math.floor(place.along / 3.2), (long) Math.floor(place.depth / 3.2) + 9);
        if (inside > 1 && PositionHash.unit(spot, 1) < 0.16) {
            height += 2.4;
            colour = colour.times(0.6 + 0.8 * PositionHash.unit(spot, 2));
        }
        return true;
    }

    private boolean house(TownPlace place, long own) {
        double width = Math.min(place.lotWidth - 3, 10 + 8 * PositionHash.unit(own, 1));
        double depth = Math.min(0.6 * place.lotDepth, 8 + 5 * PositionHash.unit(own, 2));
        double middleAlong = place.lotWidth / 2 + (place.lotWidth - width - 2) * (PositionHash.unit(own, 3) - 0.5);
        double middleDepth = Math.min(place.lotDepth - depth / 2, 4 + 7 * PositionHash.unit(own, 4) + depth / 2);
        double a = place.along - middleAlong;
        double b = place.depth - middleDepth;
        double eaves = 3 + 3 * PositionHash.unit(own, 5);
        colour = colour(own, PositionHash.unit(place.block, 9) < 0.25 ? MATERIALS : HOMELY);
        if (gable(a, b, width, depth, eaves, false)) {
            return true;
        }
        // A wing behind or before makes an L of it.
        double wing = 0.55 * depth;
        double hand = PositionHash.unit(own, 6) < 0.5 ? -1 : 1;
        double reach = (PositionHash.unit(own, 7) < 0.5 ? -1 : 1) * 0.75 * depth;
        return PositionHash.unit(own, 8) < 0.6
                && gable(a - hand * (width - wing) / 2, b - reach, wing, depth, eaves, true);
    }

    private boolean gable(double a, double b, double width, double depth, double eaves, boolean ridgeInDepth) {
        if (Math.abs(a) > width / 2 || Math.abs(b) > depth / 2) {
            return false;
        }
        double pitch = 0.45;
        double half = ridgeInDepth ? width / 2 : depth / 2;
        double off = ridgeInDepth ? a : b;
        height = eaves + pitch * (half - Math.abs(off));
        double rise = -pitch * Math.signum(off);
        riseAlong = ridgeInDepth ? rise : 0;
        riseDepth = ridgeInDepth ? 0 : rise;
        return true;
    }

    private boolean hall(TownPlace place, long own) {
        double pitch = 26 + 50 * PositionHash.unit(own, 1);
        long number = (long) Math.floor(place.depth / pitch);
        long hall = PositionHash.mix(own, number);
        double in = place.depth - number * pitch;
        double width = pitch * (0.5 + 0.35 * PositionHash.unit(hall, 2));
        double start = place.lotWidth * (0.04 + 0.2 * PositionHash.unit(hall, 3));
        double end = place.lotWidth * (0.96 - 0.35 * PositionHash.unit(hall, 4));
        if (PositionHash.unit(hall, 5) < 0.12
                || in < 4
                || in > 4 + width
                || place.depth > place.lotDepth - 3
                || place.along < start
                || place.along > end) {
            return false;
        }
        height = 6 + 7 * PositionHash.unit(hall, 6);
        colour = colour(hall, MATERIALS);
        if ((long) Math.floor(place.along / 6) % 2 == 0) {
            colour = colour.times(0.94);
        }
        return true;
    }

    private static Spectrum colour(long own, RoofMaterial[] choice) {
        RoofMaterial material = choice[(int) (PositionHash.unit(own, 11) * choice.length)];
        return material.spectrum()
                .times(0.7 + 0.65 * PositionHash.unit(own, 12))
                .reddened(0.3 * (PositionHash.unit(own, 13) - 0.5));
    }
}
