package org.palimpsest.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.palimpsest.OneTorchThread;

/** Under bf16 layers multiply rounded numbers, give 32 bits back and let gradients through; nothing else changes. */
@ExtendWith(OneTorchThread.class)
class PrecisionTest {
    /** Of a number of bf16, relative to it: half of the last of 8 significant bits. */
    private static final double ROUNDING = 1.0 / 256;

    private static final Part NO_PART = Layer.of(Activations::relu);

    private final NDManager manager = LibTorch.newManager(Device.cpu());

    @AfterEach
    void close() {
        manager.close();
    }

    /** Something that multiplies: a layer's parameters come after the inputs. */
    record Product(String name, Part part, Function<List<NDArray>, NDArray> function, Shape... shapes) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Product layer(String name, Layer layer, Shape input) {
        List<Shape> shapes = new ArrayList<>(List.of(input));
        layer.state().values().forEach(parameter -> shapes.add(parameter.shape()));
        return new Product(
                name,
                layer,
                arrays -> {
                    int[] next = {1};
                    layer.allocate(arrays.get(0).getManager());
                    layer.state()
                            .values()
                            .forEach(parameter ->
                                    parameter.set(arrays.get(next[0]++).toFloatArray()));
                    layer.requireGradients(true);
                    return layer.apply(arrays.get(0));
                },
                shapes.toArray(new Shape[0]));
    }

    static Stream<Product> products() {
        Shape image = new Shape(2, 8, 9, 10);
        Shape rows = new Shape(2, 3, 5, 8);
        return Stream.of(
                layer("convolution", new Conv2d(8, 6, 3).padding(1), image),
                layer("convolution without bias", new Conv2d(8, 6, 3).stride(2).withoutBias(), image),
                layer("depthwise convolution", new Conv2d(8, 8, 3).groups(8), image),
                layer("transposed convolution", new ConvTranspose2d(8, 6, 2).stride(2), image),
                layer(
                        "transposed convolution without bias",
                        new ConvTranspose2d(8, 6, 3).stride(2).outputPadding(1).withoutBias(),
                        image),
                layer("three-dimensional convolution", new Conv3d(4, 3, 2, 3, 3), new Shape(1, 4, 3, 6, 7)),
                layer("linear layer", new Linear(8, 6), rows),
                layer("linear layer without bias", new Linear(8, 6).withoutBias(), rows),
                new Product(
                        "matrix product",
                        NO_PART,
                        a -> MultiplyAdds.product(a.get(0), a.get(1)),
                        rows,
                        new Shape(2, 3, 8, 4)),
                new Product(
                        "attention",
                        NO_PART,
                        a -> Attention.scaledDotProduct(a.get(0), a.get(1), a.get(2), 0.5),
                        rows,
                        new Shape(2, 3, 4, 8),
                        new Shape(2, 3, 4, 8)),
                new Product(
                        "masked attention",
                        NO_PART,
                        a -> Attention.scaledDotProduct(a.get(0), a.get(1), a.get(2), a.get(3), 0.5),
                        rows,
                        new Shape(2, 3, 4, 8),
                        new Shape(2, 3, 4, 8),
                        new Shape(2, 3, 5, 4)));
    }

    @ParameterizedTest
    @MethodSource("products")
    void aProduct_isThatOfRoundedOperands_roundedItself(Product product) {
        float[][] values = values(product);
        float[][] rounded = Arrays.stream(values).map(PrecisionTest::rounded).toArray(float[][]::new);
        float[] exact = run(product, values);
        float[] expected = run(product, rounded);
        float[] result;
        try (Precision.Use use = Precision.BF16.use()) {
            result = run(product, values);
        }
        assertArrayEquals(rounded(result), result, "numbers of 16 bits");
        assertFalse(Arrays.equals(exact, result));
        // Products are rounded before the bias is added, and the weights of attention before they are used.
        assertClose(expected, result, 2 * ROUNDING);
    }

    /** x = (1 + 1/512, 2) and w = (256, 1 + 3/512) become (1, 2) and (256, 1 + 1/128); their 258.0156 becomes 258. */
    @Test
    void aLinearLayerByHand_withItsGradients() {
        Linear linear = new Linear(2, 1).withoutBias();
        linear.allocate(manager);
        linear.state().get("weight").set(new float[] {256, 1 + 3 / 512f});
        linear.requireGradients(true);
        NDArray x = manager.create(new float[] {1 + 1 / 512f, 2}, new Shape(1, 2));
        x.setRequiresGradient(true);
        assertEquals(258.5117f, linear.apply(x).getFloat(), 1e-4f);
        try (Gradients gradients = new Gradients()) {
            NDArray y;
            try (Precision.Use use = Precision.BF16.use()) {
                y = linear.apply(x);
            }
            assertEquals(258, y.getFloat());
            assertEquals(DataType.FLOAT32, y.getDataType());
            gradients.backward(y.sum());
        }
        assertEquals(DataType.FLOAT32, linear.weight().array().getGradient().getDataType());
        assertArrayEquals(
                new float[] {1, 2}, linear.weight().array().getGradient().toFloatArray());
        assertArrayEquals(new float[] {256, 1 + 1 / 128f}, x.getGradient().toFloatArray());
        assertArrayEquals(
                new float[] {256, 1 + 3 / 512f}, linear.weight().array().toFloatArray());
    }

