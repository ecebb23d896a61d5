package org.palimpsest.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.palimpsest.nn.Constants;

/**
 * What the statistics of a pair say about change before anything was learnt: three bands that a network may look at beside its
 * features.
 *
 * <p>The first is the distance between the two images. The second is how far each image is from what a linear prediction from the
 * other says (chronochrome: A. Schaum, A. Stocker, "Spectrally Selective Target Detection", 1998), the mean of both directions,
 * as squared Mahalanobis distance: unlike the first it does not see any linear change of the colours, whichever bands it mixes.
 * The third is the same after pixels that look changed were taken out of the statistics step by step, as IR-MAD does. All
 * statistics are those of the window.
 */
final class PairEvidence {
    /** How many bands it has. */
    static final int BANDS = 3;

    private static final int REWEIGHTINGS = 3;
    /** Keeps the inverse of a covariance small where a band is flat; images have deviation 1. */
    private static final double RIDGE = 1e-3;
    /** A Gaussian of deviation 1, which takes noise and errors of registration of a part of a pixel away. */
    private static final float[] BLUR = {1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f};

    private final int bands;
    private final int pixels;
    /** Both images, softened: {@code [2 * bands][pixels]}. */
    private final float[][] values;

    private PairEvidence(float[][] values) {
        this.values = values;
        bands = values.length / 2;
        pixels = values[0].length;
    }

    /**
     * The evidence {@code [N, 3, H, W]} of standardised images {@code [N, bands, H, W]}: logarithms of 1 + distance, 0 or more. No
     * gradient flows through it.
     */
    static NDArray of(NDArray before, NDArray after) {
        Shape shape = before.getShape();
        int count = (int) shape.get(0);
        int bands = (int) shape.get(1);
        int height = (int) shape.get(2);
        int width = (int) shape.get(3);
        float[] first = numbers(before);
        float[] second = numbers(after);
        int pixels = height * width;
        float[] evidence = new float[count * BANDS * pixels];
        for (int image = 0; image < count; image++) {
            float[][] values = new float[2 * bands][];
            for (int band = 0; band < bands; band++) {
                int from = (image * bands + band) * pixels;
                values[band] = softened(Arrays.copyOfRange(first, from, from + pixels), width);
                values[bands + band] = softened(Arrays.copyOfRange(second, from, from + pixels), width);
            }
            new PairEvidence(values).write(evidence, image * BANDS * pixels);
        }
        Shape result = new Shape(count, BANDS, height, width);
        return Constants.array(before.getManager(), evidence, result).toType(before.getDataType(), false);
    }

    private static float[] numbers(NDArray array) {
        return array.toType(DataType.FLOAT32, false).toFloatArray();
    }

    private void write(float[] evidence, int from) {
        for (int i = 0; i < pixels; i++) {
            double sum = 0;
            for (int band = 0; band < bands; band++) {
                double difference = values[bands + band][i] - values[band][i];
                sum += difference * difference;
            }
            evidence[from + i] = (float) Math.log1p(Math.sqrt(sum));
        }
        float[] weights = new float[pixels];
        Arrays.fill(weights, 1);
        float[] squares = squaredDistances(weights);
        writeLogarithms(squares, evidence, from + pixels);
        for (int step = 0; step < REWEIGHTINGS; step++) {
            for (int i = 0; i < pixels; i++) {
                float odd = 1 + squares[i] / bands;
                weights[i] = 1 / (odd * odd);
            }
            squares = squaredDistances(weights);
        }
        writeLogarithms(squares, evidence, from + 2 * pixels);
    }

    private static void writeLogarithms(float[] squares, float[] evidence, int from) {
        for (int i = 0; i < squares.length; i++) {
            evidence[from + i] = (float) Math.log1p(Math.sqrt(squares[i]));
        }
    }

