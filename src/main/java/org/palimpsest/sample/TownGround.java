package org.palimpsest.sample;

/** What of a town lies on no lot: a shore with new land before it, a new highway, and the flood of the second date. */
final class TownGround {
    private static final double SHORE_WAVES = 9;

    private final TownCharacter town;
    private final GroundPoint centre;
    private final long seed;
    private final GroundNoise shape;
    private final boolean shore;
    private final boolean highway;
    private final double heading;

    TownGround(TownCharacter town, GroundPoint centre, long seed) {
        this.town = town;
        this.centre = centre;
        this.seed = PositionHash.mix(seed, 64);
        shape = new GroundNoise(PositionHash.mix(this.seed, 65));
        boolean city = town.form() == TownCharacter.Form.CITY;
        shore = PositionHash.unit(this.seed, 1) < (city ? 0.35 : 0.04);
        highway = city && PositionHash.unit(this.seed, 2) < 0.25;
        heading = 2 * StrictMath.PI * PositionHash.unit(this.seed, 3);
    }

    /** Tells whether a place is the sea, a lake or a river; new land is filled in block by block. */
    boolean isWater(TownPlace place, Epoch epoch) {
        if (!shore) {
            return false;
        }
        double wave = SHORE_WAVES * town.block();
        if (shape.fractal(place.x / wave, place.y / wave, 3) < 0.22) {
            return false;
        }
        return epoch == Epoch.BEFORE || PositionHash.unit(place.block, 14) > 1.5 * town.blockRenewal();
    }

    /** Tells whether a place lies on the highway that is new in the second epoch. */
    boolean isHighway(double x, double y) {
        if (!highway) {
            return false;
        }
        double dx = x - centre.x();
        double dy = y - centre.y();
        double along = StrictMath.cos(heading) * dx + StrictMath.sin(heading) * dy;
        double across = StrictMath.cos(heading) * dy - StrictMath.sin(heading) * dx;
        double offset = 4 * town.block() * (PositionHash.unit(seed, 4) - 0.5);
        double bend = 0.7 * town.block() * shape.at(along / (8 * town.block()), 77);
        return Math.abs(across - offset - bend) < 0.6 * town.street() + 4;
    }

    /** Tells whether muddy water stands on a place on the second date. */
    boolean isFlooded(double x, double y) {
        double wave = 2.5 * town.block();
        return town.flood() > 0 && 0.5 + 0.6 * shape.fractal(x / wave + 5, y / wave + 3, 3) < town.flood();
    }
}
