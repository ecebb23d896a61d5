package org.palimpsest.sample;

import java.util.SplittableRandom;

/** An open pit with benches that has eaten further into the hill by the second epoch. */
final class Quarry {
    private static final double BENCH_WIDTH = 17;
    private static final double BENCH_HEIGHT = 7;

    private final GroundPoint centre;
    private final double radius;
    private final double advance;
    private final double advanceX;
    private final double advanceY;
    private final GroundNoise outline;

    /** Opens a quarry of a mean radius in metres. */
    Quarry(GroundPoint centre, double radius, SplittableRandom random) {
        this.centre = centre;
        this.radius = radius;
        advance = radius * random.nextDouble(0.65, 0.95);
        double angle = random.nextDouble(0, 2 * StrictMath.PI);
        advanceX = StrictMath.cos(angle);
        advanceY = StrictMath.sin(angle);
        outline = new GroundNoise(random.nextLong());
    }

    GroundPoint centre() {
        return centre;
    }

    /** Returns the greatest distance from the centre that the pit reaches in either epoch, in metres. */
    double reach() {
        return radius * 1.35 + advance;
    }

    /** Returns how far inside the pit's edge a place lies in metres: negative outside. */
    double depthInside(double x, double y, Epoch epoch) {
        if (centre.squaredDistanceTo(x, y) > 1.3 * reach() * reach()) {
            return -1;
        }
        double inside = inside(x - centre.x(), y - centre.y());
        if (epoch == Epoch.AFTER) {
            double dx = x - centre.x() - advanceX * advance;
            double dy = y - centre.y() - advanceY * advance;
            inside = Math.max(inside, inside(dx, dy) - 0.1 * radius);
        }
        return inside;
    }

    /** Returns the depth below the old ground in metres, in benches. */
    double pit(double inside) {
        if (inside <= 0) {
            return 0;
        }
        double benches = Math.min(3, inside / BENCH_WIDTH);
        double whole = Math.floor(benches);
        return BENCH_HEIGHT * (whole + Blend.ramp(0.7, 1, benches - whole));
    }

    private double inside(double dx, double dy) {
        double r = Math.sqrt(dx * dx + dy * dy);
        double safe = Math.max(r, 1e-6);
        double lobes = 0.30 * outline.fractal(dx / safe * 0.8 + 3, dy / safe * 0.8, 3);
        return radius * (1 + lobes) - r + 3 * outline.at(dx / 20, dy / 20);
    }
}
