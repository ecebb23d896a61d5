package org.palimpsest.zoo.minenetcd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Fourier;
import org.palimpsest.nn.Initial;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.MultiplyAdds;
import org.palimpsest.nn.Parameter;
import org.palimpsest.nn.Scope;

/**
 * Mixes channels in the frequency domain: a block-diagonal perceptron of two complex layers at every frequency; {@code
 * [N, C, H, W]} to the same shape.
 */
final class ChangeFft extends Layer {
    private static final int GROUPS = 4;
    private static final double SHRINKAGE = 0.01;
    private static final double INITIAL = 0.02;

    private final Parameter weight1;
    private final Parameter bias1;
    private final Parameter weight2;
    private final Parameter bias2;

    ChangeFft(int channels) {
        long width = channels / GROUPS;
        weight1 = parameter("complex_weight_1", Initial.normal(INITIAL), 2, GROUPS, width, width);
        weight2 = parameter("complex_weight_2", Initial.normal(INITIAL), 2, GROUPS, width, width);
        bias1 = parameter("complex_bias_1", Initial.normal(INITIAL), 2, GROUPS, width);
        bias2 = parameter("complex_bias_2", Initial.normal(INITIAL), 2, GROUPS, width);
    }

    @Override
    protected NDArray forward(NDArray x) {
        NDArray spectrum = Fourier.forward(x);
        Complex first = multiply(new Complex(part(spectrum, 0), part(spectrum, 1)), weight1, bias1);
        Complex hidden = new Complex(Activations.relu(first.real), Activations.relu(first.imaginary));
        Complex second = multiply(hidden, weight2, bias2);
        NDArray mixed =
                NDArrays.concat(new NDList(whole(shrink(second.real), x), whole(shrink(second.imaginary), x)), 4);
        return Fourier.inverseReal(mixed);
    }

    /** Real and imaginary part, {@code [N, groups, H * W, C / groups]} each. */
    private record Complex(NDArray real, NDArray imaginary) {}

    /** One part of a spectrum {@code [N, C, H, W, 2]} with the channels of each group last. */
    private static NDArray part(NDArray spectrum, int index) {
        Shape shape = spectrum.getShape();
        return spectrum.get(":, :, :, :, {}", index)
                .reshape(shape.get(0), GROUPS, shape.get(1) / GROUPS, shape.get(2) * shape.get(3))
                .transpose(0, 1, 3, 2);
    }

    /** The other way: {@code [N, C, H, W, 1]}. */
    private static NDArray whole(NDArray part, NDArray like) {
        Shape shape = like.getShape();
        return part.transpose(0, 1, 3, 2).reshape(shape.get(0), shape.get(1), shape.get(2), shape.get(3), 1);
    }

    private static Complex multiply(Complex x, Parameter weight, Parameter bias) {
        try (Scope scope = new Scope()) {
            NDArray real = weight.array().get("0");
            NDArray imaginary = weight.array().get("1");
            NDArray biases = bias.array().expandDims(2);
            return new Complex(
                    scope.keep(MultiplyAdds.product(x.real, real)
                            .sub(MultiplyAdds.product(x.imaginary, imaginary))
                            .add(biases.get("0"))),
                    scope.keep(MultiplyAdds.product(x.real, imaginary)
                            .add(MultiplyAdds.product(x.imaginary, real))
                            .add(biases.get("1"))));
        }
    }

    /** Moves every number towards 0 by {@link #SHRINKAGE}, and to 0 what is nearer. */
    private static NDArray shrink(NDArray x) {
        return Activations.relu(x.sub(SHRINKAGE)).sub(Activations.relu(x.neg().sub(SHRINKAGE)));
    }
}
