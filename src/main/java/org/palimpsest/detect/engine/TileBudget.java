package org.palimpsest.detect.engine;

import org.palimpsest.raster.Window;

/** Chooses the tile shape of a run and how many tiles are worked on at once, so that they fit the memory budget. */
public final class TileBudget {
    /** The usual tile; also the tile of the written files, so that each tile becomes one of theirs. */
    public static final int TILE = 512;

    private static final int SMALLEST_TILE = 128;
    /** Part of the budget for tiles; the rest is for the files' blocks and the writers. */
    private static final double SHARE = 0.5;
    /** The halo is not known before the fit; most detectors need less. */
    private static final int USUAL_HALO = 64;

    private TileBudget() {}

    /**
     * The tiles of a new run.
     *
     * @param bands of both dates together
     * @param memoryBytes budget of the run
     */
    public static TilePlan plan(Window extent, int bands, long memoryBytes) {
        int tile = TILE;
        while (tile > SMALLEST_TILE && bytesOfTile(tile, tile, bands) > memoryBytes * SHARE) {
            tile /= 2;
        }
        return new TilePlan(extent, tile, tile);
    }

    /**
     * How many threads may each have a group of tiles in memory: at least 1, at most {@code threads}.
     *
     * @param group tiles that are computed together
     */
    public static int tilesInFlight(TilePlan plan, int bands, long memoryBytes, int threads, int group) {
        double tile = bytesOfTile(plan.tileWidth(), plan.tileHeight(), bands) * group;
        return (int) Math.max(1, Math.min(threads, memoryBytes * SHARE / tile));
    }

    /** Samples as floats, once as read and once as aligned, and the statistic with its working copies. */
    private static double bytesOfTile(int width, int height, int bands) {
        double pixels = (width + 2.0 * USUAL_HALO) * (height + 2.0 * USUAL_HALO);
        return pixels * (2.0 * Float.BYTES * bands + 6.0 * Float.BYTES);
    }
}
