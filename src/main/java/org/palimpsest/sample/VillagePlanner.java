package org.palimpsest.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Grows villages: side streets off the roads that pass, a church, houses along every street, a new estate at the edge. */
final class VillagePlanner {
    private static final double STREETS_APART = 42;

    private final BuiltUp built;
    private final SplittableRandom random;
    private final HousePlanner houses;
    private final double urbanity;

    VillagePlanner(BuiltUp built, SplittableRandom random, LandscapeCharacter character) {
        this.built = built;
        this.random = random;
        urbanity = character.urbanity();
        houses = new HousePlanner(built, random, character);
    }

    /** Lays the streets of a village, at most two steps away from the roads that pass through it. */
    void layStreets(Village village) {
        List<Road> parents = List.copyOf(built.roads());
        for (int generation = 0; generation < 3; generation++) {
            List<Road> laid = new ArrayList<>();
            for (Road parent : parents) {
                if (parent.lifetime() == Lifetime.LASTING) {
                    laid.addAll(branches(village, parent, generation));
                }
            }
            parents = laid;
        }
    }

    private List<Road> branches(Village village, Road parent, int generation) {
        List<Road> laid = new ArrayList<>();
        double s = random.nextDouble(20, 50);
        while (s < parent.line().length()) {
            GroundPoint root = parent.line().at(s);
            if (root.distanceTo(village.centre()) < 0.85 * village.radius()) {
                for (int side = -1; side <= 1; side += 2) {
                    double length = random.nextDouble(0.4, 1.0) * village.radius() / (1 + 0.4 * generation);
                    Polyline line = bentLine(root, parent.line().directionAt(s), side, length);
                    GroundPoint end = line.at(line.length());
                    if (end.distanceTo(village.centre()) < 1.1 * village.radius()
                            && built.hasRoomForStreet(line, STREETS_APART + 6, STREETS_APART)) {
                        Road street = new Road(line, RoadClass.STREET, Lifetime.LASTING);
                        built.add(street);
                        laid.add(street);
                    }
                }
            }
            s += random.nextDouble(34, 80);
        }
        return laid;
    }

    /** Returns a gently bent line that leaves a road to one side. */
    private Polyline bentLine(GroundPoint root, GroundPoint along, int side, double length) {
        // Towns are laid out straighter than villages grow.
        double turn = random.nextDouble(-0.22, 0.22) * (1 - 0.9 * urbanity);
        double bend = random.nextDouble(-0.35, 0.35) / 4 * (1 - 0.9 * urbanity);
        double heading = StrictMath.atan2(along.y(), along.x()) + side * StrictMath.PI / 2 + turn;
        List<GroundPoint> points = new ArrayList<>();
        GroundPoint point = root;
        points.add(point);
        for (int i = 0; i < 4; i++) {
            point = point.moved(StrictMath.cos(heading), StrictMath.sin(heading), length / 4);
            points.add(point);
            heading += bend;
        }
        return new Polyline(points).smoothed(2);
    }

    /** Builds the church and lines the streets with houses. */
    void settle(Village village) {
        church(village);
        for (Road road : List.copyOf(built.roads())) {
            if (road.lifetime() == Lifetime.LASTING && road.rank().paved()) {
                houses.line(road, village, 0.4);
            }
        }
    }

    private void church(Village village) {
        for (int attempt = 0; attempt < 60; attempt++) {
            double angle = random.nextDouble(0, 2 * StrictMath.PI);
            double off = random.nextDouble(18, 60);
            GroundPoint centre = village.centre().moved(StrictMath.cos(angle), StrictMath.sin(angle), off);
            // Churches point east.
            double tilt = random.nextDouble(-0.25, 0.25);
            GroundPoint east = new GroundPoint(StrictMath.cos(tilt), StrictMath.sin(tilt));
            OrientedRectangle nave = new OrientedRectangle(centre, east, 28, 13);
            OrientedRectangle tower = new OrientedRectangle(centre.moved(east.x(), east.y(), -18.2), east, 8, 8);
            if (built.hasRoom(nave, 6) && built.hasRoom(tower, 6)) {
                built.addIfRoom(new Building(nave, 10, 7, RoofMaterial.RED_TILE, Lifetime.LASTING), 6);
                built.addIfRoom(new Building(tower, 26, 8, RoofMaterial.SLATE, Lifetime.LASTING), 0);
                built.add(new Plot(nave.grown(14), Plot.Surface.GARDEN, Lifetime.LASTING));
                return;
            }
        }
    }

    /** Builds, for the second epoch, an estate of alike houses along two new streets at the edge of a village. */
    boolean newEstate(Village village) {
        for (int attempt = 0; attempt < 200; attempt++) {
            Road parent = built.roads().get(random.nextInt(built.roads().size()));
            if (parent.lifetime() != Lifetime.LASTING || !parent.rank().paved()) {
                continue;
            }
            double s = random.nextDouble(0, parent.line().length());
            double fromCentre = parent.line().at(s).distanceTo(village.centre()) / village.radius();
            if (fromCentre < 0.6 || fromCentre > 1.25) {
                continue;
            }
            int side = random.nextBoolean() ? 1 : -1;
            Polyline line =
                    bentLine(parent.line().at(s), parent.line().directionAt(s), side, random.nextDouble(150, 210));
            if (!built.hasRoomForStreet(line, 52, 50) || !isEmpty(line)) {
                continue;
            }
            Road street = new Road(line, RoadClass.STREET, Lifetime.NEW);
            built.add(street);
            houses.estate(street);
            double middle = random.nextDouble(0.45, 0.7) * line.length();
            Polyline cross = bentLine(
                    line.at(middle),
                    line.directionAt(middle),
                    random.nextBoolean() ? 1 : -1,
                    random.nextDouble(90, 140));
            if (built.hasRoomForStreet(cross, 45, 42)) {
                Road branch = new Road(cross, RoadClass.STREET, Lifetime.NEW);
                built.add(branch);
                houses.estate(branch);
            }
            return true;
        }
        return false;
    }

    private boolean isEmpty(Polyline line) {
        for (double s = 25; s < line.length(); s += 12) {
            GroundPoint point = line.at(s);
            if (!built.isClearOfBuildings(new OrientedRectangle(point, line.directionAt(s), 12, 30))) {
                return false;
            }
        }
        return true;
    }
}
