package org.palimpsest.sample;

import java.util.Arrays;

/** Muddy water over everything that lies below its level: a flood stands flat, whatever the ground is used for. */
final class FloodLayer implements SurfaceLayer {
    private final Terrain terrain;
    private final double level;
    private final GroundNoise mud;

    /** @param level of the water in metres above sea level */
    FloodLayer(Terrain terrain, double level, long seed) {
        this.terrain = terrain;
        this.level = level;
        mud = new GroundNoise(PositionHash.mix(seed, 53));
    }

    /** The level below which a share of an extent's ground lies. */
    static double level(Terrain terrain, GroundExtent extent, double share) {
        int side = 128;
        double[] heights = new double[side * side];
        for (int i = 0; i < heights.length; i++) {
            GroundPoint point = extent.at((i % side + 0.5) / side, (Math.floorDiv(i, side) + 0.5) / side);
            heights[i] = terrain.elevation(point.x(), point.y());
        }
        Arrays.sort(heights);
        return heights[(int) (share * heights.length)];
    }

    @Override
    public boolean paint(GroundCell cell) {
        if (terrain.elevation(cell.x(), cell.y()) >= level) {
            return false;
        }
        double load = Blend.clamp(0.8 + 0.2 * mud.fractal(cell.x() / 220, cell.y() / 220, 3));
        cell.paint(LandCover.WATER, Spectra.DEEP_WATER.mixed(Spectra.TURBID_WATER, load), 0);
        return true;
    }
}
