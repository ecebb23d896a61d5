package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;

/**
 * A part that turns one array into one array; what it computes on the way is freed when it returns.
 *
 * <p>Subclasses write {@link #forward}; everyone else calls {@link #apply}. A part with other inputs or outputs extends
 * {@link Part} and opens a {@link Scope} in its own method.
 */
public abstract class Layer extends Part {
    /** A layer without parameters: {@code Layer.of(Activations::relu)}. */
    public static Layer of(UnaryOperator<NDArray> function) {
        return new Layer() {
            @Override
            protected NDArray forward(NDArray x) {
                return function.apply(x);
            }
        };
    }

    /** The result, always a new array; {@code x} stays open. */
    public final NDArray apply(NDArray x) {
        try (Scope scope = new Scope()) {
            return scope.keep(forward(x));
        }
    }

    /** Computes the result; arrays created here need not be closed. */
    protected abstract NDArray forward(NDArray x);
}
