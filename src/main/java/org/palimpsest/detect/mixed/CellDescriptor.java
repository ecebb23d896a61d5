package org.palimpsest.detect.mixed;

import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Window;

/** Tells by some numbers what each cell looks like at one date. Safe from many threads. */
public interface CellDescriptor extends AutoCloseable {
    /** How many numbers describe a cell. */
    int count();

    /** How much one of the numbers, from 0, counts beside the others, which count 1. */
    default float weight(int number) {
        return 1;
    }

    /**
     * How large a part of the cells, at each end of a number's values, counts as if it had the value at that end: 0 for numbers
     * that are bounded by what they are.
     */
    default double outliers() {
        return 0;
    }

    /**
     * Whether a raster that was moved by a part of a pixel is described nearly as before. Interpolation smooths, and what answers
     * to the finest grain answers to that more than to the shift.
     */
    default boolean isSteady() {
        return true;
    }

    /** How many pixels around a cell its description depends on. */
    int reach();

    /**
     * Describes the cells that a window touches.
     *
     * @param date the samples of the window
     * @param valid which pixels count
     * @param grid the scene's cells
     * @param cells the cells to describe, {@link CellGrid#covering} the window
     * @return [count][cells], row by row; cells without a valid pixel have 0 everywhere
     */
    float[][] describe(PixelBlock date, boolean[] valid, CellGrid grid, Window cells) throws BadInputException;

    @Override
    default void close() {}
}
