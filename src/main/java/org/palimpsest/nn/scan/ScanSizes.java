package org.palimpsest.nn.scan;

/**
 * The sizes of a selective scan.
 *
 * @param directions K, each with its own weights
 * @param channels D, each of which has its own states
 * @param states S, numbers that a channel remembers
 * @param rank R, numbers from which the step sizes of all channels are made
 */
public record ScanSizes(int directions, int channels, int states, int rank) {
    public ScanSizes {
        if (directions < 1 || channels < 1 || states < 1 || rank < 1) {
            throw new IllegalArgumentException("A scan needs at least one direction, channel, state and rank, but had "
                    + directions + ", " + channels + ", " + states + " and " + rank + ".");
        }
    }

    /** Numbers that are projected from a pixel for one direction: R for the step size, S for the input, S for the output. */
    public int projected() {
        return rank + 2 * states;
    }

    /** Groups of channels that are computed side by side. */
    int groups() {
        return (channels + ScanBlock.LANES - 1) / ScanBlock.LANES;
    }
}
