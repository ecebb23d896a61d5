package org.palimpsest.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.palimpsest.OneTorchThread;
import org.palimpsest.SharedData;
import org.palimpsest.nn.Gradients;
import org.palimpsest.nn.Parameter;
import org.palimpsest.nn.weights.Checkpoint;
import org.palimpsest.zoo.NetworkRegistry.Entry;

/**
 * Every network of the zoo equals its original and behaves as a network must. The environment variable PALIMPSEST_NETWORK
 * keeps it to one identifier.
 */
@ExtendWith(OneTorchThread.class)
class NetworkParityTest {
    static List<Entry> networks() {
        String only = Objects.requireNonNullElse(System.getenv("PALIMPSEST_NETWORK"), "");
        return NetworkRegistry.all().stream()
                .filter(entry -> only.isEmpty() || entry.id().equals(only))
                .toList();
    }

    static List<Entry> networksWithOriginals() {
        return networks().stream().filter(Entry::hasOriginal).toList();
    }

    @ParameterizedTest
    @MethodSource("networksWithOriginals")
    void equalsItsOriginal(Entry entry) throws Exception {
        Path folder = SharedData.get("parity/" + entry.name());
        Parity.Result result = Parity.run(folder);
        List<String> failures = new ArrayList<>();
        for (Parity.CaseResult one : result.cases()) {
            one.stateProblems().forEach(problem -> failures.add("\n" + one.name() + ": " + problem));
            one.outputs().stream()
                    .filter(output -> !output.passed())
                    .forEach(output -> failures.add("\n" + one.name() + ": " + output));
        }
        assertTrue(result.passed(), () -> entry.name() + failures);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void takesEveryAdmissibleSize(Entry entry) {
        try (Network network = entry.create(NetworkOptions.DEFAULT)) {
            network.initialise(Device.cpu(), 1);
            int step = network.sizeMultiple();
            int smallest = network.smallestSize();
            int[][] sizes = {{smallest, smallest}, {smallest + step, smallest + 3 * step}};
            for (int[] size : sizes) {
                try (NDManager manager = network.manager().newSubManager()) {
                    NDList outputs = network.apply(image(manager, 1, 1, size), image(manager, 2, 1, size));
                    NDArray probability = network.changeProbability(outputs);
                    assertEquals(new Shape(1, 1, size[0], size[1]), probability.getShape());
                    assertTrue(probability.min().getFloat() >= 0);
                    assertTrue(probability.max().getFloat() <= 1);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aBatchOfOneEqualsABatchOfMany(Entry entry) {
        try (Network network = entry.create(NetworkOptions.DEFAULT)) {
            network.initialise(Device.cpu(), 2);
            int[] size = {network.smallestSize(), network.smallestSize()};
            try (NDManager manager = network.manager().newSubManager()) {
                NDArray before = image(manager, 3, 2, size);
                NDArray after = image(manager, 4, 2, size);
                NDArray together = network.changeProbability(network.apply(before, after));
                for (int i = 0; i < 2; i++) {
                    String row = i + ":" + (i + 1);
                    NDArray alone = network.changeProbability(network.apply(before.get(row), after.get(row)));
                    float difference = together.get(row).sub(alone).abs().max().getFloat();
                    assertTrue(difference < 1e-5, () -> "differs by " + difference);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void trainsWithFiniteGradients(Entry entry) {
        try (Network network = entry.create(NetworkOptions.DEFAULT)) {
            network.initialise(Device.cpu(), 3);
            network.train(true);
            network.requireGradients(true);
            int[] size = {2 * network.smallestSize(), 2 * network.smallestSize()};
            try (NDManager manager = network.manager().newSubManager();
                    Gradients gradients = new Gradients()) {
                NDList outputs = network.apply(image(manager, 5, 2, size), image(manager, 6, 2, size));
                NDArray loss = manager.create(0f);
                for (NDArray output : outputs) {
                    if (output.getDataType() == DataType.FLOAT32) {
                        loss = loss.add(output.square().mean());
                    }
                }
                gradients.backward(loss);
                double total = 0;
                for (Parameter parameter : network.state().values()) {
                    if (parameter.isTrainable()) {
                        total += parameter.array().getGradient().abs().sum().getFloat();
                    }
                }
                assertTrue(Double.isFinite(total) && total > 0, "sum of gradients: " + total);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void leavesNothingBehindAtInference(Entry entry) {
        try (Network network = entry.create(NetworkOptions.DEFAULT)) {
            network.initialise(Device.cpu(), 4);
            int[] size = {network.smallestSize(), network.smallestSize()};
            try (NDManager manager = network.manager().newSubManager()) {
                NDArray before = image(manager, 7, 1, size);
                NDArray after = image(manager, 8, 1, size);
                int held = manager.getManagedArrays().size();
                NDList outputs = network.apply(before, after);
                assertEquals(held + outputs.size(), manager.getManagedArrays().size());
                assertFalse(outputs.isEmpty());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void savedAndLoadedItIsTheSame(Entry entry, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("model.safetensors");
        try (Network saved = entry.create(NetworkOptions.DEFAULT);
                Network loaded = entry.create(NetworkOptions.DEFAULT)) {
            saved.initialise(Device.cpu(), 9);
            loaded.initialise(Device.cpu(), 10);
            Checkpoint.save(saved, file, Map.of());
            Checkpoint.load(loaded, file);
            Map<String, Parameter> state = loaded.state();
            saved.state()
                    .forEach((name, parameter) ->
                            assertEquals(parameter.array(), state.get(name).array(), name));
        }
    }

    private static NDArray image(NDManager manager, long seed, int batch, int[] size) {
        Shape shape = new Shape(batch, 3, size[0], size[1]);
        float[] values = new float[(int) shape.size()];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return manager.create(values, shape);
    }
}
