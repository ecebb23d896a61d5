package org.palimpsest.nn.scan;

import java.util.Arrays;

/**
 * Scratch memory for a few dozen steps of a scan in one direction, small enough for the processor's nearest cache, and that
 * direction's weights.
 *
 * <p>Arrays of steps and channels are {@code [groups][STEPS][LANES]}; what was projected is {@code [STEPS][R + 2 S]} and its
 * gradients {@code [R + 2 S][STEPS]}; weights and states {@code [groups][S][LANES]} or {@code [groups][LANES]}. Channels that
 * do not fill the last group are zero.
 */
final class ScanBlock {
    /** Steps of a block; states are kept at its beginning and computed again in the backward pass. */
    static final int STEPS = 64;
    /** Channels side by side: one register of 512 bits, or two of 256. */
    static final int LANES = 16;

    final ScanSizes sizes;
    final int groups;
    /** Steps of this block that are in use; the rest is zero. */
    int length;

    final float[] u;
    final float[] delta;
    /** How fast softplus rises at each raw step size. */
    final float[] slope;

    final float[] input;
    final float[] y;
    /** Each step's numbers for the step size, from {@link #inputs} on for the input, from {@link #outputs} on for the output. */
    final float[] projected;

    /** Numbers of a step in {@link #projected}. */
    final int stride;
    /** Where a step's weights of the input begin. */
    final int inputs;
    /** Where a step's weights of the output begin. */
    final int outputs;

    final float[] state;

    final float[] stepWeight;
    final float[] stepBias;
    final float[] decay;
    final float[] skip;

    final float[] gy;
    final float[] gu;
    final float[] gDelta;
    final float[] gInput;
    final float[] gProjected;
    final float[] carry;
    final float[] gStepWeight;
    final float[] gStepBias;
    final float[] gDecay;
    final float[] gSkip;
    final float[] states;
    final float[] factors;
    final float[] sumsB;
    final float[] sumsC;

    ScanBlock(ScanSizes sizes, boolean gradients) {
        this.sizes = sizes;
        groups = sizes.groups();
        int lanes = groups * LANES;
        int cells = lanes * STEPS;
        u = new float[cells];
        delta = new float[cells];
        slope = new float[cells];
        input = new float[cells];
        y = new float[cells];
        stride = sizes.projected();
        inputs = sizes.rank();
        outputs = inputs + sizes.states();
        projected = new float[STEPS * stride];
        state = new float[lanes * sizes.states()];
        stepWeight = new float[lanes * sizes.rank()];
        stepBias = new float[lanes];
        decay = new float[lanes * sizes.states()];
        skip = new float[lanes];
        int more = gradients ? 1 : 0;
        gy = new float[more * cells];
        gu = new float[more * cells];
        gDelta = new float[more * cells];
        gInput = new float[more * cells];
        gProjected = new float[more * projected.length];
        carry = new float[more * state.length];
        gStepWeight = new float[more * stepWeight.length];
        gStepBias = new float[more * lanes];
        gDecay = new float[more * decay.length];
        gSkip = new float[more * lanes];
        states = new float[more * (STEPS + 1) * LANES];
        factors = new float[more * STEPS * LANES];
        sumsB = new float[more * STEPS * LANES];
        sumsC = new float[more * STEPS * LANES];
    }

    /** Takes a direction's weights, and starts from states and sums of zero. */
    void direction(int k, ScanWeights weights) {
        int channels = sizes.channels();
        for (int channel = 0; channel < channels; channel++) {
            int from = k * channels + channel;
            stepBias[channel] = weights.stepBiases()[from];
            skip[channel] = weights.skips()[from];
            for (int r = 0; r < sizes.rank(); r++) {
                stepWeight[lane(channel, r, sizes.rank())] = weights.stepWeights()[from * sizes.rank() + r];
            }
            for (int s = 0; s < sizes.states(); s++) {
                decay[lane(channel, s, sizes.states())] =
                        (float) -Math.exp(weights.decayLogs()[from * sizes.states() + s]);
            }
        }
        for (float[] sums : new float[][] {state, carry, gStepWeight, gStepBias, gDecay, gSkip}) {
            Arrays.fill(sums, 0);
        }
    }

    /** Adds the gradients of a direction's weights, which its blocks have gathered. */
    void addTo(ScanWeights gradients, int k) {
        int channels = sizes.channels();
        for (int channel = 0; channel < channels; channel++) {
            int to = k * channels + channel;
            gradients.stepBiases()[to] += gStepBias[channel];
            gradients.skips()[to] += gSkip[channel];
            for (int r = 0; r < sizes.rank(); r++) {
                gradients.stepWeights()[to * sizes.rank() + r] += gStepWeight[lane(channel, r, sizes.rank())];
            }
            for (int s = 0; s < sizes.states(); s++) {
                int at = lane(channel, s, sizes.states());
                // d(-exp(a)) / da is the decay rate itself.
                gradients.decayLogs()[to * sizes.states() + s] += gDecay[at] * decay[at];
            }
        }
    }

    private static int lane(int channel, int row, int rows) {
        return (channel / LANES * rows + row) * LANES + channel % LANES;
    }

    /** Reads {@code steps} pixels of {@code order} from {@code from} on. */
    void gather(float[] pixels, float[] projections, int[] order, int from, int steps, int k) {
        length = steps;
        int channels = sizes.channels();
        int all = sizes.directions() * stride;
        for (int t = 0; t < steps; t++) {
            int pixel = order[from + t];
            spread(pixels, pixel * channels, u, t);
            System.arraycopy(projections, pixel * all + k * stride, projected, t * stride, stride);
        }
    }

    /** Copies a pixel's channels into step {@code t} of a block's array. */
    void spread(float[] from, int at, float[] to, int t) {
        int channels = sizes.channels();
        for (int group = 0; group < groups; group++) {
            int count = Math.min(LANES, channels - group * LANES);
            System.arraycopy(from, at + group * LANES, to, (group * STEPS + t) * LANES, count);
        }
    }

    /** Writes the gradients of what was projected from the block's pixels. */
    void scatter(float[] gProjections, int[] order, int from, int k) {
        int all = sizes.directions() * stride;
        for (int t = 0; t < length; t++) {
            int at = order[from + t] * all + k * stride;
            for (int row = 0; row < stride; row++) {
                gProjections[at + row] = gProjected[row * STEPS + t];
            }
        }
    }
}
