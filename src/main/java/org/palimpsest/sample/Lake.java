package org.palimpsest.sample;

import java.util.List;
import java.util.SplittableRandom;

/** A reservoir whose level differs between the epochs: where the bed falls dry, the cover truly changes. */
final class Lake {
    /** Where the dam stands along the longer axis, as a share of the half length. */
    private static final double DAM_AT = 0.72;

    private final GroundPoint centre;
    private final double radius;
    private final double stretch;
    private final double axisX;
    private final double axisY;
    private final GroundNoise outline;
    private final GroundNoise bed;
    private final double levelAfter;

    /**
     * Shapes a reservoir.
     *
     * @param centre its middle
     * @param axis unit direction of its longer axis
     * @param radius mean radius in metres
     */
    Lake(GroundPoint centre, GroundPoint axis, double radius, SplittableRandom random) {
        this.centre = centre;
        this.radius = radius;
        axisX = axis.x();
        axisY = axis.y();
        stretch = random.nextDouble(1.25, 1.8);
        outline = new GroundNoise(random.nextLong());
        bed = new GroundNoise(random.nextLong());
        levelAfter = -random.nextDouble(1.6, 2.6);
    }

    GroundPoint centre() {
        return centre;
    }

    double radius() {
        return radius * stretch;
    }

    /** Returns the water level in metres relative to a full reservoir. */
    double level(Epoch epoch) {
        return epoch == Epoch.BEFORE ? -0.15 : levelAfter;
    }

    /** Returns the height of the ground above a full reservoir's surface in metres: negative on the bed. */
    double bedHeight(double x, double y) {
        double along = ((x - centre.x()) * axisX + (y - centre.y()) * axisY) / (radius * stretch);
        double across = ((y - centre.y()) * axisX - (x - centre.x()) * axisY) / (radius / stretch * 1.35);
        double r = Math.sqrt(along * along + across * across);
        double safe = Math.max(r, 1e-6);
        double lobes = 0.34 * outline.fractal(along / safe * 0.9, across / safe * 0.9, 3)
                + 0.10 * outline.at(x / (0.22 * radius), y / (0.22 * radius));
        // One end is a shallow inlet, the other falls steeply from a dam.
        double steepness = Blend.between(5, 17, Blend.ramp(-1, 1, along / safe));
        double natural = steepness * (r - 1 - lobes * Math.min(1, r)) + 0.35 * bed.fractal(x / 40, y / 40, 3);
        // The dam closes the valley in a straight line.
        double damFace = (along - DAM_AT) * radius * stretch * 0.5;
        return damFace > -4 && Math.abs(across) < 1.1 ? Math.max(natural, Math.min(damFace, 2.2)) : natural;
    }

    /** Tells whether a place is so near that it may be under water or on the shore. */
    boolean isNear(double x, double y) {
        double reach = 1.8 * radius * stretch;
        return centre.squaredDistanceTo(x, y) < reach * reach;
    }

    /** Returns the line of the dam's crest, from one side of the valley to the other. */
    Polyline dam() {
        OrientedRectangle frame = new OrientedRectangle(centre, new GroundPoint(axisX, axisY), 1, 1);
        double along = DAM_AT * radius * stretch + 6;
        double half = 0.86 * radius / stretch * 1.35;
        return new Polyline(List.of(frame.point(along, -half), frame.point(along, half)));
    }
}
