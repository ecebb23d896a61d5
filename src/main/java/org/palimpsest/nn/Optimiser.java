package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Moves parameters along their gradients, in place, exactly as PyTorch's optimisers do (DJL's own differ from them).
 *
 * <p>After a backward pass: {@link #clipGradients} if wanted, {@link #step}, {@link #zeroGradients}. Parameters without a
 * gradient stay as they are. Not safe for several threads.
 */
public abstract class Optimiser implements AutoCloseable {
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, NDArray> state = new LinkedHashMap<>();
    private final NDManager manager;
    private int steps;

    /**
     * An optimiser of the trainable ones among {@code parameters}, which are initialised.
     *
     * @param kept names of the running arrays that are kept for each parameter, for example {@code exp_avg}
     */
    Optimiser(Map<String, Parameter> parameters, List<String> kept) {
        parameters.forEach((name, parameter) -> {
            if (parameter.isTrainable()) {
                this.parameters.put(name, parameter);
            }
        });
        if (this.parameters.isEmpty()) {
            throw new IllegalArgumentException("There is no trainable parameter to optimise.");
        }
        NDManager weights = this.parameters.values().iterator().next().array().getManager();
        manager = weights.newSubManager();
        for (String array : kept) {
            this.parameters.forEach((name, parameter) -> {
                NDArray zeros = manager.zeros(parameter.shape());
                Scope.leave(zeros);
                state.put(array + "." + name, zeros);
            });
        }
    }

    /** Updates every parameter that has a gradient. */
    public final void step(double learningRate) {
        steps++;
        update(learningRate, steps);
    }

    /** Does the update number {@code step}, counted from 1. */
    abstract void update(double learningRate, int step);

    /** How many updates were done. */
    public final int steps() {
        return steps;
    }

    /** Continues after {@code steps} updates, the arrays of {@link #state} having been restored. */
    public final void resumeAfter(int steps) {
        this.steps = steps;
    }

    /** The running arrays by name ({@code exp_avg.conv1.weight}), to be saved and restored with a training. */
    public final Map<String, NDArray> state() {
        return Collections.unmodifiableMap(state);
    }

    /**
     * Gives one of the running arrays its values back.
     *
     * @param name as in {@link #state}
     * @param values in C order
     */
    public final void restore(String name, float[] values) {
        Parameter.assign(found(state, name), values);
    }

    /** The common Euclidean norm of all gradients; not a number where one of them is none. */
    public final double gradientNorm() {
        return run("clip_gradients", List.of(), Double.MAX_VALUE);
    }

    /** Multiplies all gradients by {@code factor}. */
    public final void scaleGradients(double factor) {
        run("scale_gradients", List.of(), factor);
    }

    /** Sets every gradient to zero. */
    public final void zeroGradients() {
        run("zero_gradients", List.of());
    }

    /**
     * Scales all gradients together so that their common Euclidean norm is at most {@code largest}.
     *
     * @return the norm before scaling
     */
    public final double clipGradients(double largest) {
        return run("clip_gradients", List.of(), largest);
    }

    /** Calls an operation of the op pack with the weights that have gradients, these, their running arrays and settings. */
    final double run(String operation, List<String> kept, Object... settings) {
        List<IValue> arguments = new ArrayList<>();
        try (Scope scope = new Scope()) {
            Map<String, PtNDArray> gradients = gradients();
            if (gradients.isEmpty()) {
                return 0;
            }
            arguments.add(
                    list(gradients.keySet(), name -> found(parameters, name).array()));
            arguments.add(list(gradients.values()));
            for (String array : kept) {
                arguments.add(list(gradients.keySet(), name -> found(state, array + "." + name)));
            }
            for (Object setting : settings) {
                arguments.add(value(setting));
            }
            try (IValue result = OpPack.run(operation, arguments.toArray(new IValue[0]))) {
                return result.isDouble() ? result.toDouble() : result.toLong();
            }
        } finally {
            arguments.forEach(IValue::close);
        }
    }

    private Map<String, PtNDArray> gradients() {
        Map<String, PtNDArray> gradients = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> {
            PtNDArray gradient = JniUtils.getGradient((PtNDArray) parameter.array());
            if (gradient != null) {
                gradients.put(name, gradient);
            }
        });
        return gradients;
    }

    private static <T> T found(Map<String, T> map, String name) {
        return Objects.requireNonNull(map.get(name), name);
    }

    private static IValue list(Collection<String> names, Function<String, NDArray> arrays) {
        return list(names.stream().map(name -> (PtNDArray) arrays.apply(name)).toList());
    }

    private static IValue list(Collection<PtNDArray> arrays) {
        return IValue.listFrom(arrays.toArray(new PtNDArray[0]));
    }

    private static IValue value(Object setting) {
        if (setting instanceof Boolean flag) {
            return IValue.from(flag);
        }
        return setting instanceof Integer number ? IValue.from(number.longValue()) : IValue.from((double) setting);
    }

    @Override
    public void close() {
        manager.close();
    }
}
