package org.palimpsest.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.palimpsest.base.BadInputException;
import org.palimpsest.nn.Parameter;
import org.palimpsest.nn.Part;

/** Loads the weights of a network from a file, and saves them as safetensors. */
public final class Checkpoint {
    private Checkpoint() {}

    /** Fills the initialised {@code part} with the weights in {@code path}, which must fit it entirely. */
    public static void load(Part part, Path path) throws IOException, BadInputException {
        try (WeightsFile file = WeightsFile.open(path)) {
            load(part, file, path.getFileName().toString());
        }
    }

    /**
     * Fills the initialised {@code part} with the weights of {@code file}; nothing is changed when they do not fit.
     *
     * @param name of the file, for the message
     */
    public static void load(Part part, WeightsFile file, String name) throws IOException, BadInputException {
        WeightsMatch match = WeightsMatch.of(part, file);
        if (!match.fits()) {
            throw new BadInputException("The weights in " + name + " do not fit the network ("
                    + match.matched() + " of " + part.state().size() + " names do). " + match.complaint()
                    + " Choose the network that they were trained for.");
        }
        for (Map.Entry<String, Parameter> entry : part.state().entrySet()) {
            StoredTensor tensor = file.tensors().get(match.prefix() + entry.getKey());
            if (tensor != null && tensor.size() == entry.getValue().shape().size()) {
                entry.getValue().set(tensor.floats());
            }
        }
    }

    /** Saves the whole state of {@code part}, with {@code metadata} as texts by key. */
    public static void save(Part part, Path path, Map<String, String> metadata) throws IOException {
        List<SafetensorsWriter.Content> contents = part.state().entrySet().stream()
                .map(entry -> content(entry.getKey(), entry.getValue()))
                .toList();
        SafetensorsWriter.write(path, contents, metadata);
    }

    private static SafetensorsWriter.Content content(String name, Parameter parameter) {
        NDArray array = parameter.array();
        return new SafetensorsWriter.Content(
                name, elementType(array.getDataType()), array.getShape().getShape(), array::toByteBuffer);
    }

    private static ElementType elementType(DataType type) {
        return switch (type) {
            case FLOAT64 -> ElementType.F64;
            case FLOAT32 -> ElementType.F32;
            case FLOAT16 -> ElementType.F16;
            case BFLOAT16 -> ElementType.BF16;
            case INT64 -> ElementType.I64;
            case INT32 -> ElementType.I32;
            case INT16 -> ElementType.I16;
            case INT8 -> ElementType.I8;
            case UINT8 -> ElementType.U8;
            case BOOLEAN -> ElementType.BOOL;
            default -> throw new IllegalArgumentException("Arrays of type " + type + " are not saved.");
        };
    }
}
