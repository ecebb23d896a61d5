package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.OneTorchThread;
import org.palimpsest.learned.ModelFolder;
import org.palimpsest.learned.Normalisation;
import org.palimpsest.nn.weights.StoredTensor;
import org.palimpsest.nn.weights.WeightsFile;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.NetworkOptions;
import org.palimpsest.zoo.NetworkRegistry;
import org.slf4j.LoggerFactory;

/** Files go to Python's PyTorch and come from it, where a Python with torch is installed; else the test is skipped. */
@Tag("long")
@ExtendWith(OneTorchThread.class)
class PythonTorchTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    @TempDir
    private Path folder;

    @BeforeEach
    void needsPython() throws Exception {
        if (!Files.isExecutable(PYTHON) || !run("import torch, torchvision").isBlank()) {
            LoggerFactory.getLogger(PythonTorchTest.class).warn("SKIPPED: no python3 with torch and torchvision.");
            Assumptions.abort("no python3 with torch and torchvision");
        }
    }

    @Test
    void anExportedModel_isLoadedByTorchAsPlainTensors() throws Exception {
        Path model = folder.resolve("model");
        Path exported = folder.resolve("exported");
        Map<String, Float> sums = new java.util.TreeMap<>();
        try (Network network = NetworkRegistry.byId("tinycd").orElseThrow().create(NetworkOptions.DEFAULT)) {
            network.initialise(Device.cpu(), 3);
            network.state().forEach((name, parameter) -> {
                float[] values =
                        parameter.type().isFloating() ? parameter.array().toFloatArray() : new float[0];
                sums.put(name, sum(values));
            });
            ModelFolder.save(model, network, PlainCard.of("tinycd", NetworkOptions.DEFAULT, Normalisation.UNIT));
        }
        ModelExport.write(ModelFolder.open(model, java.util.Optional.empty()), ModelExport.Target.TORCH, exported);
        String told = run(
                """
                import sys, torch
                state = torch.load(sys.argv[1] + '/exported/model.pth', weights_only=True)
                for name in state:
                    tensor = state[name]
                    assert type(tensor) is torch.Tensor and not tensor.requires_grad
                    print(name, tensor.dtype, float(tensor.sum()) if tensor.is_floating_point() else 0.0)
                """);
        List<String> lines = told.lines().toList();
        assertEquals(sums.size(), lines.size(), told);
        for (String line : lines) {
            String[] parts = line.split(" ");
            assertEquals(
                    sums.get(parts[0]),
                    Float.parseFloat(parts[2]),
                    1e-3f * Math.max(1, Math.abs(sums.get(parts[0]))),
                    line);
        }
    }

    /** The layout as its authors document it: a length, a header in JSON, then the tensors one after the other. */
    @Test
    void whatIsExportedForMineNetCd_holdsTheValues_readWithoutAnyLibraryForIt() throws Exception {
        NetworkOptions options = new NetworkOptions(Map.of("backbone", "resnet-18"));
        Map<String, String> expected = new java.util.TreeMap<>();
        try (Network network =
                NetworkRegistry.byId("minenetcd-resnet").orElseThrow().create(options)) {
            network.initialise(Device.cpu(), 3);
            network.state().forEach((name, parameter) -> {
                boolean floating = parameter.type().isFloating();
                float[] values = floating ? parameter.array().toFloatArray() : new float[] {0, 0};
                String type = floating ? "torch.float32" : "torch.int64";
                String shape = Arrays.toString(parameter.shape().getShape()).replace(" ", "");
                expected.put(name, type + " " + shape + " " + values[0] + " " + values[values.length - 1]);
            });
            ModelFolder.save(
                    folder.resolve("model"), network, PlainCard.of("minenetcd-resnet", options, Normalisation.UNIT));
        }
        ModelExport.write(
                ModelFolder.open(folder.resolve("model"), java.util.Optional.empty()),
                ModelExport.Target.MINENETCD,
                folder.resolve("exported"));
        String told = run(
                """
                import json, struct, sys, torch
                data = open(sys.argv[1] + '/exported/model.safetensors', 'rb').read()
                length = struct.unpack('<Q', data[:8])[0]
                header = json.loads(data[8:8 + length])
                assert header.pop('__metadata__') == {'format': 'pt'}
                types = {'F32': torch.float32, 'I64': torch.int64}
                ends = []
                for name, tensor in header.items():
                    begin, end = tensor['data_offsets']
                    ends.append((begin, end))
                    flat = torch.frombuffer(bytearray(data[8 + length + begin:8 + length + end]), dtype=types[tensor['dtype']])
                    values = flat.reshape(tensor['shape']).flatten()
                    edges = [float(values[0]), float(values[-1])] if tensor['dtype'] == 'F32' else [0.0, 0.0]
                    print(name, flat.dtype, str(tensor['shape']).replace(' ', ''), *[repr(n) for n in edges])
                ends.sort()
                assert ends[0][0] == 0 and 8 + length + ends[-1][1] == len(data)
                assert all(a[1] == b[0] for a, b in zip(ends, ends[1:]))
                """);
        assertEquals(expected.size(), told.lines().count(), told);
        for (String line : told.lines().toList()) {
            String[] found = line.split(" ");
            String[] known = String.valueOf(expected.get(found[0])).split(" ");
            assertEquals(known[0], found[1], line);
            assertEquals(known[1], found[2], line);
            assertEquals(Float.parseFloat(known[2]), Float.parseFloat(found[3]), 0, line);
            assertEquals(Float.parseFloat(known[3]), Float.parseFloat(found[4]), 0, line);
        }
    }

    @Test
    void filesThatTorchWrote_areReadWithTheirNamesAndValues() throws Exception {
        String told = run(
                """
                import sys, torch, torchvision
                torch.manual_seed(5)
                state = torchvision.models.resnet18(weights=None).state_dict()
                folder = sys.argv[1]
                torch.save(state, folder + '/zip.pth')
                torch.save(state, folder + '/old.pth', _use_new_zipfile_serialization=False)
                torch.save({'epoch': 3, 'model_state_dict': state}, folder + '/training.pt')
                for name in state:
                    flat = state[name].double().flatten()
                    print(name, ','.join(str(n) for n in state[name].shape) or '-', repr(float(flat[0])), repr(float(flat[-1])))
                """);
        for (String name : List.of("zip.pth", "old.pth", "training.pt")) {
            String prefix = name.equals("training.pt") ? "model_state_dict." : "";
            try (WeightsFile file = WeightsFile.open(folder.resolve(name))) {
                List<String> lines = told.lines().toList();
                assertEquals(lines.size(), file.tensors().size(), name);
                for (String line : lines) {
                    String[] parts = line.split(" ");
                    StoredTensor tensor = file.tensors().get(prefix + parts[0]);
                    long[] shape = parts[1].equals("-")
                            ? new long[0]
                            : Arrays.stream(parts[1].split(","))
                                    .mapToLong(Long::parseLong)
                                    .toArray();
                    assertArrayEquals(shape, tensor.shape(), line);
                    double[] values = tensor.doubles();
                    assertEquals(Double.parseDouble(parts[2]), values[0], 0, line);
                    assertEquals(Double.parseDouble(parts[3]), values[values.length - 1], 0, line);
                }
            }
        }
        assertEncoderIsFilled(told);
    }

    private void assertEncoderIsFilled(String told) throws Exception {
        Recipe recipe = Recipe.ofNetwork("bit");
        for (String file : List.of("zip.pth", "training.pt")) {
            assertEncoderIsFilled(told, recipe, folder.resolve(file));
        }
    }

    private void assertEncoderIsFilled(String told, Recipe recipe, Path file) throws Exception {
        try (Network network = NetworkRegistry.byId("bit").orElseThrow().create(NetworkOptions.DEFAULT)) {
            network.initialise(Device.cpu(), 1);
            EncoderWeights.fill(network, recipe.encoder(), file);
            float first =
                    network.state().get("resnet.layer1.0.conv1.weight").array().toFloatArray()[0];
            assertTrue(
                    told.contains("layer1.0.conv1.weight 64,64,3,3 ")
                            && told.lines()
                                    .filter(line -> line.startsWith("layer1.0.conv1.weight "))
                                    .anyMatch(line -> Float.parseFloat(line.split(" ")[2]) == first),
                    "the encoder's first weight is " + first);
        }
    }

    private static float sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return (float) sum;
    }

    /** What a script prints; its complaints too. */
    private String run(String script) throws IOException, InterruptedException {
        Path file = folder.resolve("script.py");
        Path out = folder.resolve("script.txt");
        Files.writeString(file, script);
        List<String> command = new ArrayList<>(List.of(PYTHON.toString(), "-W", "ignore", file.toString()));
        command.add(folder.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            Assumptions.abort("python3 took too long");
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
