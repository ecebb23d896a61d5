package org.palimpsest.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.nn.Parameter;
import org.palimpsest.nn.weights.ElementType;
import org.palimpsest.nn.weights.SafetensorsWriter;
import org.palimpsest.nn.weights.StoredTensor;
import org.palimpsest.nn.weights.WeightsFile;
import org.palimpsest.zoo.Network;

/**
 * A training between two steps as one file, {@code checkpoint.safetensors}: weights, averaged weights, the optimisers' running
 * arrays, and the {@link TrainState} as text. It replaces the last one in a single move, so a kill at any moment leaves one
 * that is whole.
 */
final class TrainCheckpoint {
    static final String FILE = "checkpoint.safetensors";
    private static final String MODEL = "model.";
    private static final String AVERAGE = "average.";
    private static final String OPTIMISER = "optimiser.";
    private static final String STATE = "state";

    private TrainCheckpoint() {}

    static void save(Path file, Network network, Optional<Network> average, ParameterGroups groups, TrainState state)
            throws IOException {
        List<SafetensorsWriter.Content> tensors = new ArrayList<>();
        network.state().forEach((name, parameter) -> tensors.add(content(MODEL + name, parameter.array())));
        average.ifPresent(one ->
                one.state().forEach((name, parameter) -> tensors.add(content(AVERAGE + name, parameter.array()))));
        groups.state().forEach((name, array) -> tensors.add(content(OPTIMISER + name, array)));
        SafetensorsWriter.write(file, tensors, Map.of(STATE, state.toJson()));
    }

    private static SafetensorsWriter.Content content(String name, NDArray array) {
        ElementType type = array.getDataType() == DataType.INT64 ? ElementType.I64 : ElementType.F32;
        return new SafetensorsWriter.Content(name, type, array.getShape().getShape(), array::toByteBuffer);
    }

    /** Gives everything its saved values back; weights must not record gradients meanwhile. */
    static TrainState restore(Path file, Network network, Optional<Network> average, ParameterGroups groups)
            throws IOException, BadInputException {
        try (WeightsFile saved = WeightsFile.open(file)) {
            String text = saved.metadata().get(STATE);
            if (text == null) {
                throw new BadInputException(file + " is not the checkpoint of a training.");
            }
            fill(network, MODEL, saved, file);
            if (average.isPresent()) {
                fill(average.get(), AVERAGE, saved, file);
            }
            for (String name : groups.state().keySet()) {
                groups.restore(name, tensor(saved, OPTIMISER + name, file).floats());
            }
            TrainState state = TrainState.read(text);
            groups.resumeAfter(state.step);
            return state;
        }
    }

    private static void fill(Network network, String prefix, WeightsFile saved, Path file)
            throws IOException, BadInputException {
        for (Map.Entry<String, Parameter> entry : network.state().entrySet()) {
            entry.getValue().set(tensor(saved, prefix + entry.getKey(), file).floats());
        }
    }

    private static StoredTensor tensor(WeightsFile saved, String name, Path file) throws BadInputException {
        StoredTensor tensor = saved.tensors().get(name);
        if (tensor == null) {
            throw new BadInputException(file + " does not fit this training: it has no " + name + ".");
        }
        return tensor;
    }
}
