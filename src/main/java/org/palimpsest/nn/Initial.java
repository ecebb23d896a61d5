package org.palimpsest.nn;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;

/** How a parameter starts before training, with PyTorch's rules for each kind of layer. */
@FunctionalInterface
public interface Initial {
    /** Fills {@code values}, the elements of an array of {@code shape} in C order. */
    void fill(float[] values, Shape shape, SplittableRandom random);

    /** Every element is {@code value}. */
    static Initial constant(double value) {
        return (values, shape, random) -> Arrays.fill(values, (float) value);
    }

    static Initial zeros() {
        return constant(0);
    }

    static Initial ones() {
        return constant(1);
    }

    /** Exactly these elements; index tables and fixed filters. */
    static Initial values(float... fixed) {
        return (values, shape, random) -> {
            if (fixed.length != values.length) {
                throw new IllegalArgumentException(
                        "Shape " + shape + " wants " + values.length + " values, but there are " + fixed.length + ".");
            }
            System.arraycopy(fixed, 0, values, 0, fixed.length);
        };
    }

    /** Uniform in -{@code bound} to {@code bound}. */
    static Initial uniform(double bound) {
        return (values, shape, random) -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
        };
    }

    /**
     * What PyTorch gives weights and biases of convolutions and linear layers: uniform within 1 / sqrt(fan in) (He et
     * al. 2015 with the leaky slope sqrt(5)).
     *
     * @param fanIn number of inputs that each output element sums over
     */
    static Initial fanIn(long fanIn) {
        return uniform(1 / Math.sqrt(fanIn));
    }

    /** Normal around 0 (Box and Muller 1958). */
    static Initial normal(double standardDeviation) {
        return (values, shape, random) -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (standardDeviation * gaussian(random));
            }
        };
    }

    /** Normal around 0, drawn again where it falls beyond two standard deviations. */
    static Initial truncatedNormal(double standardDeviation) {
        return (values, shape, random) -> {
            for (int i = 0; i < values.length; i++) {
                double draw = gaussian(random);
                while (Math.abs(draw) > 2) {
                    draw = gaussian(random);
                }
                values[i] = (float) (standardDeviation * draw);
            }
        };
    }

    private static double gaussian(SplittableRandom random) {
        double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
        return radius * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
