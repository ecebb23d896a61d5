package org.palimpsest.sample;

import java.util.SplittableRandom;

/** Draws single buildings with believable sizes and roofs, and sets houses along streets. */
final class HousePlanner {
    private final BuiltUp built;
    private final SplittableRandom random;
    private final LandscapeCharacter character;

    HousePlanner(BuiltUp built, SplittableRandom random, LandscapeCharacter character) {
        this.built = built;
        this.random = random;
        this.character = character;
    }

    /**
     * Lines both sides of a street with houses, gardens and, behind some of them, barns.
     *
     * @param village houses thin out towards its radius
     * @param barns share of houses with a barn behind, 0..1
     */
    void line(Road street, Village village, double barns) {
        for (int side = -1; side <= 1; side += 2) {
            double s = random.nextDouble(6, 16);
            while (s < street.line().length() - 4) {
                GroundPoint point = street.line().at(s);
                double fromCentre = point.distanceTo(village.centre()) / village.radius();
                double thinning = fromCentre < 0.5 ? 0.04 : 0.04 + 1.1 * (fromCentre - 0.5);
                if (random.nextDouble() >= thinning) {
                    if (character.urbanity() > 0 && random.nextDouble() < 0.75 * character.urbanity()) {
                        s += block(street, s, side);
                    } else {
                        house(street, s, side, barns);
                    }
                }
                s += random.nextDouble(15, 27);
            }
        }
    }

    /** Lines both sides of a new street evenly with alike houses on raw plots. */
    void estate(Road street) {
        for (int side = -1; side <= 1; side += 2) {
            for (double s = 14; s < street.line().length() - 6; s += 19) {
                GroundPoint direction = street.line().directionAt(s);
                double length = random.nextDouble(11, 13.5);
                double width = random.nextDouble(8.5, 10);
                OrientedRectangle footprint = beside(street, s, side, 6 + width / 2, direction, length, width);
                RoofMaterial roof = random.nextDouble() < 0.6 ? RoofMaterial.RED_TILE : RoofMaterial.SLATE;
                Building building = new Building(footprint, 5.5, 3.2, roof, Lifetime.NEW);
                if (built.addIfRoom(building, 2)) {
                    OrientedRectangle ground = beside(street, s, side, 13.5, direction, 18.5, 25);
                    built.add(new Plot(ground, Plot.Surface.BUILDING_SITE, Lifetime.NEW));
                }
            }
        }
    }

    private void house(Road street, double s, int side, double barns) {
        GroundPoint direction = street.line().directionAt(s);
        double length = random.nextDouble(10, 16.5);
        double width = random.nextDouble(8, 11);
        boolean gableToStreet = random.nextDouble() < 0.35;
        double setback = random.nextDouble(2.5, 8);
        double depth = gableToStreet ? length : width;
        GroundPoint axis = gableToStreet ? new GroundPoint(-direction.y(), direction.x()) : direction;
        OrientedRectangle footprint = beside(street, s, side, setback + depth / 2, axis, length, width);
        Building building = new Building(
                footprint, random.nextDouble(4, 6.5), random.nextDouble(2.8, 4.5), tiles(), Lifetime.LASTING);
        building = renewed(building);
        if (!built.addIfRoom(building, 2.5)) {
            return;
        }
        double plotDepth = random.nextDouble(30, 52);
        OrientedRectangle garden =
                beside(street, s, side, plotDepth / 2, direction, length + random.nextDouble(9, 15), plotDepth);
        built.add(new Plot(garden, Plot.Surface.GARDEN, Lifetime.LASTING));
        if (random.nextDouble() < barns) {
            double barnWidth = random.nextDouble(9, 13);
            double behind = setback + depth + random.nextDouble(7, 13) + barnWidth / 2;
            OrientedRectangle barn = beside(street, s, side, behind, direction, random.nextDouble(15, 24), barnWidth);
            RoofMaterial roof = random.nextDouble() < 0.45 ? RoofMaterial.FIBRE_CEMENT : tiles();
            if (built.addIfRoom(new Building(barn, 5, 3.5, roof, Lifetime.LASTING), 2)) {
                OrientedRectangle yard = beside(street, s, side, behind - barnWidth, direction, 16, 14);
                built.add(new Plot(yard, Plot.Surface.FARMYARD, Lifetime.LASTING));
            }
        } else if (random.nextDouble() < 0.4) {
            OrientedRectangle shed = beside(
                    street, s, side, setback + depth + random.nextDouble(8, 15), direction, random.nextDouble(4, 7), 4);
            RoofMaterial roof = random.nextDouble() < 0.5 ? RoofMaterial.BITUMEN : RoofMaterial.FIBRE_CEMENT;
            built.addIfRoom(new Building(shed, 2.6, 0, roof, Lifetime.LASTING), 1);
        }
    }

    /** Builds a large flat-roofed building with a yard and returns its length along the street, 0 where there is no room. */
    private double block(Road street, double s, int side) {
        GroundPoint direction = street.line().directionAt(s);
        double length = random.nextDouble(14, 18 + 34 * character.urbanity());
        double width = random.nextDouble(11, 18);
        OrientedRectangle footprint =
                beside(street, s + length / 2, side, random.nextDouble(2, 7) + width / 2, direction, length, width);
        double draw = random.nextDouble();
        RoofMaterial roof = draw < 0.35
                ? RoofMaterial.FIBRE_CEMENT
                : draw < 0.6 ? RoofMaterial.LIMEWASH : draw < 0.85 ? RoofMaterial.BITUMEN : RoofMaterial.LIGHT_METAL;
        Building building = renewed(new Building(
                footprint, random.nextDouble(5, 8 + 20 * character.urbanity()), 0, roof, Lifetime.LASTING));
        if (!built.addIfRoom(building, 3)) {
            return 0;
        }
        Plot.Surface surface = random.nextDouble() < 0.5 ? Plot.Surface.GARDEN : Plot.Surface.FARMYARD;
        built.add(new Plot(footprint.grown(random.nextDouble(4, 9)), surface, Lifetime.LASTING));
        return length;
    }

    /** Returns the building, or for a share of them the same as a new or a vanished one; decided by its place. */
    private Building renewed(Building building) {
        if (character.renewal() == 0) {
            return building;
        }
        GroundPoint centre = building.footprint().centre();
        double draw = PositionHash.unit(
                PositionHash.mix(29, StrictMath.round(centre.x() * 10), StrictMath.round(centre.y() * 10)));
        if (draw < character.renewal() * 0.65) {
            return building.withLifetime(Lifetime.NEW);
        }
        return draw < character.renewal() ? building.withLifetime(Lifetime.DEMOLISHED) : building;
    }

    /** Returns a rectangle whose middle lies {@code distance} metres from the kerb of a street. */
    private static OrientedRectangle beside(
            Road street, double s, int side, double distance, GroundPoint axis, double length, double width) {
        GroundPoint direction = street.line().directionAt(s);
        double off = side * (street.rank().width() / 2 + distance);
        GroundPoint centre = street.line().at(s).moved(-direction.y(), direction.x(), off);
        return new OrientedRectangle(centre, axis, length, width);
    }

    private RoofMaterial tiles() {
        double draw = random.nextDouble();
        if (draw < 0.58) {
            return RoofMaterial.RED_TILE;
        }
        if (draw < 0.82) {
            return RoofMaterial.BROWN_TILE;
        }
        return draw < 0.93 ? RoofMaterial.SLATE : RoofMaterial.FIBRE_CEMENT;
    }
}
