package org.palimpsest.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The plan of a piece of country in both epochs: what is where, in ground metres, before anything is drawn.
 *
 * <p>Nature comes first, then the places where people settled, then the roads between them, then houses along the roads, and
 * last what changed between the epochs: a bypass, an estate, more works, vanished buildings, felled wood, a wider quarry, a
 * lower reservoir. Immutable once planned, so painters may read it from many threads.
 */
final class Landscape {
    private static final int VILLAGE_CANDIDATES = 400;

    private final LandscapeCharacter character;
    private final GroundExtent extent;
    private final GroundExtent core;
    private final long seed;
    private final SplittableRandom random;
    private final Optional<River> river;
    private final Optional<Lake> lake;
    private final Optional<Quarry> quarry;
    private final Terrain terrain;
    private final ParcelTessellation parcels;
    private final WoodlandPattern woods;
    private final Farmland farmland;
    private final List<Village> villages = new ArrayList<>();
    private final List<Clearing> clearings;
    private final BuiltUp built;

    /**
     * Plans a landscape.
     *
     * @param extent all ground that any picture shows
     * @param core the ground that both dates show, where the changes should be
     */
    Landscape(LandscapeCharacter character, GroundExtent extent, GroundExtent core, long seed) {
        this.character = character;
        this.extent = extent;
        this.core = core;
        this.seed = seed;
        random = new SplittableRandom(PositionHash.mix(seed));
        river = character.river() ? Optional.of(new River(extent, core, random.split())) : Optional.empty();
        lake = character.lake() ? placeLake(random.split()) : Optional.empty();
        terrain = new Terrain(character, extent, river, lake, seed);
        parcels = new ParcelTessellation(extent, character.parcelHectares(), seed);
        woods = new WoodlandPattern(character, extent, terrain, river, seed);
        farmland = new Farmland(character, terrain, woods);
        built = new BuiltUp(terrain, river, lake);
        placeVillages(random.split());
        quarry = character.quarry() ? placeQuarry(random.split()) : Optional.empty();
        quarry.ifPresent(pit -> woods.keepOpen(pit.centre(), 0.5 * pit.reach()));
        lake.ifPresent(water -> woods.keepOpen(water.centre(), 0.6 * water.radius()));
        layRoads(random.split());
        settle(random.split());
        demolish(random.split());
        clearings = new ClearingPlanner(this).place(core, random.split());
    }

    LandscapeCharacter character() {
        return character;
    }

    GroundExtent extent() {
        return extent;
    }

    long seed() {
        return seed;
    }

    Optional<River> river() {
        return river;
    }

    Optional<Lake> lake() {
        return lake;
    }

    Optional<Quarry> quarry() {
        return quarry;
    }

    Terrain terrain() {
        return terrain;
    }

    ParcelTessellation parcels() {
        return parcels;
    }

    WoodlandPattern woods() {
        return woods;
    }

    Farmland farmland() {
        return farmland;
    }

    List<Clearing> clearings() {
        return clearings;
    }

    List<Road> roads() {
        return List.copyOf(built.roads());
    }

    List<Building> buildings() {
        return List.copyOf(built.buildings());
    }

    List<Plot> plots() {
        return List.copyOf(built.plots());
    }

    private double coreSize() {
        return Math.min(core.width(), core.height());
    }

    private Optional<Lake> placeLake(SplittableRandom draw) {
        double radius = Math.min(230, 0.092 * coreSize());
        GroundExtent room = core.grown(-Math.min(1.7 * radius, 0.3 * coreSize()));
        if (river.isEmpty()) {
            double angle = draw.nextDouble(0, 2 * StrictMath.PI);
            GroundPoint axis = new GroundPoint(StrictMath.cos(angle), StrictMath.sin(angle));
            return Optional.of(new Lake(room.at(draw.nextDouble(), draw.nextDouble()), axis, radius, draw));
        }
        Polyline stream = river.get().centreline();
        List<Double> candidates = new ArrayList<>();
        for (double s = 0; s < stream.length(); s += 20) {
            if (room.contains(stream.at(s))) {
                candidates.add(s);
            }
        }
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        // Near one end of the river's way through the core, which leaves room for a village by the river.
        boolean first = draw.nextBoolean();
        int index = (int) (candidates.size() * (first ? 0.12 : 0.88));
        double s = candidates.get(index);
        return Optional.of(new Lake(stream.at(s), stream.directionAt(s), radius, draw));
    }

    private void placeVillages(SplittableRandom draw) {
        double area = core.width() * core.height() / 1e6;
        int wanted = (int) Math.max(1, Math.min(40, Math.round(character.villagesPerSquareKilometre() * area)));
        double margin = Math.min(330, 0.2 * coreSize());
        GroundExtent room = core.grown(-margin);
        for (int i = 0; i < wanted; i++) {
            GroundPoint best = room.centre();
            double bestScore = Double.NEGATIVE_INFINITY;
            for (int candidate = 0; candidate < VILLAGE_CANDIDATES; candidate++) {
                GroundPoint point = room.at(draw.nextDouble(), draw.nextDouble());
                double score = villageScore(point);
                if (score > bestScore) {
                    best = point;
                    bestScore = score;
                }
            }
            if (bestScore < -5) {
                continue;
            }
            double radius = Math.min(
                    (0.2 + 0.25 * character.urbanity()) * coreSize(),
                    (i == 0 ? draw.nextDouble(270, 340) : draw.nextDouble(130, 240))
                            * (1 + 1.5 * character.urbanity()));
            villages.add(new Village(best, radius));
            woods.keepOpen(best, radius + 40);
        }
    }