    @ParameterizedTest
    @MethodSource("products")
    void gradientsReachEveryOperand_andAreNearThoseOf32Bits(Product product) {
        float[][] values = values(product);
        List<float[]> exact = gradients(product, values, Precision.FP32);
        List<float[]> result = gradients(product, values, Precision.BF16);
        for (int i = 0; i < exact.size(); i++) {
            assertClose(exact.get(i), result.get(i), 8 * ROUNDING);
            assertFalse(Arrays.equals(exact.get(i), result.get(i)));
        }
    }

    @Test
    void normalisations_computeAsAlways() {
        NDArray x = array(new Shape(2, 4, 5, 6), 7);
        for (Layer layer : List.of(new BatchNorm(4), new GroupNorm(2, 4), Layer.of(Activations::gelu))) {
            layer.initialise(manager, 1);
            layer.train(true);
            float[] exact = layer.apply(x).toFloatArray();
            try (Precision.Use use = Precision.BF16.use()) {
                assertArrayEquals(exact, layer.apply(x).toFloatArray());
            }
        }
    }

    @Test
    void aUse_endsWithItsBlock_andBelongsToItsThread() {
        NDArray left = array(new Shape(4, 4), 1);
        NDArray right = array(new Shape(4, 4), 2);
        float[] exact = MultiplyAdds.product(left, right).toFloatArray();
        try (Precision.Use outer = Precision.BF16.use()) {
            try (Precision.Use inner = Precision.FP32.use()) {
                assertArrayEquals(exact, MultiplyAdds.product(left, right).toFloatArray());
            }
            assertFalse(Arrays.equals(exact, MultiplyAdds.product(left, right).toFloatArray()));
            assertArrayEquals(
                    exact,
                    CompletableFuture.supplyAsync(
                                    () -> MultiplyAdds.product(left, right).toFloatArray())
                            .join());
        }
        assertArrayEquals(exact, MultiplyAdds.product(left, right).toFloatArray());
    }

    private float[] run(Product product, float[][] values) {
        return product.function().apply(arrays(product, values)).toFloatArray();
    }

    private List<float[]> gradients(Product product, float[][] values, Precision precision) {
        List<NDArray> arrays = arrays(product, values);
        arrays.forEach(array -> array.setRequiresGradient(true));
        try (Gradients gradients = new Gradients()) {
            NDArray y;
            try (Precision.Use use = precision.use()) {
                y = product.function().apply(arrays);
            }
            gradients.backward(y.mul(array(y.getShape(), 99)).sum());
        }
        // A layer has its own copies of all arrays but the first.
        List<NDArray> parameters =
                product.part().state().values().stream().map(Parameter::array).toList();
        return Stream.concat(
                        parameters.isEmpty() ? arrays.stream() : arrays.stream().limit(1), parameters.stream())
                .map(array -> array.getGradient().toFloatArray())
                .toList();
    }

    private List<NDArray> arrays(Product product, float[][] values) {
        List<NDArray> arrays = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            arrays.add(manager.create(values[i], product.shapes()[i]));
        }
        return arrays;
    }

    private static float[][] values(Product product) {
        float[][] values = new float[product.shapes().length][];
        for (int i = 0; i < values.length; i++) {
            values[i] = random((int) product.shapes()[i].size(), i);
        }
        return values;
    }

    private NDArray array(Shape shape, long seed) {
        return manager.create(random((int) shape.size(), seed), shape);
    }

    private static float[] random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    /** To the nearest numbers whose lower 16 bits are 0, ties to even. */
    private static float[] rounded(float[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int bits = Float.floatToRawIntBits(values[i]);
            rounded[i] = Float.intBitsToFloat(bits + 0x7FFF + (bits >>> 16 & 1) & 0xFFFF0000);
        }
        return rounded;
    }

    /** Near each other, measured by the largest number: small sums of large products lose more. */
    private static void assertClose(float[] expected, float[] result, double tolerance) {
        assertEquals(expected.length, result.length);
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(expected[i] - result[i]);
            assertTrue(
                    difference <= tolerance * largest,
                    "number " + i + ": " + result[i] + " for " + expected[i] + ", largest " + largest);
        }
    }
}
