package org.palimpsest.learned;

import java.util.Arrays;

/**
 * What is done to an image of 0 to 1 before a network sees it: (value - mean) / standard deviation, channel by channel.
 *
 * @param mean one number for each channel, or one for all
 * @param deviation likewise, above 0
 */
public record Normalisation(double[] mean, double[] deviation) {
    /** Left as it is, 0 to 1. */
    public static final Normalisation UNIT = new Normalisation(new double[] {0}, new double[] {1});

    /** Mean and deviation of ImageNet's photographs, for encoders that were trained on them. */
    public static final Normalisation IMAGENET =
            new Normalisation(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225});

    /** -1 to 1. */
    public static final Normalisation SYMMETRIC = new Normalisation(new double[] {0.5}, new double[] {0.5});

    public Normalisation {
        mean = mean.clone();
        deviation = deviation.clone();
        if (mean.length != deviation.length || mean.length == 0) {
            throw new IllegalArgumentException("A normalisation needs as many means as deviations, but got "
                    + mean.length + " and " + deviation.length + ".");
        }
        for (double value : deviation) {
            if (!(value > 0)) {
                throw new IllegalArgumentException("A standard deviation must be above 0, but was " + value + ".");
            }
        }
    }

    /** The normalised value of a channel, counted from 0. */
    public float apply(int channel, double value) {
        int i = mean.length == 1 ? 0 : channel;
        return (float) ((value - mean[i]) / deviation[i]);
    }

    /** The one called "unit", "imagenet" or "symmetric". */
    public static Normalisation named(String name) {
        return switch (name) {
            case "unit" -> UNIT;
            case "imagenet" -> IMAGENET;
            case "symmetric" -> SYMMETRIC;
            default ->
                throw new IllegalArgumentException(
                        "A normalisation is unit, imagenet or symmetric, but was \"" + name + "\".");
        };
    }

    @Override
    public double[] mean() {
        return mean.clone();
    }

    @Override
    public double[] deviation() {
        return deviation.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Normalisation that
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(deviation, that.deviation);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(mean) * 31 + Arrays.hashCode(deviation);
    }

    @Override
    public String toString() {
        return "mean " + Arrays.toString(mean) + ", deviation " + Arrays.toString(deviation);
    }
}
