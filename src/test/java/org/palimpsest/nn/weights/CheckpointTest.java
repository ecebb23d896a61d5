package org.palimpsest.nn.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.OneTorchThread;
import org.palimpsest.base.BadInputException;
import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.LibTorch;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.Sequential;

@ExtendWith(OneTorchThread.class)
class CheckpointTest {
    @TempDir
    Path folder;

    private NDManager manager;
    private final Sequential network = new Sequential(new Linear(2, 2), new BatchNorm(2));

    @BeforeEach
    void initialise() {
        manager = LibTorch.newManager(Device.cpu());
        network.initialise(manager, 1);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "module.",
                "CD_model.",
                "CD_model.module.",
                "state_dict.",
                "model_G_state_dict.",
                "model.",
                "params.",
                "state_dict.model.module."
            })
    void peelsTheWrapperOff(String wrapper) throws Exception {
        Path path = write(wrapper, List.of());
        Checkpoint.load(network, path);
        assertArrayEquals(
                new float[] {1, 2, 3, 4},
                network.state().get("0.weight").array().toFloatArray());
        assertArrayEquals(
                new float[] {1, 2}, network.state().get("1.running_var").array().toFloatArray());
    }

    @Test
    void listsWhatIsMissingUnexpectedAndMisshapenAndChangesNothing() throws Exception {
        float[] before = network.state().get("0.weight").array().toFloatArray();
        List<SafetensorsWriter.Content> contents = new ArrayList<>(List.of(
                content("module.0.weight", 3, 2), content("module.0.bias", 2), content("module.head.weight", 1)));
        Path path = folder.resolve("other.safetensors");
        SafetensorsWriter.write(path, contents, Map.of());
        String message = assertThrows(BadInputException.class, () -> Checkpoint.load(network, path))
                .getMessage();
        assertTrue(
                message.contains("4 names are in the network but not in the file: 1.weight, 1.bias, 1.running_mean,"
                        + " 1.running_var."),
                message);
        assertTrue(message.contains("1 name is in the file but not in the network: \"module.head.weight\"."), message);
        assertTrue(message.contains("0.weight ([3, 2] in the file, [2, 2] in the network)"), message);
        assertArrayEquals(before, network.state().get("0.weight").array().toFloatArray());
    }

    @Test
    void weightsOutsideTheWrapperAreNoneOfTheNetworks() throws Exception {
        Path path = write("model.", List.of(content("optimizer.state.0.exp_avg", 2, 2)));
        Checkpoint.load(network, path);
        try (WeightsFile file = WeightsFile.open(path)) {
            assertEquals("model.", WeightsMatch.of(network, file).prefix());
        }
    }

    @Test
    void savingKeepsEveryEntry() throws Exception {
        Path path = folder.resolve("saved.safetensors");
        Checkpoint.save(network, path, Map.of("network", "test"));
        try (WeightsFile file = WeightsFile.open(path)) {
            assertEquals(network.state().keySet(), file.tensors().keySet());
            assertEquals(
                    ElementType.I64, file.tensors().get("1.num_batches_tracked").type());
        }
    }

    /** The network's weights as 1, 2, 3 ... under a wrapper; the counter is left out, as many programs do. */
    private Path write(String wrapper, List<SafetensorsWriter.Content> others) throws Exception {
        List<SafetensorsWriter.Content> contents = new ArrayList<>(others);
        contents.add(content(wrapper + "0.weight", 2, 2));
        for (String name : List.of("0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var")) {
            contents.add(content(wrapper + name, 2));
        }
        Path path = folder.resolve("weights.safetensors");
        SafetensorsWriter.write(path, contents, Map.of());
        return path;
    }

    private static SafetensorsWriter.Content content(String name, long... shape) {
        int size = 1;
        for (long axis : shape) {
            size *= (int) axis;
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 1; i <= size; i++) {
            bytes.putFloat(i);
        }
        bytes.flip();
        return new SafetensorsWriter.Content(name, ElementType.F32, shape, () -> bytes);
    }
}
