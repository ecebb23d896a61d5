package org.palimpsest.vector;

/**
 * What is counted over the pixels of one connected area of change.
 *
 * @param firstPixel row times width plus column of the first pixel, by which areas are ordered
 * @param pixels how many there are
 * @param area in square metres, or pixels without CRS
 * @param scoreMean mean of the scores without their sign; NaN without scores
 * @param scoreMax the largest of them; NaN without scores
 * @param gainPixels pixels with a score of positive sign
 * @param lossPixels pixels with a score of negative sign
 * @param insideColumn column of a pixel inside: the middle of the longest run
 * @param insideRow its row
 */
record ComponentStatistics(
        long firstPixel,
        long pixels,
        double area,
        double scoreMean,
        double scoreMax,
        long gainPixels,
        long lossPixels,
        int insideColumn,
        int insideRow) {
    /** The share of pixels of the rarer sign up to which an area counts as of one direction. */
    private static final double MINORITY = 0.1;

    /** Gain or loss where at least nine pixels of ten say so, else both. */
    Direction direction() {
        double allowed = MINORITY * (gainPixels + lossPixels);
        if (lossPixels <= allowed && gainPixels > 0) {
            return Direction.GAIN;
        }
        return gainPixels <= allowed && lossPixels > 0 ? Direction.LOSS : Direction.BOTH;
    }
}
