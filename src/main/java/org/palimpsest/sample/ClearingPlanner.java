package org.palimpsest.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Chooses where wood is felled between the epochs. */
final class ClearingPlanner {
    private final Landscape landscape;

    /** Prepares for a landscape whose woods, quarry and reservoir are planned already. */
    ClearingPlanner(Landscape landscape) {
        this.landscape = landscape;
    }

    /** Returns the pieces that are felled between the epochs: where the core's wood is largest, apart from one another. */
    List<Clearing> place(GroundExtent core, SplittableRandom draw) {
        List<Clearing> clearings = new ArrayList<>();
        double size = Math.min(240, 0.1 * Math.min(core.width(), core.height()));
        int wanted = (int) Math.max(1, Math.min(12, Math.round(0.45 * core.width() * core.height() / 1e6)));
        List<OrientedRectangle> candidates = new ArrayList<>();
        for (int i = 0; i < 260; i++) {
            GroundPoint point = core.grown(-0.7 * size).at(draw.nextDouble(), draw.nextDouble());
            double angle = draw.nextDouble(0, StrictMath.PI);
            GroundPoint axis = new GroundPoint(StrictMath.cos(angle), StrictMath.sin(angle));
            double length = size * draw.nextDouble(0.6, 1.1);
            candidates.add(new OrientedRectangle(point, axis, length, length * draw.nextDouble(0.45, 0.75)));
        }
        candidates.sort(Comparator.comparingDouble(this::woodedShare).reversed());
        for (OrientedRectangle candidate : candidates) {
            boolean apart = clearings.stream().noneMatch(c -> c.area().grown(60).overlaps(candidate));
            if (clearings.size() < wanted && apart && woodedShare(candidate) > 0.72) {
                clearings.add(new Clearing(candidate, new GroundNoise(draw.nextLong())));
            }
        }
        return List.copyOf(clearings);
    }

    private double woodedShare(OrientedRectangle ground) {
        int wooded = 0;
        int total = 0;
        for (double along = -0.5; along <= 0.5; along += 0.25) {
            for (double across = -0.5; across <= 0.5; across += 0.25) {
                GroundPoint point = ground.point(along * ground.length(), across * ground.width());
                boolean pit = landscape
                        .quarry()
                        .map(q -> q.centre().distanceTo(point) < q.reach())
                        .orElse(false);
                boolean wet = landscape
                        .lake()
                        .map(l -> l.bedHeight(point.x(), point.y()) < 1)
                        .orElse(false);
                boolean wood = landscape.woods().grownAt(point.x(), point.y())
                        || landscape.farmland().use(landscape.parcels().locate(point.x(), point.y()))
                                == ParcelUse.WOODLAND;
                wooded += wood && !pit && !wet ? 1 : 0;
                total++;
            }
        }
        return (double) wooded / total;
    }
}
