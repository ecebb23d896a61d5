package org.palimpsest.zoo.maskucd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.palimpsest.nn.Constants;
import org.palimpsest.nn.Initial;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.OpPack;
import org.palimpsest.nn.Parameter;

/**
 * Brings every channel to mean 0 and deviation 1, then to its own weight and bias: over the image at hand, or over a whole
 * scene of which windows were shown before, so that neighbouring windows are treated alike.
 *
 * <p>State as of a {@link org.palimpsest.nn.GroupNorm} with one channel a group. Not safe for several threads.
 */
final class SceneNorm extends Layer implements SceneStatistics.Keeper {
    private static final double EPSILON = 1e-5;

    private final int channels;
    private final Parameter weight;
    private final Parameter bias;
    /** Sums over what was shown for each use of the layer in one pass: count, then sum and sum of squares by channel. */
    private final double[][] sums;

    private int use;
    private SceneStatistics.Mode mode = SceneStatistics.Mode.OWN;

    /** @param uses how often the layer is passed for one pair of images, each time by other features */
    SceneNorm(int channels, int uses) {
        this.channels = channels;
        weight = parameter("weight", Initial.ones(), channels);
        bias = parameter("bias", Initial.zeros(), channels);
        sums = new double[uses][1 + 2 * channels];
    }

    @Override
    public void mode(SceneStatistics.Mode mode) {
        this.mode = mode;
        beginAnew();
    }

    /** The next features are those of the first use again: the others of this pair are not wanted. */
    void beginAnew() {
        use = 0;
    }

    @Override
    public double[] gathered() {
        return Arrays.stream(sums).flatMapToDouble(Arrays::stream).toArray();
    }

    @Override
    public void restore(double[] gathered) {
        int each = 1 + 2 * channels;
        if (gathered.length != sums.length * each) {
            throw new IllegalArgumentException("There are " + gathered.length + " sums of " + channels + " channels.");
        }
        for (int i = 0; i < sums.length; i++) {
            System.arraycopy(gathered, i * each, sums[i], 0, each);
        }
    }

    @Override
    protected NDArray forward(NDArray x) {
        double[] own = sums[use];
        use = (use + 1) % sums.length;
        if (mode == SceneStatistics.Mode.FIXED) {
            return fixed(x, own);
        }
        if (mode == SceneStatistics.Mode.GATHER) {
            gather(x, own);
        }
        return OpPack.call("group_norm", new long[] {channels}, x, weight.array(), bias.array());
    }

    private void gather(NDArray x, double[] own) {
        float[] values = x.toFloatArray();
        int pixels = values.length / channels;
        own[0] += pixels;
        for (int i = 0; i < values.length; i++) {
            int channel = i / pixels;
            own[1 + channel] += values[i];
            own[1 + channels + channel] += (double) values[i] * values[i];
        }
    }

    private NDArray fixed(NDArray x, double[] own) {
        float[] factors = new float[channels];
        float[] offsets = new float[channels];
        float[] weights = weight.array().toFloatArray();
        float[] biases = bias.array().toFloatArray();
        for (int channel = 0; channel < channels; channel++) {
            double mean = own[1 + channel] / own[0];
            double variance = Math.max(0, own[1 + channels + channel] / own[0] - mean * mean);
            factors[channel] = (float) (weights[channel] / Math.sqrt(variance + EPSILON));
            offsets[channel] = (float) (biases[channel] - mean * factors[channel]);
        }
        Shape shape = new Shape(1, channels, 1, 1);
        return x.mul(Constants.array(x.getManager(), factors, shape))
                .add(Constants.array(x.getManager(), offsets, shape));
    }
}