    /**
     * Squared Mahalanobis distance of each image from its prediction by the other, the mean of both directions. For a joint
     * covariance S of both images and A, B of each alone it is z' (S^-1 - diag(A^-1, B^-1) / 2) z, since a joint Gaussian density is
     * that of one image times that of the other given the first.
     */
    private float[] squaredDistances(float[] weights) {
        double[] means = new double[2 * bands];
        double[][] joint = covariance(weights, means);
        double[][] form = inverse(joint);
        for (int image = 0; image < 2; image++) {
            int start = image * bands;
            double[][] alone = new double[bands][];
            for (int row = 0; row < bands; row++) {
                alone[row] = Arrays.copyOfRange(joint[start + row], start, start + bands);
            }
            double[][] own = inverse(alone);
            for (int row = 0; row < bands; row++) {
                for (int column = 0; column < bands; column++) {
                    form[start + row][start + column] -= own[row][column] / 2;
                }
            }
        }
        float[] squares = new float[pixels];
        double[] z = new double[2 * bands];
        for (int i = 0; i < pixels; i++) {
            double sum = 0;
            for (int row = 0; row < z.length; row++) {
                z[row] = values[row][i] - means[row];
                double left = form[row][row] * z[row];
                for (int column = 0; column < row; column++) {
                    left += 2 * form[row][column] * z[column];
                }
                sum += left * z[row];
            }
            squares[i] = (float) Math.max(0, sum);
        }
        return squares;
    }

    private double[][] covariance(float[] weights, double[] means) {
        double total = 0;
        for (float weight : weights) {
            total += weight;
        }
        for (int row = 0; row < means.length; row++) {
            double sum = 0;
            for (int i = 0; i < pixels; i++) {
                sum += weights[i] * values[row][i];
            }
            means[row] = sum / total;
        }
        double[][] covariance = new double[means.length][means.length];
        for (int row = 0; row < means.length; row++) {
            for (int column = 0; column <= row; column++) {
                double sum = 0;
                for (int i = 0; i < pixels; i++) {
                    sum += weights[i] * (values[row][i] - means[row]) * (values[column][i] - means[column]);
                }
                covariance[row][column] = sum / total + (row == column ? RIDGE : 0);
                covariance[column][row] = covariance[row][column];
            }
        }
        return covariance;
    }

    /** The inverse of a positive definite matrix by Gauss and Jordan; no pivoting is needed for such. */
    private static double[][] inverse(double[][] matrix) {
        int size = matrix.length;
        double[][] left = new double[size][];
        double[][] inverse = new double[size][size];
        for (int row = 0; row < size; row++) {
            left[row] = matrix[row].clone();
            inverse[row][row] = 1;
        }
        for (int pivot = 0; pivot < size; pivot++) {
            double scale = 1 / left[pivot][pivot];
            for (int column = 0; column < size; column++) {
                left[pivot][column] *= scale;
                inverse[pivot][column] *= scale;
            }
            for (int row = 0; row < size; row++) {
                double factor = left[row][pivot];
                if (row != pivot && factor != 0) {
                    for (int column = 0; column < size; column++) {
                        left[row][column] -= factor * left[pivot][column];
                        inverse[row][column] -= factor * inverse[pivot][column];
                    }
                }
            }
        }
        return inverse;
    }

    /** One band, blurred along rows, then columns; edges are repeated. */
    private static float[] softened(float[] band, int width) {
        int height = band.length / width;
        float[] rows = new float[band.length];
        float[] both = new float[band.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int i = 0; i < BLUR.length; i++) {
                    rows[y * width + x] += BLUR[i] * band[y * width + Math.max(0, Math.min(width - 1, x + i - 2))];
                }
            }
        }
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < BLUR.length; i++) {
                int from = Math.max(0, Math.min(height - 1, y + i - 2)) * width;
                for (int x = 0; x < width; x++) {
                    both[y * width + x] += BLUR[i] * rows[from + x];
                }
            }
        }
        return both;
    }
}
