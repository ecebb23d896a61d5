package org.palimpsest.nn.scan;

/**
 * The weights of a scan besides its projection, as numbers, and room for their gradients (the same record again).
 *
 * @param stepWeights {@code [K, D, R]}
 * @param stepBiases {@code [K, D]}
 * @param decayLogs {@code [K, D, S]}; the decay rate is minus the exponential of it
 * @param skips {@code [K, D]}: what of a pixel's input goes straight to its output
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record ScanWeights(float[] stepWeights, float[] stepBiases, float[] decayLogs, float[] skips) {
    /** Zeros of the same sizes, to add gradients to. */
    ScanWeights zeros() {
        return new ScanWeights(
                new float[stepWeights.length],
                new float[stepBiases.length],
                new float[decayLogs.length],
                new float[skips.length]);
    }
}
