package org.palimpsest.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.OneTorchThread;
import org.slf4j.LoggerFactory;

/** The layers under bf16 against the same layers under autocast in Python's PyTorch, where there is one; else skipped. */
@Tag("long")
@ExtendWith(OneTorchThread.class)
class PrecisionBesideTorchTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    /** A convolution, a rectifier and a linear layer; all numbers have more digits than bf16 keeps. */
    private static final String SCRIPT =
            """
            import torch
            def values(start, *shape):
                count = torch.Size(shape).numel()
                return (((torch.arange(count) + start) * 37 % 1009).float() / 1009 - 0.5).reshape(shape)
            x = values(1, 2, 3, 8, 8).requires_grad_()
            conv = torch.nn.Conv2d(3, 4, 3, padding=1)
            linear = torch.nn.Linear(8, 5)
            with torch.no_grad():
                conv.weight.copy_(values(2, 4, 3, 3, 3)); conv.bias.copy_(values(3, 4))
                linear.weight.copy_(values(4, 5, 8)); linear.bias.copy_(values(5, 5))
            with torch.autocast('cpu', dtype=torch.bfloat16):
                y = linear(torch.relu(conv(x)))
            assert y.dtype == torch.bfloat16
            y = y.float()
            (y * values(6, *y.shape)).sum().backward()
            for name, tensor in [('result', y), ('image', x.grad), ('kernels', conv.weight.grad), ('conv bias', conv.bias.grad),
                                 ('weights', linear.weight.grad), ('bias', linear.bias.grad)]:
                print(name + '=' + ' '.join(repr(float(n)) for n in tensor.flatten()))
            """;

    @TempDir
    private Path folder;

    @Test
    void aConvolutionAndALinearLayer_andTheirGradients_areThoseOfAutocast() throws Exception {
        Map<String, float[]> expected = told();
        try (NDManager manager = LibTorch.newManager(Device.cpu())) {
            Conv2d conv = new Conv2d(3, 4, 3).padding(1);
            Linear linear = new Linear(8, 5);
            fill(manager, conv, 2);
            fill(manager, linear, 4);
            NDArray x = manager.create(values(1, 2 * 3 * 8 * 8), new Shape(2, 3, 8, 8));
            x.setRequiresGradient(true);
            Map<String, float[]> found = new LinkedHashMap<>();
            try (Gradients gradients = new Gradients()) {
                NDArray y;
                try (Precision.Use use = Precision.BF16.use()) {
                    y = linear.apply(Activations.relu(conv.apply(x)));
                }
                found.put("result", y.toFloatArray());
                int count = (int) y.size();
                gradients.backward(
                        y.mul(manager.create(values(6, count), y.getShape())).sum());
            }
            found.put("image", x.getGradient().toFloatArray());
            found.put("kernels", gradient(conv, "weight"));
            found.put("conv bias", gradient(conv, "bias"));
            found.put("weights", gradient(linear, "weight"));
            found.put("bias", gradient(linear, "bias"));
            assertEquals(List.copyOf(expected.keySet()), List.copyOf(found.keySet()));
            found.forEach((name, numbers) -> assertNear(name, expected.get(name), numbers));
        }
    }

    /** Sums are made in another order by another version, so that some numbers are rounded to a neighbour. */
    private static void assertNear(String name, float[] expected, float[] numbers) {
        assertEquals(expected.length, numbers.length, name);
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < numbers.length; i++) {
            assertEquals(expected[i], numbers[i], largest / 128, name + " " + i);
        }
    }

    private static void fill(NDManager manager, Layer layer, int start) {
        layer.allocate(manager);
        int next = start;
        for (Parameter parameter : layer.state().values()) {
            parameter.set(values(next++, (int) parameter.shape().size()));
        }
        layer.requireGradients(true);
    }

    private static float[] gradient(Layer layer, String name) {
        return layer.state().get(name).array().getGradient().toFloatArray();
    }

    private static float[] values(int start, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (i + start) * 37 % 1009 / 1009f - 0.5f;
        }
        return values;
    }

    private Map<String, float[]> told() throws Exception {
        Path script = Files.writeString(folder.resolve("script.py"), SCRIPT);
        Path out = folder.resolve("out.txt");
        Map<String, float[]> told = new LinkedHashMap<>();
        boolean ended = Files.isExecutable(PYTHON) && run(script, out);
        if (ended) {
            for (String line : Files.readAllLines(out, StandardCharsets.UTF_8)) {
                String[] parts = line.split("=", 2);
                double[] numbers = Arrays.stream(parts[1].split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                float[] values = new float[numbers.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) numbers[i];
                }
                told.put(parts[0], values);
            }
        } else {
            LoggerFactory.getLogger(PrecisionBesideTorchTest.class).warn("SKIPPED: no python3 with torch.");
            Assumptions.abort("no python3 with torch");
        }
        return told;
    }

    private static boolean run(Path script, Path out) throws Exception {
        Process process = new ProcessBuilder(PYTHON.toString(), "-W", "ignore", script.toString())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }
}
