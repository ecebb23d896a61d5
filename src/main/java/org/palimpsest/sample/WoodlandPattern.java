package org.palimpsest.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where woods stand: on steep and dry ground, in whole parcels and with grown edges, along the river, never in villages. */
final class WoodlandPattern {
    private static final double SAMPLE_SPACING = 12;

    private final Optional<River> river;
    private final GroundNoise extentNoise;
    private final GroundNoise edgeNoise;
    private final GroundNoise speciesNoise;
    private final double threshold;
    private final CoarseField siteSuitability;
    private final List<OpenCountry> open = new ArrayList<>();

    /** A disc in which people keep the land open. */
    private record OpenCountry(GroundPoint centre, double radius) {}

    WoodlandPattern(
            LandscapeCharacter character, GroundExtent extent, Terrain terrain, Optional<River> river, long seed) {
        this.river = river;
        extentNoise = new GroundNoise(PositionHash.mix(seed, 31));
        edgeNoise = new GroundNoise(PositionHash.mix(seed, 32));
        speciesNoise = new GroundNoise(PositionHash.mix(seed, 33));
        // The noise is normal with a deviation of 0.27, and slopes add to it: this line follows its quantiles roughly.
        threshold = Blend.between(0.62, -0.35, character.woodShare() / 0.8);
        siteSuitability = new CoarseField(
                extent.grown(120),
                SAMPLE_SPACING,
                (x, y) -> extentNoise.fractal(x / 900, y / 900, 4)
                        + 1.6 * Math.min(0.25, terrain.slope(x, y))
                        - 0.35 * (terrain.moisture(x, y) - 0.4));
    }

    /** Keeps woods out of a disc; only for use while the landscape is planned. */
    void keepOpen(GroundPoint centre, double radius) {
        open.add(new OpenCountry(centre, radius));
    }

    /** Tells whether a parcel, judged at its centre, is wooded as a whole. */
    boolean claimsParcel(long parcel, double x, double y) {
        return inclination(x, y) > threshold + 0.02 + 0.34 * (PositionHash.unit(parcel, 24) - 0.5);
    }

    /** Tells whether natural wood stands at a place, whatever the parcel. */
    boolean grownAt(double x, double y) {
        double edge = 0.06 * edgeNoise.fractal(x / 60, y / 60, 3);
        if (inclination(x, y) + edge > threshold + 0.16) {
            return true;
        }
        return river.isPresent() && riparian(river.get(), x, y);
    }

    /** Returns the share of conifers in the stand at a place, 0..1. */
    double conifers(double x, double y) {
        return Blend.ramp(-0.35, 0.45, speciesNoise.fractal(x / 380, y / 380, 3));
    }

    private boolean riparian(River stream, double x, double y) {
        double bank = stream.distanceToBank(x, y);
        if (bank < 1 || bank > 40) {
            return false;
        }
        double width = 13 * (0.35 + edgeNoise.fractal(x / 150, y / 150, 2)) + 4 * edgeNoise.at(x / 14, y / 14);
        return bank < width && openness(x, y) > 0.3;
    }

    private double inclination(double x, double y) {
        return siteSuitability.at(x, y) - 1.4 * (1 - openness(x, y));
    }

    /** Returns 0 inside land that people keep open and 1 well outside it. */
    private double openness(double x, double y) {
        double least = 1;
        for (OpenCountry disc : open) {
            double square = disc.centre().squaredDistanceTo(x, y);
            double far = disc.radius() * 1.5 + 60;
            if (square < far * far) {
                least = Math.min(least, Blend.ramp(disc.radius(), far, Math.sqrt(square)));
            }
        }
        return least;
    }
}
