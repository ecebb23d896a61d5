package org.palimpsest.zoo;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.base.BadInputException;
import org.palimpsest.nn.Parameter;
import org.palimpsest.nn.ParameterFill;
import org.palimpsest.nn.weights.StoredTensor;
import org.palimpsest.nn.weights.WeightsFile;
import org.palimpsest.zoo.ParityCase.Limit;
import org.palimpsest.zoo.ParityCase.StateEntry;

/**
 * Compares a network of the zoo with recorded outputs of its original, on weights that both compute from their names.
 *
 * <p>A fixture folder holds {@code cases.json}, {@code state.json} and {@code io*.safetensors}.
 */
public final class Parity {
    private Parity() {}

    /**
     * How near one output came.
     *
     * @param measure {@code absolute} (largest difference) or {@code equal_share} (share of equal elements)
     * @param problem why it could not be compared; empty where it could
     */
    public record OutputResult(
            String output, String measure, double value, double limit, boolean passed, String problem) {}

    /**
     * One case of a fixture.
     *
     * @param stateProblems names and shapes that differ from the original's
     */
    public record CaseResult(String name, List<String> stateProblems, List<OutputResult> outputs) {
        public CaseResult {
            stateProblems = List.copyOf(stateProblems);
            outputs = List.copyOf(outputs);
        }

        public boolean passed() {
            return stateProblems.isEmpty()
                    && !outputs.isEmpty()
                    && outputs.stream().allMatch(OutputResult::passed);
        }
    }

    /** All cases of one fixture folder. */
    public record Result(String network, List<CaseResult> cases) {
        public Result {
            cases = List.copyOf(cases);
        }

        public boolean passed() {
            return !cases.isEmpty() && cases.stream().allMatch(CaseResult::passed);
        }
    }

    /** Runs every case of the fixture in {@code folder} on the processor. */
    public static Result run(Path folder) throws IOException, BadInputException {
        String name = ParityCase.network(folder);
        NetworkRegistry.Entry entry = NetworkRegistry.byFixture(name)
                .orElseThrow(() -> new BadInputException("The fixture in " + folder + " is for a network named " + name
                        + ", which Palimpsest does not have."));
        List<CaseResult> results = new ArrayList<>();
        for (ParityCase one : ParityCase.read(folder)) {
            results.add(run(entry, one));
        }
        return new Result(name, results);
    }

    private static CaseResult run(NetworkRegistry.Entry entry, ParityCase one) throws IOException, BadInputException {
        try (Network network = create(entry, one);
                WeightsFile inputs = WeightsFile.open(one.inputs());
                WeightsFile reference = WeightsFile.open(one.reference())) {
            network.allocate(Device.cpu());
            List<String> problems = stateProblems(network, one);
            if (!problems.isEmpty()) {
                return new CaseResult(one.name(), problems, List.of());
            }
            fill(network, one);
            try (NDManager manager = network.manager().newSubManager()) {
                NDArray before = array(manager, tensor(inputs, "a", one.inputs()));
                NDArray after = array(manager, tensor(inputs, "b", one.inputs()));
                Map<String, NDArray> outputs = named(network.judged(network.apply(before, after), before), one);
                List<OutputResult> results = new ArrayList<>();
                for (Map.Entry<String, Limit> judged : one.tolerance().entrySet()) {
                    StoredTensor expected = tensor(reference, judged.getKey(), one.reference());
                    NDArray actual = outputs.get(judged.getKey());
                    results.add(
                            actual == null
                                    ? failure(judged, "the network has no such output, only " + outputs.keySet())
                                    : compare(judged, actual, expected));
                }
                return new CaseResult(one.name(), List.of(), results);
            }
        }
    }

    private static Network create(NetworkRegistry.Entry entry, ParityCase one) throws BadInputException {
        try {
            return entry.create(one.options());
        } catch (IllegalArgumentException e) {
            throw new BadInputException("Case " + one.name() + " of " + entry.name() + ": " + e.getMessage(), e);
        }
    }

    private static List<String> stateProblems(Network network, ParityCase one) {
        List<StateEntry> expected = one.state();
        // A case that switches a part off lists the whole network's state, of which the part's entries are then unused.
        boolean partsOff = one.options().values().containsValue(false);
        List<String> problems = new ArrayList<>();
        Map<String, Parameter> actual = network.state();
        Map<String, StateEntry> listed = new LinkedHashMap<>();
        expected.forEach(entry -> listed.put(entry.name(), entry));
        for (StateEntry entry : expected) {
            Parameter parameter = actual.get(entry.name());
            if (parameter == null) {
                if (!partsOff) {
                    problems.add(entry.name() + " is missing");
                }
            } else if (!shape(parameter).equals(entry.shape())) {
                problems.add(entry.name() + " has shape " + shape(parameter) + " instead of " + entry.shape());
            }
        }
        for (String name : actual.keySet()) {
            if (!listed.containsKey(name)) {
                problems.add(name + " is not in the original");
            }
        }
        return problems;
    }

