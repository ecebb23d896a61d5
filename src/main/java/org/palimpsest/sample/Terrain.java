package org.palimpsest.sample;

import java.util.Optional;

/** The lie of the land: elevation, slope and how wet and how dark the soil is; the same in both epochs. */
final class Terrain {
    private static final double BASE_ELEVATION = 380;
    private static final double SAMPLE_SPACING = 12;
    private static final double HILL_LENGTH = 1500;

    private final LandscapeCharacter character;
    private final Optional<River> river;
    private final Optional<Lake> lake;
    private final GroundNoise hills;
    private final GroundNoise knolls;
    private final GroundNoise wetness;
    private final GroundNoise humus;
    private final CoarseField elevation;
    private final CoarseField moisture;

    Terrain(LandscapeCharacter character, GroundExtent extent, Optional<River> river, Optional<Lake> lake, long seed) {
        this.character = character;
        this.river = river;
        this.lake = lake;
        hills = new GroundNoise(PositionHash.mix(seed, 1));
        knolls = new GroundNoise(PositionHash.mix(seed, 2));
        wetness = new GroundNoise(PositionHash.mix(seed, 3));
        humus = new GroundNoise(PositionHash.mix(seed, 4));
        elevation = new CoarseField(extent.grown(120), SAMPLE_SPACING, this::computeElevation);
        moisture = new CoarseField(extent.grown(120), SAMPLE_SPACING, this::computeMoisture);
    }

    /** Returns the elevation in metres above sea level. */
    double elevation(double x, double y) {
        return elevation.at(x, y);
    }

    /** Returns the rise towards the east over the run. */
    double tiltEast(double x, double y) {
        return (elevation(x + SAMPLE_SPACING, y) - elevation(x - SAMPLE_SPACING, y)) / (2 * SAMPLE_SPACING);
    }

    /** Returns the rise towards the north over the run. */
    double tiltNorth(double x, double y) {
        return (elevation(x, y + SAMPLE_SPACING) - elevation(x, y - SAMPLE_SPACING)) / (2 * SAMPLE_SPACING);
    }

    /** Returns the steepness as rise over run. */
    double slope(double x, double y) {
        double east = tiltEast(x, y);
        double north = tiltNorth(x, y);
        return Math.sqrt(east * east + north * north);
    }

    /** Returns how wet the soil is, 0 (dry) to 1 (boggy): hollows and valley floors are wetter. */
    double moisture(double x, double y) {
        return moisture.at(x, y);
    }

    /** Returns the share of dark organic matter in the topsoil relative to the mean, about -1..1. */
    double humus(double x, double y) {
        return humus.fractal(x / 310, y / 310, 5);
    }

    private double computeElevation(double x, double y) {
        double valley = valleyShare(x, y);
        double rise = 0.55 * valley + 0.45 * valley * hills.fractal(x / HILL_LENGTH, y / HILL_LENGTH, 4);
        double small = 0.05 * knolls.fractal(x / 260, y / 260, 3) * (0.15 + valley);
        return BASE_ELEVATION + character.relief() * (rise + small);
    }

    private double computeMoisture(double x, double y) {
        double noise = wetness.fractal(x / 420, y / 420, 4);
        return Blend.clamp(0.42 - 0.22 * (valleyShare(x, y) - 0.5) + 0.38 * noise);
    }

    /** Returns 0 on the valley floor and 1 beyond the valley's sides. */
    private double valleyShare(double x, double y) {
        double fromRiver = river.map(r -> r.distanceAt(x, y)).orElse(500.0);
        double share = Blend.ramp(20, 620, fromRiver + 90 * hills.at(x / 330, y / 330));
        if (lake.isPresent()) {
            // Wide enough that even a small reservoir among high hills has no cliffs around it.
            double shoulder = Math.max(26, 40 * character.relief() / lake.get().radius());
            share = Math.min(share, Blend.ramp(-1, shoulder, lake.get().bedHeight(x, y)));
        }
        return share;
    }
}
