package org.palimpsest.nn;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Records what is computed while it is open, so that gradients can be taken, also through operations that are computed in
 * Java.
 *
 * <p>DJL knows no operation with a backward pass of its own. Such an operation hands out its result as if it were an input
 * of the network, and leaves here what is to be done once that input's gradient is known: {@link #backward} takes gradients
 * piece by piece, from the last such operation to the first. What such an operation starts from may also reach the result by
 * another way (a residual, a gate): then {@link #cut} must stand before the fork. Use it in place of DJL's {@link GradientCollector}, of which
 * there is one at a time in the whole program. Belongs to one thread.
 *
 * <pre>{@code
 * try (Gradients gradients = new Gradients()) {
 *     gradients.backward(loss(network.apply(before, after)));
 * }
 * }</pre>
 */
public final class Gradients implements AutoCloseable {
    private static final ThreadLocal<@Nullable Gradients> OPEN = new ThreadLocal<>();

    private final GradientCollector collector;
    private final Deque<Operation> operations = new ArrayDeque<>();

    /** An operation that was computed outside libtorch. */
    public interface Operation extends AutoCloseable {
        /** Passes the gradient of the result on to the operation's inputs. */
        void backward();

        /** Frees what was kept for {@link #backward}. */
        @Override
        void close();
    }

    public Gradients() {
        LibTorch.load();
        collector = Engine.getEngine("PyTorch").newGradientCollector();
        OPEN.set(this);
    }

    /**
     * Leaves an operation for the backward pass of the gradients that this thread records.
     *
     * @throws IllegalStateException where none are recorded this way
     */
    public static void record(Operation operation) {
        Gradients open = OPEN.get();
        if (open == null) {
            operation.close();
            throw new IllegalStateException(
                    "This network computes a part of itself in Java: record its gradients with nn.Gradients.");
        }
        open.operations.push(operation);
    }

    /**
     * The same array, at which the backward pass halts until everything after it has given its gradient; so that what lies
     * before is passed once, however many ways lead there.
     */
    public static NDArray cut(NDArray array) {
        if (!wantedBy(array)) {
            return array;
        }
        NDArray before = Scope.own(array);
        NDArray leaf = array.stopGradient();
        Scope.leave(leaf);
        leaf.setRequiresGradient(true);
        record(new Operation() {
            @Override
            public void backward() {
                try (PtNDArray gradient = JniUtils.getGradient((PtNDArray) leaf)) {
                    JniUtils.backward((PtNDArray) before, gradient, false, false);
                }
            }

            @Override
            public void close() {
                before.close();
                leaf.close();
            }
        });
        return leaf.reshape(leaf.getShape());
    }

    /** Whether gradients are being recorded, and must flow to this array or through it. */
    public static boolean wantedBy(NDArray array) {
        if (!JniUtils.isGradMode()) {
            return false;
        }
        // DJL's own answer is no for every array that was computed from others.
        try (IValue tensor = IValue.from((PtNDArray) array);
                IValue wanted = OpPack.run("wants_gradient", tensor)) {
            return wanted.toLong() != 0;
        }
    }

    /** Adds the gradients of a scalar to every array that requires them. */
    public void backward(NDArray loss) {
        collector.backward(loss);
        while (!operations.isEmpty()) {
            try (Operation operation = operations.pop()) {
                operation.backward();
            }
        }
    }

    @Override
    public void close() {
        OPEN.remove();
        operations.forEach(Operation::close);
        operations.clear();
        collector.close();
    }
}
