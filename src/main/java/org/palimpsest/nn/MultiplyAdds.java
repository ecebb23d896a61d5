package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Counts the multiply-adds of the convolutions, linear layers, matrix products and attention that run on this thread while it is
 * open: what papers state as FLOPs, of which each is two.
 *
 * <p>As such counters do, it leaves out what grows with pixels only: normalisation, activations, resizing, Fourier transforms,
 * sampling, and the recurrence of a selective scan.
 */
public final class MultiplyAdds implements AutoCloseable {
    private static final ThreadLocal<@Nullable MultiplyAdds> OPEN = new ThreadLocal<>();

    private long count;

    /** Begins to count on the calling thread. */
    public MultiplyAdds() {
        if (OPEN.get() != null) {
            throw new IllegalStateException("Multiply-adds are counted on this thread already.");
        }
        OPEN.set(this);
    }

    /** How many there were so far. */
    public long count() {
        return count;
    }

    /** The matrix product of the last two axes, counted, of numbers as {@link Precision} has them. */
    public static NDArray product(NDArray left, NDArray right) {
        NDArray result = Precision.result(Precision.operand(left).matMul(Precision.operand(right)));
        Shape shape = left.getShape();
        add(result.size() * shape.get(shape.dimension() - 1));
        return result;
    }

    /** A layer did this many. */
    static void add(long more) {
        MultiplyAdds open = OPEN.get();
        if (open != null) {
            open.count += more;
        }
    }

    /** A layer made an array, each of whose numbers is a sum over this many products. */
    static NDArray of(NDArray result, long products) {
        add(result.size() * products);
        return result;
    }

    @Override
    public void close() {
        OPEN.remove();
    }
}
