package org.palimpsest.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.palimpsest.OneTorchThread;

/** The gradients that flow through layers and the op pack agree with finite differences. */
@ExtendWith(OneTorchThread.class)
class GradientTest {
    /** An operation of some arrays, whose shapes are given. */
    record Operation(String name, Function<List<NDArray>, NDArray> function, Shape... shapes) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> operations() {
        Shape image = new Shape(2, 4, 5, 6);
        Shape four = new Shape(4);
        List<Operation> all = new ArrayList<>(List.of(
                new Operation(
                        "conv_transpose2d",
                        a -> OpPack.call(
                                "conv_transpose2d_bias", new long[] {2, 1, 1, 2}, a.get(0), a.get(1), a.get(2)),
                        image,
                        new Shape(4, 3, 3, 3),
                        new Shape(6)),
                new Operation(
                        "group norm",
                        a -> OpPack.call("group_norm", new long[] {2}, a.get(0), a.get(1), a.get(2)),
                        image,
                        four,
                        four),
                new Operation(
                        "instance norm",
                        a -> OpPack.call("instance_norm_affine", a.get(0), a.get(1), a.get(2)),
                        image,
                        four,
                        four),
                new Operation("instance norm without parameters", a -> OpPack.call("instance_norm", a.get(0)), image),
                new Operation("silu", a -> Activations.silu(a.get(0)), image),
                new Operation("hard swish", a -> Activations.hardSwish(a.get(0)), image),
                new Operation("hard sigmoid", a -> Activations.hardSigmoid(a.get(0)), image),
                new Operation("prelu", a -> OpPack.call("prelu", a.get(0), a.get(1)), image, four),
                new Operation("nearest", a -> Resize.nearest(a.get(0), 7, 9), image),
                new Operation("bilinear, edges", a -> Resize.bilinear(a.get(0), 7, 9, false), image),
                new Operation("bilinear, corners", a -> Resize.bilinear(a.get(0), 7, 9, true), image),
                new Operation("zero padding", a -> Padding.zeros(a.get(0), 1, 2, 0, 3), image),
                new Operation("border padding", a -> Padding.replicate(a.get(0), 1, 2, 0, 3), image),
                new Operation("mirror padding", a -> Padding.reflect(a.get(0), 1, 2, 0, 3), image),
                new Operation("adaptive average", a -> Pooling.adaptiveAverage(a.get(0), 2, 4), image),
                new Operation("adaptive maximum", a -> Pooling.adaptiveMax(a.get(0), 2, 4), image),
                new Operation(
                        "max pool 3d",
                        a -> Pooling.max3d(a.get(0), new int[] {1, 2, 2}, new int[] {1, 2, 2}, new int[] {0, 0, 1}),
                        new Shape(1, 2, 3, 4, 5)),
                new Operation("unfold", a -> Sampling.unfold(a.get(0), 3, 2, 2, 1), image),
                new Operation("fold", a -> Sampling.fold(a.get(0), 3, 4, 3, 1, 1, 1), new Shape(2, 18, 12)),
                new Operation("roll", a -> Sampling.roll(a.get(0), -2, 3), image),
                new Operation(
                        "grid sample", a -> Sampling.grid(a.get(0), a.get(1), false), image, new Shape(2, 3, 3, 2)),
                new Operation(
                        "grid sample with border",
                        a -> Sampling.gridWithBorder(a.get(0), a.get(1), true),
                        image,
                        new Shape(2, 3, 3, 2)),
                new Operation(
                        "deformable convolution",
                        a -> OpPack.call(
                                "deform_conv2d",
                                new long[] {1, 1, 1},
                                a.get(0),
                                a.get(1),
                                a.get(2),
                                a.get(3),
                                a.get(4)),
                        image,
                        new Shape(2, 36, 5, 6),
                        new Shape(2, 18, 5, 6),
                        new Shape(3, 4, 3, 3),
                        new Shape(3)),
                new Operation("Fourier", a -> Fourier.forward(a.get(0)), image),
                new Operation("complex Fourier", a -> Fourier.forwardComplex(a.get(0)), new Shape(2, 5, 4, 2)),
                new Operation("inverse Fourier", a -> Fourier.inverseReal(a.get(0)), new Shape(2, 5, 4, 2)),
                new Operation("complex inverse Fourier", a -> Fourier.inverseComplex(a.get(0)), new Shape(2, 5, 4, 2)),
                new Operation("half spectrum", a -> Fourier.half(a.get(0)), image),
                new Operation("from half spectrum", a -> Fourier.fromHalf(a.get(0), 6), new Shape(2, 5, 4, 2)),
                new Operation("variance", a -> Activations.variance(a.get(0), 1, true), image),
                new Operation(
                        "attention",
                        a -> Attention.scaledDotProduct(a.get(0), a.get(1), a.get(2), 0.7),
                        new Shape(1, 2, 3, 4),
                        new Shape(1, 2, 5, 4),
                        new Shape(1, 2, 5, 4)),
                new Operation(
                        "masked attention",
                        a -> Attention.scaledDotProduct(a.get(0), a.get(1), a.get(2), a.get(3), 0.7),
                        new Shape(1, 2, 3, 4),
                        new Shape(1, 2, 5, 4),
                        new Shape(1, 2, 5, 4),
                        new Shape(1, 1, 3, 5))));
        return all.stream().map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void agreesWithFiniteDifferences(Operation operation) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            SplittableRandom random = new SplittableRandom(7);
            List<float[]> values = new ArrayList<>();
            for (Shape shape : operation.shapes()) {
                values.add(noise(random, (int) shape.size()));
            }
            List<NDArray> inputs = arrays(manager, operation, values);
            inputs.forEach(input -> input.setRequiresGradient(true));
            float[] weights;
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray output = operation.function().apply(inputs);
                weights = noise(random, (int) output.getShape().size());
                collector.backward(
                        output.mul(manager.create(weights, output.getShape())).sum());
            }
            for (int i = 0; i < inputs.size(); i++) {
                float[] gradient = inputs.get(i).getGradient().toFloatArray();
                for (int probe = 0; probe < 6; probe++) {
                    int element = random.nextInt(gradient.length);
                    double expected = difference(manager, operation, values, i, element, weights);
                    assertEquals(
                            expected,
                            gradient[element],
                            0.02 + 0.02 * Math.abs(expected),
                            operation.name() + " of input " + i);
                }
            }
        }
    }

    private static double difference(
            NDManager manager, Operation operation, List<float[]> values, int input, int element, float[] weights) {
        float step = 1e-2f;
        float original = values.get(input)[element];
        values.get(input)[element] = original + step;
        double above = weighted(manager, operation, values, weights);
        values.get(input)[element] = original - step;
        double below = weighted(manager, operation, values, weights);
        values.get(input)[element] = original;
        return (above - below) / (2 * step);
    }

    private static double weighted(NDManager manager, Operation operation, List<float[]> values, float[] weights) {
        float[] output =
                operation.function().apply(arrays(manager, operation, values)).toFloatArray();
        double sum = 0;
        for (int i = 0; i < output.length; i++) {
            sum += output[i] * (double) weights[i];
        }
        return sum;
    }

    private static List<NDArray> arrays(NDManager manager, Operation operation, List<float[]> values) {
        List<NDArray> arrays = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            arrays.add(manager.create(values.get(i), operation.shapes()[i]));
        }
        return arrays;
    }

    private static float[] noise(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1) * 0.9f;
        }
        return values;
    }
}
