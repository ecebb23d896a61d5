package org.palimpsest.detect;

import org.palimpsest.raster.Window;

/**
 * An epoch of a training on the pair itself, by the weights before its step.
 *
 * @param number from 0
 * @param total how many epochs there are, unless the training is ended early
 * @param last whether no other follows
 * @param loss what the training makes smaller
 * @param maskShare the part of the pixels that count which the mask holds, 0 to 1
 * @param map what the network found
 */
public record TrainedEpoch(int number, int total, boolean last, double loss, double maskShare, DifferenceMap map) {
    private static final int MILESTONES = 30;

    /** Whether it is one of those that are worth keeping: the first, the last, and some thirty of those between at most. */
    public boolean isMilestone() {
        return last || number % Math.max(1, (total + MILESTONES - 1) / MILESTONES) == 0;
    }

    /**
     * How much the two dates differ in a part of the scene, and what of it the training takes for change.
     *
     * @param place the part, in pixels of the pair's grid
     * @param width columns over the part, at most one for each of its pixels
     * @param height rows over the part
     * @param stride how many values lie from one row to the next
     * @param values 0 to 1, row by row
     * @param counted which of them mean anything
     * @param mask which of them the mask holds
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    public record DifferenceMap(
            Window place, int width, int height, int stride, float[] values, boolean[] counted, boolean[] mask) {
        public DifferenceMap {
            if (width < 1 || height < 1 || stride < width) {
                throw new IllegalArgumentException("A map has at least one pixel and rows of its own width, but was "
                        + width + " x " + height + " in rows of " + stride + ".");
            }
        }
    }
}
