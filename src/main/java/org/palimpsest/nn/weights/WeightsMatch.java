package org.palimpsest.nn.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.nn.Parameter;
import org.palimpsest.nn.Part;

/**
 * How the tensors of a file fit the state of a network, after peeling off the wrapper that a training program put around it.
 *
 * @param prefix what stands before every name in the file ({@code CD_model.module.}, {@code model_G_state_dict.}), or nothing
 * @param missing names that the network needs and the file lacks; counters and index tables may be absent
 * @param unexpected names under the prefix that the network does not know
 * @param misshapen names whose shapes differ
 */
public record WeightsMatch(
        String prefix, List<String> missing, List<String> unexpected, List<Difference> misshapen, int matched) {
    private static final int LISTED = 8;

    /** Wrappers of known training programs; where several fit equally well, the first of these is taken. */
    private static final List<String> KNOWN_WRAPPERS = List.of(
            "",
            "module.",
            "CD_model.",
            "CD_model.module.",
            "state_dict.",
            "model_G_state_dict.",
            "model.",
            "params.",
            "network.");

    public WeightsMatch {
        missing = List.copyOf(missing);
        unexpected = List.copyOf(unexpected);
        misshapen = List.copyOf(misshapen);
    }

    /** One name with the network's shape and the file's. */
    public record Difference(String name, List<Long> wanted, List<Long> found) {}

    /** Whether the file's weights can be loaded. */
    public boolean fits() {
        return missing.isEmpty() && unexpected.isEmpty() && misshapen.isEmpty();
    }

    /** Compares {@code file} with {@code part}, which need not be initialised. */
    public static WeightsMatch of(Part part, WeightsFile file) {
        Map<String, Parameter> state = part.state();
        Map<String, StoredTensor> tensors = file.tensors();
        String prefix = prefix(state, tensors);
        List<String> missing = new ArrayList<>();
        List<Difference> misshapen = new ArrayList<>();
        int matched = 0;
        for (Map.Entry<String, Parameter> entry : state.entrySet()) {
            StoredTensor tensor = tensors.get(prefix + entry.getKey());
            List<Long> wanted = list(entry.getValue().shape().getShape());
            if (tensor == null) {
                if (!isDispensable(entry.getValue())) {
                    missing.add(entry.getKey());
                }
            } else if (!list(tensor.shape()).equals(wanted) && !isDispensable(entry.getValue())) {
                misshapen.add(new Difference(entry.getKey(), wanted, list(tensor.shape())));
            } else {
                matched++;
            }
        }
        List<String> unexpected = tensors.keySet().stream()
                .filter(name -> name.startsWith(prefix) && !state.containsKey(name.substring(prefix.length())))
                .filter(name -> !name.endsWith("num_batches_tracked"))
                .toList();
        return new WeightsMatch(prefix, missing, unexpected, misshapen, matched);
    }

    /** Counters and index tables, which a network makes itself. */
    static boolean isDispensable(Parameter parameter) {
        return !parameter.isTrainable() && parameter.type().isInteger();
    }

    private static List<Long> list(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** The prefix under which most of the network's names are found. */
    private static String prefix(Map<String, Parameter> state, Map<String, StoredTensor> tensors) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        KNOWN_WRAPPERS.forEach(wrapper -> counts.put(wrapper, 0));
        for (String stored : tensors.keySet()) {
            // Every cut after a dot may be the end of the wrapper.
            for (int cut = 0; cut >= 0; cut = next(stored, cut)) {
                if (state.containsKey(stored.substring(cut))) {
                    counts.merge(stored.substring(0, cut), 1, Integer::sum);
                }
            }
        }
        String best = "";
        int most = 0;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            if (entry.getValue() > most) {
                best = entry.getKey();
                most = entry.getValue();
            }
        }
        return best;
    }

    private static int next(String name, int cut) {
        int dot = name.indexOf('.', cut);
        return dot < 0 ? -1 : dot + 1;
    }

    /** What does not fit, for the user: one sentence for each kind of misfit. */
    public String complaint() {
        StringBuilder text = new StringBuilder();
        append(text, "in the network but not in the file", missing);
        append(
                text,
                "in the file but not in the network",
                unexpected.stream().map(Refusal::quoted).toList());
        append(
                text,
                "of another shape in the file",
                misshapen.stream()
                        .map(one ->
                                one.name() + " (" + one.found() + " in the file, " + one.wanted() + " in the network)")
                        .toList());
        return text.toString();
    }

    private static void append(StringBuilder text, String what, List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        text.append(text.isEmpty() ? "" : " ")
                .append(names.size())
                .append(names.size() == 1 ? " name is " : " names are ")
                .append(what)
                .append(": ")
                .append(String.join(", ", names.subList(0, Math.min(LISTED, names.size()))))
                .append(names.size() > LISTED ? ", and " + (names.size() - LISTED) + " more" : "")
                .append('.');
    }
}
