package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Makes arrays of Java's numbers that libtorch owns, for whatever takes part in the computation of a gradient.
 *
 * <p>DJL's {@code create}, and with it {@code mul}, {@code div}, {@code pow} and {@code maximum} by a Java number, lend libtorch
 * the memory of a Java buffer. When that array is closed, as temporaries are, Java's collector frees the memory at any moment, though
 * libtorch still reads it in the backward pass: gradients come out wrong by chance, and an index out of bounds ends the training.
 */
public final class Constants {
    private Constants() {}

    /** An array of {@code values} in C order. */
    public static NDArray array(NDManager manager, float[] values, Shape shape) {
        try (NDArray lent = manager.create(values, shape)) {
            return lent.duplicate();
        }
    }

    /** Places along an axis, {@code [N]}. */
    public static NDArray places(NDManager manager, long[] places) {
        try (NDArray lent = manager.create(places)) {
            return lent.duplicate();
        }
    }

    /** A single number. */
    public static NDArray scalar(NDManager manager, double value) {
        return manager.full(new Shape(), (float) value, DataType.FLOAT32);
    }

    /** {@code array * factor}. */
    public static NDArray times(NDArray array, double factor) {
        try (NDArray number = scalar(array.getManager(), factor)) {
            return array.mul(number);
        }
    }

    /** {@code array / divisor}. */
    public static NDArray over(NDArray array, double divisor) {
        try (NDArray number = scalar(array.getManager(), divisor)) {
            return array.div(number);
        }
    }

    /** {@code array} to the power of {@code exponent}. */
    public static NDArray power(NDArray array, double exponent) {
        try (NDArray number = scalar(array.getManager(), exponent)) {
            return array.pow(number);
        }
    }

    /** The larger of each element and {@code least}. */
    public static NDArray atLeast(NDArray array, double least) {
        try (NDArray number = scalar(array.getManager(), least)) {
            return array.maximum(number);
        }
    }
}
