package org.palimpsest.zoo.part;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.Pooling;

/**
 * The channel gate of CBAM (S. Woo, J. Park, J.-Y. Lee, I. S. Kweon, ECCV 2018): {@code [N, C, H, W]} to weights {@code
 * [N, C, 1, 1]} between 0 and 1, from the mean and the maximum of each channel.
 */
public final class ChannelAttention extends Layer {
    private final Conv2d fc1;
    private final Conv2d fc2;
    private final boolean averageTwice;

    /** @param hidden width of the layer between */
    public ChannelAttention(int channels, int hidden) {
        this(channels, hidden, false);
    }

    /** @param averageTwice uses the mean in place of the maximum too, as one published framework was trained */
    public ChannelAttention(int channels, int hidden, boolean averageTwice) {
        fc1 = part("fc1", new Conv2d(channels, hidden, 1).withoutBias());
        fc2 = part("fc2", new Conv2d(hidden, channels, 1).withoutBias());
        this.averageTwice = averageTwice;
    }

    @Override
    protected NDArray forward(NDArray x) {
        NDArray fromMean = weigh(Pooling.globalAverage(x));
        NDArray fromMaximum = averageTwice ? fromMean : weigh(Pooling.globalMax(x));
        return Activations.sigmoid(fromMean.add(fromMaximum));
    }

    private NDArray weigh(NDArray pooled) {
        return fc2.apply(Activations.relu(fc1.apply(pooled)));
    }
}
