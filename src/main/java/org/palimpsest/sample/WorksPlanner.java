package org.palimpsest.sample;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Sites works and farms outside the villages: halls on paved yards of which some are new, and farmsteads of which some vanish. */
final class WorksPlanner {
    private final BuiltUp built;
    private final SplittableRandom random;

    WorksPlanner(BuiltUp built, SplittableRandom random) {
        this.built = built;
        this.random = random;
    }

    /**
     * Builds works beside a road: a yard with halls, and a second yard next to it for the second epoch.
     *
     * @param road the road they stand at
     * @param from first position along the road to try, in metres
     * @param to last position to try
     * @param core the works must lie inside
     * @return where they stand
     */
    Optional<GroundPoint> works(Road road, double from, double to, GroundExtent core) {
        for (int attempt = 0; attempt < 120; attempt++) {
            double s = random.nextDouble(Math.min(from, to), Math.max(from, to) + 1);
            double length = random.nextDouble(95, 140);
            double depth = random.nextDouble(80, 120);
            GroundPoint direction = road.line().directionAt(s);
            int side = random.nextBoolean() ? 1 : -1;
            double off = side * (road.rank().width() / 2 + 9 + depth / 2);
            GroundPoint centre = road.line().at(s).moved(-direction.y(), direction.x(), off);
            OrientedRectangle old = new OrientedRectangle(centre, direction, length, depth);
            OrientedRectangle young = new OrientedRectangle(old.point(length + 4, 0), direction, length * 0.95, depth);
            if (core.contains(old.centre()) && core.contains(young.centre()) && isFree(old) && isFree(young)) {
                fill(old, Lifetime.LASTING);
                fill(young, Lifetime.NEW);
                return Optional.of(centre);
            }
        }
        return Optional.empty();
    }

    private boolean isFree(OrientedRectangle yard) {
        for (double along = -0.5; along <= 0.5; along += 0.125) {
            for (double across = -0.5; across <= 0.5; across += 0.125) {
                if (!built.isBuildable(yard.point(along * yard.length(), across * yard.width()))) {
                    return false;
                }
            }
        }
        return built.isClearOfRoads(yard, 2) && built.isClearOfBuildings(yard.grown(8));
    }

    private void fill(OrientedRectangle yard, Lifetime lifetime) {
        built.add(new Plot(yard, Plot.Surface.PAVED, lifetime));
        double hallWidth = random.nextDouble(24, 36);
        for (double across = -yard.width() / 2 + 8 + hallWidth / 2; across < yard.width() / 2 - hallWidth / 2; ) {
            double hallLength = yard.length() * random.nextDouble(0.5, 0.8);
            double slack = (yard.length() - hallLength) / 2 - 6;
            GroundPoint centre = yard.point(random.nextDouble(-1, 1) * slack, across);
            OrientedRectangle hall = new OrientedRectangle(centre, yard.axis(), hallLength, hallWidth);
            double draw = random.nextDouble();
            RoofMaterial roof = draw < 0.45
                    ? RoofMaterial.LIGHT_METAL
                    : draw < 0.65
                            ? RoofMaterial.BITUMEN
                            : draw < 0.8 ? RoofMaterial.BLUE_METAL : RoofMaterial.FIBRE_CEMENT;
            built.addIfRoom(new Building(hall, random.nextDouble(7, 11), 0.8, roof, lifetime), 4);
            across += hallWidth + random.nextDouble(10, 18);
            hallWidth = random.nextDouble(20, 34);
        }
    }

    /** Builds a farmstead round a yard beside a road, if there is room. */
    boolean farmstead(Road road, GroundExtent core, Lifetime lifetime) {
        for (int attempt = 0; attempt < 40; attempt++) {
            double s = random.nextDouble(0, road.line().length());
            GroundPoint along = road.line().directionAt(s);
            double heading = StrictMath.atan2(along.y(), along.x()) + random.nextDouble(-0.4, 0.4);
            GroundPoint axis = new GroundPoint(StrictMath.cos(heading), StrictMath.sin(heading));
            int side = random.nextBoolean() ? 1 : -1;
            double off = random.nextDouble(45, 130);
            GroundPoint centre = road.line().at(s).moved(-along.y(), along.x(), side * off);
            OrientedRectangle yard = new OrientedRectangle(centre, axis, 46, 40);
            if (!core.contains(centre) || !isFree(yard.grown(25))) {
                continue;
            }
            built.add(new Plot(yard.grown(14), Plot.Surface.GARDEN, Lifetime.LASTING));
            built.add(new Plot(yard, Plot.Surface.FARMYARD, Lifetime.LASTING));
            Polyline drive = new Polyline(List.of(road.line().at(s), centre));
            built.add(new Road(drive, RoadClass.TRACK, Lifetime.LASTING));
            addFarmBuilding(yard, -15, 14, 16, 10, RoofMaterial.RED_TILE, lifetime);
            addFarmBuilding(yard, 10, 15, 26, 13, RoofMaterial.FIBRE_CEMENT, lifetime);
            addFarmBuilding(yard, -12, -15, 22, 12, RoofMaterial.BROWN_TILE, lifetime);
            addFarmBuilding(yard, 15, -14, 18, 15, RoofMaterial.LIGHT_METAL, lifetime);
            return true;
        }
        return false;
    }

    private void addFarmBuilding(
            OrientedRectangle yard,
            double along,
            double across,
            double length,
            double width,
            RoofMaterial roof,
            Lifetime lifetime) {
        OrientedRectangle footprint = new OrientedRectangle(yard.point(along, across), yard.axis(), length, width);
        built.addIfRoom(new Building(footprint, 5.5, 3.5, roof, lifetime), 1);
    }
}
