package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lets the state of one part follow that of another as an exponential moving average (Polyak and Juditsky 1992; Tarvainen and
 * Valpola 2017); running statistics follow in the same way, counters are copied.
 */
public final class MovingAverage {
    private MovingAverage() {}

    /**
     * Moves {@code average} towards {@code source} by the share {@code 1 - decay}.
     *
     * @param average a part built like {@code source}
     */
    public static void follow(Part average, Part source, double decay) {
        List<NDArray> targets = new ArrayList<>();
        List<NDArray> values = new ArrayList<>();
        List<NDArray> counters = new ArrayList<>();
        List<NDArray> counted = new ArrayList<>();
        Map<String, Parameter> from = source.state();
        average.state().forEach((name, parameter) -> {
            Parameter other = from.get(name);
            if (other == null) {
                throw new IllegalArgumentException("The two parts differ: only one has " + name + ".");
            }
            boolean floating = parameter.type().isFloating();
            (floating ? targets : counters).add(parameter.array());
            (floating ? values : counted).add(other.array());
        });
        if (!targets.isEmpty()) {
            run("move_averages", targets, values, IValue.from(1 - decay));
        }
        if (!counters.isEmpty()) {
            run("copy_all", counters, counted);
        }
    }

    private static void run(String method, List<NDArray> targets, List<NDArray> sources, IValue... more) {
        List<IValue> arguments = new ArrayList<>();
        arguments.add(list(targets));
        arguments.add(list(sources));
        arguments.addAll(List.of(more));
        try (IValue result = OpPack.run(method, arguments.toArray(new IValue[0]))) {
            result.toLong();
        } finally {
            arguments.forEach(IValue::close);
        }
    }

    private static IValue list(List<NDArray> arrays) {
        return IValue.listFrom(arrays.stream().map(array -> (PtNDArray) array).toArray(PtNDArray[]::new));
    }
}
