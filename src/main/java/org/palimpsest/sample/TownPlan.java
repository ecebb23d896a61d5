package org.palimpsest.sample;

/**
 * The plan of a town: a crooked grid of streets with blocks between them, and lots in the blocks.
 *
 * <p>Everything is told from a place and the seed alone, so that any cell may be asked for in any order. Ground is settled
 * outwards from where the town began.
 */
final class TownPlan {
    private static final double STREETS_VARY = 0.3;
    private static final double NARROW = 12;

    private final TownCharacter town;
    private final GroundPoint centre;
    private final double cosine;
    private final double sine;
    private final long seed;
    private final GroundNoise warp;
    private final GroundNoise growth;

    TownPlan(TownCharacter town, GroundPoint centre, long seed) {
        this.town = town;
        this.centre = centre;
        this.seed = PositionHash.mix(seed, 61);
        double heading = PositionHash.unit(this.seed, 1) * StrictMath.PI;
        cosine = StrictMath.cos(heading);
        sine = StrictMath.sin(heading);
        warp = new GroundNoise(PositionHash.mix(this.seed, 62));
        growth = new GroundNoise(PositionHash.mix(this.seed, 63));
    }

    TownCharacter town() {
        return town;
    }

    /** The direction in which the fronts of lots run. */
    GroundPoint axis() {
        return new GroundPoint(cosine, sine);
    }

    /** Tells a place everything about where it lies. */
    void locate(double x, double y, TownPlace place) {
        place.x = x;
        place.y = y;
        double size = town.block();
        double crooked = 0.8 * town.bend() * size;
        double wave = 5 * size;
        double dx = x - centre.x() + crooked * warp.at(x / wave, y / wave);
        double dy = y - centre.y() + crooked * warp.at(x / wave + 31, y / wave - 17);
        double u = cosine * dx + sine * dy;
        double v = -sine * dx + cosine * dy;

        long row = interval(v, 1.15 * size, 7);
        double low = line(row, 1.15 * size, 7);
        double high = line(row + 1, 1.15 * size, 7);
        // In older towns streets do not meet those beyond the next crossing.
        double shift = size * town.bend() * PositionHash.unit(PositionHash.mix(seed, row), 8);
        long column = interval(u + shift, size, 9);
        double left = line(column, size, 9) - shift;
        double right = line(column + 1, size, 9) - shift;

        long block = PositionHash.mix(seed, column, row);
        if (block != place.block) {
            place.block = block;
            double along = (left + right) / 2 / (3 * size);
            double across = (low + high) / 2 / (3 * size);
            double jitter = 0.25 * (PositionHash.unit(block, 1) - 0.5);
            place.rank = Blend.clamp(0.5 + 0.75 * growth.fractal(along, across, 2) + jitter);
            place.works = PositionHash.unit(block, 5) < town.works();
        }
        double nearU = Math.min(u - left, right - u);
        double nearV = Math.min(v - low, high - v);
        place.fromMiddle = Math.min(nearU, nearV);
        place.alongStreet = nearU < nearV ? v : u;
        double half = town.street() / 2;
        place.street = place.fromMiddle < half;
        divide(place, u - left - half, v - low - half, right - left - 2 * half, high - low - 2 * half);
    }

    /** Finds the lot of a place in its block. */
    private void divide(TownPlace place, double a, double b, double width, double height) {
        int columns = place.works ? 1 : (int) Math.max(1, Math.round(width / town.lot()));
        int rows = place.works || height < 2 * NARROW ? 1 : 2;
        place.lotWidth = width / columns;
        place.lotDepth = height / rows;
        int column = (int) Math.max(0, Math.min(columns - 1, Math.floor(a / place.lotWidth)));
        int row = (int) Math.max(0, Math.min(rows - 1, Math.floor(b / place.lotDepth)));
        place.lot = PositionHash.mix(place.block, column, row + 1);
        place.along = a - column * place.lotWidth;
        place.turned = rows == 2 && row == 1;
        place.depth = place.turned ? height - b : b - row * place.lotDepth;
    }

    /** Where the n-th street of a family runs. */
    private double line(long index, double spacing, int family) {
        return spacing * (index + STREETS_VARY * (PositionHash.unit(PositionHash.mix(seed, index, family), 0) - 0.5));
    }

    /** The street of a family below a position. */
    private long interval(double position, double spacing, int family) {
        long index = (long) Math.floor(position / spacing);
        if (position < line(index, spacing, family)) {
            return index - 1;
        }
        return position >= line(index + 1, spacing, family) ? index + 1 : index;
    }

    /** Tells what the lot of a place is used for in an epoch. */
    TownUse use(TownPlace place, Epoch epoch) {
        boolean after = epoch == Epoch.AFTER;
        if (place.rank >= (after ? town.settledAfter() : town.settledBefore())) {
            return TownUse.OPEN;
        }
        long block = place.block;
        if (PositionHash.unit(block, 2) < 0.12 * town.green()) {
            return TownUse.PARK;
        }
        if (PositionHash.unit(block, 3) < town.blockRenewal()) {
            return changing(PositionHash.unit(block, 4), after);
        }
        if (PositionHash.unit(place.lot, 3) < town.lotRenewal()) {
            return changing(PositionHash.unit(place.lot, 4), after);
        }
        double kind = PositionHash.unit(place.lot, 1);
        return kind < 0.9 ? TownUse.BUILT : kind < 0.95 ? TownUse.VACANT : TownUse.PAVED;
    }

    private static TownUse changing(double kind, boolean after) {
        if (kind < 0.4) {
            return after ? TownUse.BUILT : TownUse.VACANT;
        }
        if (kind < 0.6) {
            return after ? TownUse.BUILT : TownUse.SITE;
        }
        if (kind < 0.7) {
            return after ? TownUse.SITE : TownUse.VACANT;
        }
        if (kind < 0.85) {
            return after ? TownUse.SITE : TownUse.BUILT;
        }
        return after ? TownUse.REBUILT : TownUse.BUILT;
    }

    /** Tells whether the street of a place is there in an epoch. */
    boolean hasStreet(TownPlace place, Epoch epoch) {
        if (!place.street) {
            return false;
        }
        if (town.streetsLast() && town.form() == TownCharacter.Form.DISTRICT) {
            return true;
        }
        boolean later = epoch == Epoch.AFTER || town.streetsLast();
        return place.rank < (later ? town.settledAfter() : town.settledBefore());
    }

    /** Tells whether what stands on a lot was broken between the epochs. */
    boolean isBroken(TownPlace place) {
        return PositionHash.unit(place.lot, 6) < town.damage();
    }
}
