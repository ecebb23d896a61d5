package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Frees what one step of a network computed on the way to its result.
 *
 * <p>DJL keeps every intermediate array until its manager closes, so that 20 operations on an image hold 20 images.
 * Inside a scope, every array this thread creates is closed with the scope, except what was handed to {@link #keep}:
 *
 * <pre>{@code
 * try (Scope scope = new Scope()) {
 *     NDArray hidden = expand.apply(x);
 *     return scope.keep(project.apply(hidden));
 * }
 * }</pre>
 *
 * <p>Closing only lets go of this program's hold: what the gradient still needs, libtorch keeps by itself, so the same
 * code serves training and inference. Scopes nest, belong to one thread, and must close in reverse order.
 */
public final class Scope implements AutoCloseable {
    private final NDScope arrays = new NDScope();
    private final List<NDArray> kept = new ArrayList<>();

    /**
     * Lets {@code result} outlive this scope; it then belongs to the enclosing scope, if any. The returned array shares
     * its values and its gradient; use it in place of the argument.
     */
    public NDArray keep(NDArray result) {
        // A second handle, because the argument may be an input or a parameter that no scope may ever close.
        NDArray handle = result.reshape(result.getShape());
        handle.setName(result.getName());
        NDScope.unregister(handle);
        kept.add(handle);
        return handle;
    }

    /** {@link #keep(NDArray)} for every array of the list. */
    public NDList keep(NDList results) {
        NDList handles = new NDList(results.size());
        for (NDArray result : results) {
            handles.add(keep(result));
        }
        return handles;
    }

    /** A second hold on an array that no scope closes: its maker does. */
    public static NDArray own(NDArray array) {
        NDArray handle = array.reshape(array.getShape());
        NDScope.unregister(handle);
        return handle;
    }

    /** Takes {@code array} out of the innermost scope for good: its maker closes it. */
    public static void leave(NDArray array) {
        NDScope.unregister(array);
    }

    @Override
    public void close() {
        arrays.close();
        kept.forEach(NDScope::register);
    }
}
