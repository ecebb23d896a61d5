package org.palimpsest.nn.scan;

import static org.palimpsest.nn.scan.ScanBlock.LANES;
import static org.palimpsest.nn.scan.ScanBlock.STEPS;

import java.util.Arrays;

/** The loops in plain Java, for a Java without vector instructions; also says what {@link VectorKernel} must compute. */
final class PlainKernel implements ScanKernel {
    /** Above this, softplus is the identity. */
    private static final float LINEAR_FROM = 20;

    @Override
    public void steps(ScanBlock block) {
        int rank = block.sizes.rank();
        for (int group = 0; group < block.groups; group++) {
            for (int t = 0; t < block.length; t++) {
                for (int lane = 0; lane < LANES; lane++) {
                    float raw = block.stepBias[group * LANES + lane];
                    for (int r = 0; r < rank; r++) {
                        raw += block.stepWeight[(group * rank + r) * LANES + lane]
                                * block.projected[t * block.stride + r];
                    }
                    float delta = raw > LINEAR_FROM ? raw : (float) Math.log1p(Math.exp(raw));
                    int at = (group * STEPS + t) * LANES + lane;
                    block.delta[at] = delta;
                    block.slope[at] = (float) (1 / (1 + Math.exp(-raw)));
                    block.input[at] = delta * block.u[at];
                    block.y[at] = block.skip[group * LANES + lane] * block.u[at];
                }
            }
        }
    }

    @Override
    public void forward(ScanBlock block) {
        int states = block.sizes.states();
        for (int group = 0; group < block.groups; group++) {
            for (int s = 0; s < states; s++) {
                for (int lane = 0; lane < LANES; lane++) {
                    int row = (group * states + s) * LANES + lane;
                    float h = block.state[row];
                    for (int t = 0; t < block.length; t++) {
                        int at = (group * STEPS + t) * LANES + lane;
                        h = (float) Math.exp(block.delta[at] * block.decay[row]) * h
                                + block.input[at] * block.projected[t * block.stride + block.inputs + s];
                        block.y[at] += h * block.projected[t * block.stride + block.outputs + s];
                    }
                    block.state[row] = h;
                }
            }
        }
    }

    @Override
    public void add(float[] block, int t, float[] pixels, int at, int channels) {
        for (int channel = 0; channel < channels; channel++) {
            pixels[at + channel] += block[(channel / LANES * STEPS + t) * LANES + channel % LANES];
        }
    }

    @Override
    public void backward(ScanBlock block) {
        Arrays.fill(block.gDelta, 0);
        Arrays.fill(block.gInput, 0);
        Arrays.fill(block.gProjected, 0);
        for (int group = 0; group < block.groups; group++) {
            for (int s = 0; s < block.sizes.states(); s++) {
                for (int lane = 0; lane < LANES; lane++) {
                    state(block, group, s, lane);
                }
            }
            for (int t = 0; t < block.length; t++) {
                for (int lane = 0; lane < LANES; lane++) {
                    step(block, group, t, lane);
                }
            }
        }
    }

    private static void state(ScanBlock block, int group, int s, int lane) {
        int row = (group * block.sizes.states() + s) * LANES + lane;
        float decay = block.decay[row];
        block.states[0] = block.state[row];
        for (int t = 0; t < block.length; t++) {
            int at = (group * STEPS + t) * LANES + lane;
            block.factors[t] = (float) Math.exp(block.delta[at] * decay);
            block.states[t + 1] = block.factors[t] * block.states[t]
                    + block.input[at] * block.projected[t * block.stride + block.inputs + s];
        }
        float carry = block.carry[row];
        float sum = 0;
        for (int t = block.length - 1; t >= 0; t--) {
            int at = (group * STEPS + t) * LANES + lane;
            float gh = block.projected[t * block.stride + block.outputs + s] * block.gy[at] + carry;
            block.gProjected[(block.outputs + s) * STEPS + t] += block.gy[at] * block.states[t + 1];
            block.gProjected[(block.inputs + s) * STEPS + t] += gh * block.input[at];
            block.gInput[at] += gh * block.projected[t * block.stride + block.inputs + s];
            float exponent = gh * block.factors[t] * block.states[t];
            block.gDelta[at] += exponent * decay;
            sum += exponent * block.delta[at];
            carry = block.factors[t] * gh;
        }
        block.carry[row] = carry;
        block.gDecay[row] += sum;
    }

    /** From the step size and the input of the recurrence back to what they were made from. */
    private static void step(ScanBlock block, int group, int t, int lane) {
        int rank = block.sizes.rank();
        int channel = group * LANES + lane;
        int at = (group * STEPS + t) * LANES + lane;
        float u = block.u[at];
        block.gu[at] = block.gInput[at] * block.delta[at] + block.skip[channel] * block.gy[at];
        block.gSkip[channel] += block.gy[at] * u;
        float raw = (block.gDelta[at] + block.gInput[at] * u) * block.slope[at];
        block.gStepBias[channel] += raw;
        for (int r = 0; r < rank; r++) {
            int weight = (group * rank + r) * LANES + lane;
            block.gStepWeight[weight] += raw * block.projected[t * block.stride + r];
            block.gProjected[r * STEPS + t] += raw * block.stepWeight[weight];
        }
    }
}
