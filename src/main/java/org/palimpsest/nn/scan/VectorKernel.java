package org.palimpsest.nn.scan;

import static org.palimpsest.nn.scan.ScanBlock.LANES;
import static org.palimpsest.nn.scan.ScanBlock.STEPS;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The loops with vector instructions: as many channels at once as a register of this processor holds, at most 16. */
final class VectorKernel implements ScanKernel {
    static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() > LANES ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;
    private static final int WIDTH = SPECIES.length();
    private static final float LOG2_E = (float) (1 / Math.log(2));

    @Override
    public void steps(ScanBlock block) {
        int rank = block.sizes.rank();
        for (int group = 0; group < block.groups; group++) {
            for (int lane = 0; lane < LANES; lane += WIDTH) {
                FloatVector bias = FloatVector.fromArray(SPECIES, block.stepBias, group * LANES + lane);
                FloatVector skip = FloatVector.fromArray(SPECIES, block.skip, group * LANES + lane);
                for (int t = 0; t < block.length; t++) {
                    int at = (group * STEPS + t) * LANES + lane;
                    FloatVector raw = bias;
                    for (int r = 0; r < rank; r++) {
                        raw = FloatVector.fromArray(SPECIES, block.stepWeight, (group * rank + r) * LANES + lane)
                                .mul(block.projected[t * block.stride + r])
                                .add(raw);
                    }
                    // softplus(v) = max(v, 0) + log(1 + e) and its slope, with e = exp(-|v|)
                    FloatVector e = VectorMath.exp2(raw.abs().mul(-LOG2_E));
                    FloatVector delta = VectorMath.log1p(e).add(raw.max(0f));
                    FloatVector u = FloatVector.fromArray(SPECIES, block.u, at);
                    delta.intoArray(block.delta, at);
                    e.blend(1f, raw.compare(VectorOperators.GE, 0f))
                            .div(e.add(1f))
                            .intoArray(block.slope, at);
                    delta.mul(u).intoArray(block.input, at);
                    skip.mul(u).intoArray(block.y, at);
                }
            }
        }
    }

    @Override
    public void forward(ScanBlock block) {
        int states = block.sizes.states();
        for (int group = 0; group < block.groups; group++) {
            for (int s = 0; s < states; s++) {
                for (int lane = 0; lane < LANES; lane += WIDTH) {
                    forward(block, group * STEPS * LANES + lane, (group * states + s) * LANES + lane, s);
                }
            }
        }
    }

    /** One state of one register of channels through the block. */
    private static void forward(ScanBlock block, int cell, int row, int s) {
        float[] delta = block.delta;
        float[] input = block.input;
        float[] y = block.y;
        float[] projected = block.projected;
        int b = block.inputs + s;
        int c = block.outputs + s;
        int stride = block.stride;
        FloatVector rate = FloatVector.fromArray(SPECIES, block.decay, row).mul(LOG2_E);
        FloatVector h = FloatVector.fromArray(SPECIES, block.state, row);
        for (int t = 0; t < block.length; t++) {
            int at = cell + t * LANES;
            FloatVector factor =
                    VectorMath.exp2(FloatVector.fromArray(SPECIES, delta, at).mul(rate));
            FloatVector in = FloatVector.fromArray(SPECIES, input, at).mul(projected[b + t * stride]);
            h = factor.fma(h, in);
            FloatVector out = FloatVector.broadcast(SPECIES, projected[c + t * stride]);
            out.fma(h, FloatVector.fromArray(SPECIES, y, at)).intoArray(y, at);
        }
        h.intoArray(block.state, row);
    }

    @Override
    public void add(float[] block, int t, float[] pixels, int at, int channels) {
        int channel = 0;
        for (; channel + WIDTH <= channels; channel += WIDTH) {
            FloatVector.fromArray(SPECIES, pixels, at + channel)
                    .add(FloatVector.fromArray(SPECIES, block, (channel / LANES * STEPS + t) * LANES + channel % LANES))
                    .intoArray(pixels, at + channel);
        }
        for (; channel < channels; channel++) {
            pixels[at + channel] += block[(channel / LANES * STEPS + t) * LANES + channel % LANES];
        }
    }

    @Override
    public void backward(ScanBlock block) {
        Arrays.fill(block.gDelta, 0);
        Arrays.fill(block.gInput, 0);
        int states = block.sizes.states();
        for (int s = 0; s < states; s++) {
            Arrays.fill(block.sumsB, 0);
            Arrays.fill(block.sumsC, 0);
            for (int group = 0; group < block.groups; group++) {
                for (int lane = 0; lane < LANES; lane += WIDTH) {
                    int cell = group * STEPS * LANES + lane;
                    int row = (group * states + s) * LANES + lane;
                    again(block, cell, row, s, lane);
                    back(block, cell, row, s, lane);
                }
            }
            VectorMath.sumLanes(block.sumsB, block.gProjected, (block.inputs + s) * STEPS);
            VectorMath.sumLanes(block.sumsC, block.gProjected, (block.outputs + s) * STEPS);
        }
        inputs(block);
    }