    private double villageScore(GroundPoint point) {
        double score = -12 * terrain.slope(point.x(), point.y());
        if (river.isPresent()) {
            double fromRiver = river.get().distanceAt(point.x(), point.y());
            score -= Math.abs(fromRiver - 260) / 400;
            score -= fromRiver < 60 ? 4 : 0;
        }
        if (lake.isPresent()) {
            double fromLake = lake.get().centre().distanceTo(point);
            score -= 8 * (1 - Blend.ramp(lake.get().radius() + 60, lake.get().radius() + 360, fromLake));
        }
        for (Village other : villages) {
            score -= 8 * (1 - Blend.ramp(650, 1100, other.centre().distanceTo(point)));
        }
        return score;
    }

    private Optional<Quarry> placeQuarry(SplittableRandom draw) {
        double radius = Math.min(120, 0.055 * coreSize());
        GroundExtent room = core.grown(-2.4 * radius);
        GroundPoint best = room.centre();
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int candidate = 0; candidate < VILLAGE_CANDIDATES; candidate++) {
            GroundPoint point = room.at(draw.nextDouble(), draw.nextDouble());
            double score = 10 * Math.min(0.2, terrain.slope(point.x(), point.y()));
            for (Village village : villages) {
                score -= 8
                        * (1
                                - Blend.ramp(
                                        village.radius() + 200,
                                        village.radius() + 520,
                                        village.centre().distanceTo(point)));
            }
            if (lake.isPresent()) {
                double fromLake = lake.get().centre().distanceTo(point);
                score -= 8
                        * (1 - Blend.ramp(lake.get().radius() + 150, lake.get().radius() + 420, fromLake));
            }
            if (river.isPresent()) {
                score -= 4 * (1 - Blend.ramp(150, 420, river.get().distanceAt(point.x(), point.y())));
            }
            if (score > bestScore) {
                best = point;
                bestScore = score;
            }
        }
        return bestScore < -3 ? Optional.empty() : Optional.of(new Quarry(best, radius, draw));
    }

    private void layRoads(SplittableRandom draw) {
        RoadPlanner planner = new RoadPlanner(extent, built, terrain, river, lake, quarry, draw);
        if (villages.isEmpty()) {
            return;
        }
        Optional<Polyline> highway = planner.highwayThrough(villages.get(0));
        for (Village village : villages.subList(1, villages.size())) {
            planner.connect(village.centre(), RoadClass.SECONDARY);
        }
        planner.connectBorder(4);
        lake.filter(water -> river.isPresent())
                .ifPresent(water -> built.add(new Road(water.dam(), RoadClass.STREET, Lifetime.LASTING)));
        quarry.ifPresent(pit -> planner.connect(pit.centre(), RoadClass.TRACK));
        highway.ifPresent(line -> planner.bypass(villages.get(0), line));
    }

    private void settle(SplittableRandom draw) {
        VillagePlanner planner = new VillagePlanner(built, draw, character);
        WorksPlanner works = new WorksPlanner(built, draw);
        villages.forEach(planner::layStreets);
        List<Road> roads = List.copyOf(built.roads());
        for (Village village : villages) {
            roads.stream()
                    .filter(road -> road.rank() == RoadClass.PRIMARY && road.lifetime() == Lifetime.LASTING)
                    .filter(road -> road.line()
                            .isWithin(
                                    village.radius(),
                                    village.centre().x(),
                                    village.centre().y()))
                    .findFirst()
                    .ifPresent(road -> {
                        double middle = road.line().positionOf(village.centre());
                        double near = village.radius() + 60;
                        works.works(road, middle + near, middle + near + 420, core)
                                .or(() -> works.works(road, middle - near, middle - near - 420, core))
                                .ifPresent(place -> woods.keepOpen(place, 180));
                    });
        }
        villages.forEach(planner::settle);
        villages.stream().limit(Math.max(1, villages.size() / 2)).forEach(planner::newEstate);
        double area = core.width() * core.height() / 1e6;
        List<Road> rural = roads.stream()
                .filter(road -> road.rank() == RoadClass.SECONDARY)
                .toList();
        for (int i = 0; i < Math.round(0.7 * area) && !rural.isEmpty(); i++) {
            works.farmstead(
                    rural.get(draw.nextInt(rural.size())), core, i == 0 ? Lifetime.DEMOLISHED : Lifetime.LASTING);
        }
    }

    /** Lets some larger buildings of the first epoch vanish. */
    private void demolish(SplittableRandom draw) {
        List<Building> buildings = built.buildings();
        long old =
                buildings.stream().filter(b -> b.lifetime() == Lifetime.LASTING).count();
        double share = Math.min(1, 7.0 / Math.max(1, old));
        for (int i = 0; i < buildings.size(); i++) {
            Building building = buildings.get(i);
            double area = building.footprint().length() * building.footprint().width();
            double chance = share * (area > 200 ? 3 : 0.6);
            if (building.lifetime() == Lifetime.LASTING && building.eaves() < 9 && draw.nextDouble() < chance) {
                buildings.set(i, building.withLifetime(Lifetime.DEMOLISHED));
            }
        }
    }
}
