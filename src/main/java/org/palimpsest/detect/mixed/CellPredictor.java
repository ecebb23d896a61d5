package org.palimpsest.detect.mixed;

/** Foretells what a cell looks like at one date from what it looks like at the other. Immutable; safe from many threads. */
interface CellPredictor {
    /**
     * Foretells many cells.
     *
     * @param known what they look like at one date, scaled: [numbers][cells]
     * @param wanted what they look like at the other date, scaled: [numbers][cells]
     * @param counts which cells to look at
     * @return for each cell the squared distance between what is foretold and what is; 0 for cells that do not count
     */
    float[] squaredErrors(float[][] known, float[][] wanted, boolean[] counts);

    /** Learns a predictor from cells. */
    @FunctionalInterface
    interface Fit {
        /**
         * Learns from both dates of the same cells, scaled.
         *
         * @param known [numbers][cells]
         * @param wanted [numbers][cells]
         */
        CellPredictor of(float[][] known, float[][] wanted);
    }
}
