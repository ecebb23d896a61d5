package org.palimpsest.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A meandering river from one side of the landscape to the other; its bed and banks are the same in both epochs. */
final class River {
    private static final double STEP = 12;
    private static final double FIELD_CELL = 6;
    private static final double REACH = 900;

    private final Polyline centreline;
    private final DistanceField distance;
    private final GroundNoise widths;
    private final double meanWidth;

    River(GroundExtent extent, GroundExtent core, SplittableRandom random) {
        double angle = random.nextDouble(0, 2 * StrictMath.PI);
        double dx = StrictMath.cos(angle);
        double dy = StrictMath.sin(angle);
        GroundPoint middle = core.at(random.nextDouble(0.3, 0.7), random.nextDouble(0.3, 0.7));
        double size = Math.min(core.width(), core.height());
        double wide = Math.min(0.13 * size, 420);
        GroundNoise valley = new GroundNoise(random.nextLong());
        GroundNoise bends = new GroundNoise(random.nextLong());
        widths = new GroundNoise(random.nextLong());
        meanWidth = Math.max(7, Math.min(24, random.nextDouble(0.004, 0.0085) * size));
        double half = 0.75 * (extent.width() + extent.height());
        List<GroundPoint> points = new ArrayList<>();
        for (double t = -half; t <= half; t += STEP) {
            double across = wide * valley.at(t / (5 * wide), 0.5)
                    + 0.55 * wide * bends.at(t / (1.5 * wide), 0.5)
                    + 0.10 * wide * bends.at(t / (0.45 * wide), 7.5);
            points.add(new GroundPoint(middle.x() + t * dx - across * dy, middle.y() + t * dy + across * dx));
        }
        centreline = new Polyline(points);
        distance = new DistanceField(extent.grown(60), FIELD_CELL, REACH);
        distance.add(centreline);
    }

    Polyline centreline() {
        return centreline;
    }

    /** Returns the distance to the centreline in metres, at most 900. */
    double distanceAt(double x, double y) {
        return distance.at(x, y);
    }

    /** Returns the distance to the water's edge in metres: negative on the water. */
    double distanceToBank(double x, double y) {
        double d = distance.at(x, y);
        if (d > 4 * meanWidth) {
            return d - meanWidth / 2;
        }
        return d - meanWidth / 2 * (1 + 0.35 * widths.at(x / 160, y / 160) + 0.12 * widths.at(x / 25, y / 25));
    }
}
