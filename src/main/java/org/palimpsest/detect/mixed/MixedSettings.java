package org.palimpsest.detect.mixed;

import java.util.ArrayList;
import java.util.List;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.Settings;

/**
 * What the user can set for every detector of this package.
 *
 * @param cell side of the cells in pixels
 * @param smoothing steps of the smoothness prior
 * @param weights of the two directions
 * @param seed of the sample of cells
 */
public record MixedSettings(int cell, int smoothing, Weights weights, long seed) {
    private static final String CELL = "cell";
    private static final String SMOOTHING = "smoothing";
    private static final String DIRECTION = "direction";
    private static final String SEED = "seed";
    private static final String BOTH = "both";
    private static final String APPEARED = "appeared";
    private static final String VANISHED = "vanished";

    /** What is new stands out from all that is old, while what it replaced is mostly still there elsewhere. */
    private static final double APPEARED_WEIGHT = 2.0 / 3;

    /** The parameters, with their defaults. */
    public static List<Parameter> parameters(int cell) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter.Whole(
                CELL,
                "Cell",
                "px",
                1,
                64,
                cell,
                "Side of the squares that are compared. Larger ones see through more speckle and are faster;"
                        + " smaller ones keep finer outlines."));
        parameters.addAll(parameters());
        return List.copyOf(parameters);
    }

    /** The parameters where the cells' size is given, with their defaults. */
    public static List<Parameter> parameters() {
        return List.of(
                new Parameter.Whole(
                        SMOOTHING,
                        "Smoothing",
                        "cells",
                        0,
                        64,
                        12,
                        "How far a cell's value is drawn towards those of cells that look alike at both dates; 0 for"
                                + " not at all."),
                new Parameter.Choice(
                        DIRECTION,
                        "Direction",
                        List.of(BOTH, APPEARED, VANISHED),
                        BOTH,
                        "Whether the after raster is foretold from the before raster (appeared: best for what is new,"
                                + " such as a flood), the other way round (vanished), or both, the first counting twice."),
                new Parameter.Whole(
                        SEED, "Seed", "", 0, Integer.MAX_VALUE, 1, "Chooses the cells that stand for the scene."));
    }

    /** Reads the user's values. */
    public static MixedSettings of(Settings settings) {
        return of(settings, settings.whole(CELL));
    }

    /** Reads the user's values where the cells' size is given. */
    public static MixedSettings of(Settings settings, int cell) {
        double appeared =
                switch (settings.text(DIRECTION)) {
                    case APPEARED -> 1;
                    case VANISHED -> 0;
                    default -> APPEARED_WEIGHT;
                };
        return new MixedSettings(
                cell, settings.whole(SMOOTHING), new Weights(appeared, 1 - appeared), settings.whole(SEED));
    }

    /**
     * How much the errors of both directions count; their sum is 1.
     *
     * @param after of the after raster as foretold from the before raster
     * @param before of the before raster as foretold from the after raster
     */
    public record Weights(double after, double before) {}
}