    private static List<Long> shape(Parameter parameter) {
        return Arrays.stream(parameter.shape().getShape()).boxed().toList();
    }

    private static void fill(Network network, ParityCase one) throws BadInputException {
        Map<String, Parameter> state = network.state();
        for (StateEntry entry : one.state()) {
            Parameter parameter = state.get(entry.name());
            if (!entry.filled() || parameter == null) {
                continue;
            }
            float[] values = ParameterFill.values(
                    entry.name(),
                    entry.fillShape().stream().mapToLong(Long::longValue).toArray());
            double factor = one.multiply().getOrDefault(entry.name(), 1.0);
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] * (float) entry.scale() * (float) factor;
            }
            add(one.add(), entry.name(), values);
            parameter.set(values);
        }
        requireKnown(one.multiply(), state, one);
        requireKnown(one.add(), state, one);
    }

    private static void add(Map<String, Double> add, String name, float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] += add.getOrDefault(name, 0.0).floatValue();
        }
        add.forEach((key, value) -> {
            if (key.startsWith(name + "[") && key.endsWith("]")) {
                values[Integer.parseInt(key.substring(name.length() + 1, key.length() - 1))] += value.floatValue();
            }
        });
    }

    private static void requireKnown(Map<String, Double> changes, Map<String, Parameter> state, ParityCase one)
            throws BadInputException {
        for (String key : changes.keySet()) {
            int bracket = key.indexOf('[');
            if (!state.containsKey(bracket < 0 ? key : key.substring(0, bracket))) {
                throw new BadInputException(
                        "Case " + one.name() + " changes " + key + ", which the network does not have.");
            }
        }
    }

    private static StoredTensor tensor(WeightsFile file, String name, Path path) throws BadInputException {
        StoredTensor tensor = file.tensors().get(name);
        if (tensor == null) {
            throw new BadInputException("There is no tensor named " + name + " in " + path + ".");
        }
        return tensor;
    }

    private static NDArray array(NDManager manager, StoredTensor tensor) throws IOException {
        return manager.create(tensor.floats(), new Shape(tensor.shape()));
    }

    /** Outputs by the fixture's names: their own, or {@code out}, or {@code out0}, {@code out1} ... in order. */
    private static Map<String, NDArray> named(NDList outputs, ParityCase one) {
        Map<String, NDArray> named = new LinkedHashMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            NDArray output = outputs.get(i);
            if (output.getName() != null) {
                named.put(output.getName(), output);
            } else if (outputs.size() > 1) {
                named.put("out" + i, output);
            } else {
                // A case that judges one output may call it by the variant that it is.
                named.put(
                        one.tolerance().size() == 1
                                ? one.tolerance().keySet().iterator().next()
                                : "out",
                        output);
            }
        }
        return named;
    }

    private static OutputResult compare(Map.Entry<String, Limit> judged, NDArray actual, StoredTensor expected)
            throws IOException {
        if (!Arrays.equals(actual.getShape().getShape(), expected.shape())) {
            return failure(
                    judged, "its shape is " + actual.getShape() + " instead of " + Arrays.toString(expected.shape()));
        }
        Limit limit = judged.getValue();
        Number[] found = actual.toArray();
        double[] wanted = expected.doubles();
        double largest = 0;
        long equal = 0;
        for (int i = 0; i < wanted.length; i++) {
            double difference = Math.abs(found[i].doubleValue() - wanted[i]);
            largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
            equal += difference == 0 ? 1 : 0;
        }
        double value = limit.equalShare() ? equal / (double) wanted.length : largest;
        boolean passed = limit.equalShare() ? value >= limit.value() : value <= limit.value();
        return new OutputResult(judged.getKey(), measure(limit), value, limit.value(), passed, "");
    }

    private static OutputResult failure(Map.Entry<String, Limit> judged, String problem) {
        Limit limit = judged.getValue();
        return new OutputResult(judged.getKey(), measure(limit), Double.NaN, limit.value(), false, problem);
    }

    private static String measure(Limit limit) {
        return limit.equalShare() ? "equal_share" : "absolute";
    }
}
