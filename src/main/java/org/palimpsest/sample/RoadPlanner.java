package org.palimpsest.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Lays out the roads between places: a highway through the first village, roads to the others, and a new bypass. */
final class RoadPlanner {
    private static final double SLOPE_COST = 9;
    private static final double BRIDGE_COST = 14;
    private static final double LAKE_COST = 300;

    private final GroundExtent extent;
    private final BuiltUp built;
    private final TravelGrid grid;
    private final SplittableRandom random;

    RoadPlanner(
            GroundExtent extent,
            BuiltUp built,
            Terrain terrain,
            Optional<River> river,
            Optional<Lake> lake,
            Optional<Quarry> quarry,
            SplittableRandom random) {
        this.extent = extent;
        this.built = built;
        this.random = random;
        double cell = Math.max(18, Math.max(extent.width(), extent.height()) / 400);
        grid = new TravelGrid(extent, cell, (x, y) -> {
            double steep = SLOPE_COST * terrain.slope(x, y);
            double cost = 1 + steep * steep;
            if (river.isPresent() && river.get().distanceToBank(x, y) < 10) {
                cost += BRIDGE_COST;
            }
            if (lake.isPresent() && lake.get().bedHeight(x, y) < 2.5) {
                cost += LAKE_COST;
            }
            if (quarry.isPresent()
                    && quarry.get().centre().squaredDistanceTo(x, y)
                            < square(quarry.get().reach())) {
                cost += LAKE_COST;
            }
            return cost;
        });
    }

    /** Lays the highway from one side of the extent through a village to the other. */
    Optional<Polyline> highwayThrough(Village village) {
        double angle = random.nextDouble(0, 2 * StrictMath.PI);
        Optional<Polyline> in = grid.between(onBorder(angle), village.centre());
        Optional<Polyline> out =
                grid.between(village.centre(), onBorder(angle + StrictMath.PI + random.nextDouble(-0.7, 0.7)));
        if (in.isEmpty() || out.isEmpty()) {
            return Optional.empty();
        }
        List<GroundPoint> points = new ArrayList<>(in.get().points());
        points.addAll(out.get().points().subList(1, out.get().points().size()));
        Polyline line = new Polyline(points);
        lay(line, RoadClass.PRIMARY, Lifetime.LASTING);
        return Optional.of(line);
    }

    /** Connects a place to the nearest road. */
    void connect(GroundPoint place, RoadClass rank) {
        grid.toNetwork(place).ifPresent(line -> lay(line, rank, Lifetime.LASTING));
    }

    /** Connects some places on the border of the extent, as roads do not end where a picture does. */
    void connectBorder(int roads) {
        double first = random.nextDouble(0, 2 * StrictMath.PI);
        for (int i = 0; i < roads; i++) {
            connect(onBorder(first + 2 * StrictMath.PI * i / roads), RoadClass.SECONDARY);
        }
    }

    /** Builds, for the second epoch, a road round a village from the highway back to the highway. */
    Optional<Polyline> bypass(Village village, Polyline highway) {
        double middle = highway.positionOf(village.centre());
        double reach = village.radius() + random.nextDouble(330, 460);
        if (middle - reach < 0 || middle + reach > highway.length()) {
            return Optional.empty();
        }
        grid.avoid(village.centre(), village.radius() + 95, 80);
        Optional<Polyline> line = grid.between(highway.at(middle - reach), highway.at(middle + reach));
        line = line.flatMap(road -> apartFrom(road, highway));
        line.ifPresent(road -> lay(road, RoadClass.PRIMARY, Lifetime.NEW));
        return line;
    }

    /** Returns the part of a new road between its last and first contact with an old one. */
    private static Optional<Polyline> apartFrom(Polyline road, Polyline old) {
        double middle = road.length() / 2;
        double from = middle;
        while (from > 0 && !old.isWithin(3, road.at(from).x(), road.at(from).y())) {
            from -= 4;
        }
        double to = middle;
        while (to < road.length()
                && !old.isWithin(3, road.at(to).x(), road.at(to).y())) {
            to += 4;
        }
        List<GroundPoint> points = new ArrayList<>();
        for (double s = Math.max(0, from); s < Math.min(to, road.length()); s += 4) {
            points.add(road.at(s));
        }
        return points.size() < 20 ? Optional.empty() : Optional.of(new Polyline(points));
    }

    private void lay(Polyline line, RoadClass rank, Lifetime lifetime) {
        grid.build(line);
        built.add(new Road(line, rank, lifetime));
    }

    /** Returns the point where a ray from the middle of the extent leaves it. */
    private GroundPoint onBorder(double angle) {
        double dx = StrictMath.cos(angle);
        double dy = StrictMath.sin(angle);
        double toSide = Math.min(
                Math.abs(dx) < 1e-9 ? Double.POSITIVE_INFINITY : extent.width() / 2 / Math.abs(dx),
                Math.abs(dy) < 1e-9 ? Double.POSITIVE_INFINITY : extent.height() / 2 / Math.abs(dy));
        return extent.centre().moved(dx, dy, toSide);
    }

    private static double square(double value) {
        return value * value;
    }
}