    /** Computes the states of the block again and keeps them. */
    private static void again(ScanBlock block, int cell, int row, int s, int lane) {
        float[] delta = block.delta;
        float[] input = block.input;
        float[] states = block.states;
        float[] factors = block.factors;
        float[] projected = block.projected;
        int b = block.inputs + s;
        int stride = block.stride;
        FloatVector rate = FloatVector.fromArray(SPECIES, block.decay, row).mul(LOG2_E);
        FloatVector h = FloatVector.fromArray(SPECIES, block.state, row);
        for (int t = 0; t < block.length; t++) {
            int at = cell + t * LANES;
            FloatVector factor =
                    VectorMath.exp2(FloatVector.fromArray(SPECIES, delta, at).mul(rate));
            FloatVector kept = factor.mul(h);
            h = kept.add(FloatVector.fromArray(SPECIES, input, at).mul(projected[b + t * stride]));
            // Of the state before, the gradient needs only what is left of it.
            kept.intoArray(states, t * LANES + lane);
            factor.intoArray(factors, t * LANES + lane);
        }
    }

    private static void back(ScanBlock block, int cell, int row, int s, int lane) {
        float[] delta = block.delta;
        float[] input = block.input;
        float[] states = block.states;
        float[] factors = block.factors;
        float[] gDelta = block.gDelta;
        float[] gInput = block.gInput;
        float[] sumsB = block.sumsB;
        float[] sumsC = block.sumsC;
        float[] gy = block.gy;
        float[] projected = block.projected;
        int ofB = block.inputs + s;
        int ofC = block.outputs + s;
        int stride = block.stride;
        FloatVector rate = FloatVector.fromArray(SPECIES, block.decay, row);
        FloatVector carry = FloatVector.fromArray(SPECIES, block.carry, row);
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int t = block.length - 1; t >= 0; t--) {
            int at = cell + t * LANES;
            int own = t * LANES + lane;
            FloatVector y = FloatVector.fromArray(SPECIES, gy, at);
            FloatVector in = FloatVector.fromArray(SPECIES, input, at);
            FloatVector kept = FloatVector.fromArray(SPECIES, states, own);
            FloatVector b = FloatVector.broadcast(SPECIES, projected[ofB + t * stride]);
            FloatVector gh = y.mul(projected[ofC + t * stride]).add(carry);
            FloatVector h = in.fma(b, kept);
            y.fma(h, FloatVector.fromArray(SPECIES, sumsC, own)).intoArray(sumsC, own);
            gh.fma(in, FloatVector.fromArray(SPECIES, sumsB, own)).intoArray(sumsB, own);
            gh.fma(b, FloatVector.fromArray(SPECIES, gInput, at)).intoArray(gInput, at);
            FloatVector exponent = gh.mul(kept);
            exponent.fma(rate, FloatVector.fromArray(SPECIES, gDelta, at)).intoArray(gDelta, at);
            sum = exponent.fma(FloatVector.fromArray(SPECIES, delta, at), sum);
            carry = gh.mul(FloatVector.fromArray(SPECIES, factors, own));
        }
        carry.intoArray(block.carry, row);
        sum.add(FloatVector.fromArray(SPECIES, block.gDecay, row)).intoArray(block.gDecay, row);
    }

    /** From the step sizes and inputs of the recurrence back to what they were made from. */
    private static void inputs(ScanBlock block) {
        int rank = block.sizes.rank();
        for (int group = 0; group < block.groups; group++) {
            for (int lane = 0; lane < LANES; lane += WIDTH) {
                int channel = group * LANES + lane;
                FloatVector skip = FloatVector.fromArray(SPECIES, block.skip, channel);
                FloatVector gSkip = FloatVector.fromArray(SPECIES, block.gSkip, channel);
                FloatVector gBias = FloatVector.fromArray(SPECIES, block.gStepBias, channel);
                for (int t = 0; t < block.length; t++) {
                    int at = (group * STEPS + t) * LANES + lane;
                    FloatVector u = FloatVector.fromArray(SPECIES, block.u, at);
                    FloatVector y = FloatVector.fromArray(SPECIES, block.gy, at);
                    FloatVector gInput = FloatVector.fromArray(SPECIES, block.gInput, at);
                    gInput.mul(FloatVector.fromArray(SPECIES, block.delta, at))
                            .add(skip.mul(y))
                            .intoArray(block.gu, at);
                    gSkip = y.fma(u, gSkip);
                    FloatVector raw = gInput.fma(u, FloatVector.fromArray(SPECIES, block.gDelta, at))
                            .mul(FloatVector.fromArray(SPECIES, block.slope, at));
                    raw.intoArray(block.gDelta, at);
                    gBias = gBias.add(raw);
                }
                gSkip.intoArray(block.gSkip, channel);
                gBias.intoArray(block.gStepBias, channel);
            }
        }
        for (int r = 0; r < rank; r++) {
            Arrays.fill(block.sumsB, 0);
            for (int group = 0; group < block.groups; group++) {
                for (int lane = 0; lane < LANES; lane += WIDTH) {
                    int weight = (group * rank + r) * LANES + lane;
                    FloatVector of = FloatVector.fromArray(SPECIES, block.stepWeight, weight);
                    FloatVector sum = FloatVector.fromArray(SPECIES, block.gStepWeight, weight);
                    for (int t = 0; t < block.length; t++) {
                        int own = t * LANES + lane;
                        FloatVector raw =
                                FloatVector.fromArray(SPECIES, block.gDelta, (group * STEPS + t) * LANES + lane);
                        sum = raw.mul(block.projected[t * block.stride + r]).add(sum);
                        raw.fma(of, FloatVector.fromArray(SPECIES, block.sumsB, own))
                                .intoArray(block.sumsB, own);
                    }
                    sum.intoArray(block.gStepWeight, weight);
                }
            }
            VectorMath.sumLanes(block.sumsB, block.gProjected, r * STEPS);
        }
    }
}
