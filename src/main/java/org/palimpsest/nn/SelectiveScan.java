package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;

/**
 * The recurrence of selective state-space models (A. Gu, T. Dao, "Mamba: Linear-Time Sequence Modeling with Selective State
 * Spaces", 2023): h[t] = decay[t] * h[t - 1] + input[t] along the last axis, with nothing before the first step.
 *
 * <p>On the processor at inference it is one pass in Java, because the steps depend on each other and everything that does not
 * (exponentials, products) is libtorch's already: 12.6 million steps take some 50 ms. In training and on graphics cards the same sums
 * are made in log2(T) rounds over whole arrays, through which gradients flow.
 */
public final class SelectiveScan {
    private SelectiveScan() {}

    /**
     * The states after every step.
     *
     * @param decay {@code [..., T]}, 32-bit floats
     * @param input of the same shape
     * @param training whether gradients must flow through
     */
    public static NDArray states(NDArray decay, NDArray input, boolean training) {
        return training || decay.getDevice().isGpu() ? rounds(decay, input) : pass(decay, input);
    }

    /** One round doubles how many steps back each state has summed. */
    static NDArray rounds(NDArray decay, NDArray input) {
        try (Scope scope = new Scope()) {
            return scope.keep(OpPack.call("scan", decay, input));
        }
    }

    static NDArray pass(NDArray decay, NDArray input) {
        Shape shape = input.getShape();
        int steps = Math.toIntExact(shape.get(shape.dimension() - 1));
        float[] factors = decay.toFloatArray();
        float[] states = input.toFloatArray();
        for (int row = 0; row < states.length; row += steps) {
            float state = 0;
            for (int i = row; i < row + steps; i++) {
                state = factors[i] * state + states[i];
                states[i] = state;
            }
        }
        return input.getManager().create(FloatBuffer.wrap(states), shape);
    }
}
