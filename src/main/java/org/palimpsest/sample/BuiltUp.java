package org.palimpsest.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that people have built so far, and whether there is room for more; planners add to it one after another. */
final class BuiltUp {
    private static final double SHORE = 1.5;

    private final Terrain terrain;
    private final Optional<River> river;
    private final Optional<Lake> lake;
    private final List<Road> roads = new ArrayList<>();
    private final List<Building> buildings = new ArrayList<>();
    private final List<Plot> plots = new ArrayList<>();

    BuiltUp(Terrain terrain, Optional<River> river, Optional<Lake> lake) {
        this.terrain = terrain;
        this.river = river;
        this.lake = lake;
    }

    List<Road> roads() {
        return roads;
    }

    List<Building> buildings() {
        return buildings;
    }

    List<Plot> plots() {
        return plots;
    }

    void add(Road road) {
        roads.add(road);
    }

    void add(Plot plot) {
        plots.add(plot);
    }

    /** Adds a building if its footprint is dry, level enough, off the roads and apart from other buildings. */
    boolean addIfRoom(Building building, double gap) {
        if (!hasRoom(building.footprint(), gap)) {
            return false;
        }
        buildings.add(building);
        return true;
    }

    /** Tells whether a building could stand on a footprint with a gap in metres to its neighbours. */
    boolean hasRoom(OrientedRectangle footprint, double gap) {
        if (!isBuildable(footprint.centre()) || !footprint.corners().stream().allMatch(this::isBuildable)) {
            return false;
        }
        return isClearOfRoads(footprint, 2.5) && isClearOfBuildings(footprint.grown(gap));
    }

    boolean isClearOfBuildings(OrientedRectangle ground) {
        return buildings.stream().noneMatch(other -> other.footprint().overlaps(ground));
    }

    /** Tells whether no road runs through a rectangle or nearer than {@code gap} metres to its corners and middle. */
    boolean isClearOfRoads(OrientedRectangle ground, double gap) {
        for (Road road : roads) {
            double keep = road.rank().width() / 2 + gap;
            double inner = keep + Math.min(ground.length(), ground.width()) / 2;
            if (road.line().isWithin(inner, ground.centre().x(), ground.centre().y())) {
                return false;
            }
            double half = ground.length() / 2;
            for (double along = -half; along <= half; along += Math.max(4, half / 4)) {
                GroundPoint left = ground.point(along, ground.width() / 2);
                GroundPoint right = ground.point(along, -ground.width() / 2);
                if (road.line().isWithin(keep, left.x(), left.y())
                        || road.line().isWithin(keep, right.x(), right.y())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Tells whether a street would stay dry, and apart from the others beyond its first {@code root} metres. */
    boolean hasRoomForStreet(Polyline line, double root, double apart) {
        for (double s = root; s <= line.length(); s += 10) {
            GroundPoint point = line.at(s);
            if (!isBuildable(point)) {
                return false;
            }
            for (Road road : roads) {
                if (road.line().isWithin(apart, point.x(), point.y())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Tells whether a place is dry and not too steep to build on. */
    boolean isBuildable(GroundPoint point) {
        boolean dry = river.map(r -> r.distanceToBank(point.x(), point.y()) > 14)
                        .orElse(true)
                && lake.map(l -> l.bedHeight(point.x(), point.y()) > SHORE).orElse(true);
        return dry && terrain.slope(point.x(), point.y()) < 0.28;
    }
}
