package org.palimpsest.zoo.mlla;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.Channels;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Scope;
import org.palimpsest.zoo.part.ChannelAttention;
import org.palimpsest.zoo.part.SpatialAttention;

/**
 * The differential fusion module (DFM): difference features of two dates from three angles (magnitude weighted by
 * direction, relation, agreement) under channel and spatial attention. Two {@code [N, C, H, W]} to one.
 *
 * <p>That several angles and a mixed attention are used is the paper's; which ones is this program's own design.
 */
final class DifferentialFusion extends Part {
    private static final double COSINE_EPSILON = 1e-6;

    private final ConvolutionUnit magnitude;
    private final ConvolutionUnit relate;
    private final ConvolutionUnit relation;
    private final ConvolutionUnit agreement;
    private final ConvolutionUnit merge;
    private final ChannelAttention channelGate;
    private final SpatialAttention spatialGate;
    private final Conv2d shortcut;
    private final BatchNorm shortcutNorm;

    DifferentialFusion(int channels) {
        int half = channels / 2;
        magnitude = part("magnitude", new ConvolutionUnit(channels, half, 3));
        relate = part("relation.0", new ConvolutionUnit(2 * channels, half, 1));
        relation = part("relation.1", new ConvolutionUnit(half, half, 3));
        agreement = part("agreement", new ConvolutionUnit(channels, half, 1));
        merge = part("merge", new ConvolutionUnit(3 * half, channels, 1));
        channelGate = part("channel", new ChannelAttention(channels, Math.max(channels / 16, 8)));
        spatialGate = part("spatial", new SpatialAttention("conv"));
        shortcut = part("shortcut.0", new Conv2d(channels, channels, 1).withoutBias());
        shortcutNorm = part("shortcut.1", new BatchNorm(channels));
    }

    NDArray apply(NDArray a, NDArray b, Attention attention) {
        try (Scope scope = new Scope()) {
            NDArray difference = a.sub(b).abs();
            NDArray weighted = magnitude.apply(difference.mul(turned(a, b).add(1)));
            NDArray related = relation.apply(relate.apply(Channels.concat(a, b)));
            NDArray agreed = agreement.apply(a.mul(b));
            NDArray merged = merge.apply(Channels.concat(weighted, related, agreed));
            if (attention.channel()) {
                merged = channelGate.apply(merged).mul(merged);
            }
            if (attention.spatial()) {
                merged = spatialGate.apply(merged).mul(merged);
            }
            return scope.keep(Activations.relu(merged.add(shortcutNorm.apply(shortcut.apply(difference)))));
        }
    }

    /** 1 minus the cosine between both feature vectors of each pixel: 0 where they point the same way. */
    private static NDArray turned(NDArray a, NDArray b) {
        int[] channels = {1};
        NDArray product = a.mul(b).sum(channels, true);
        // The root of the product of squared lengths; the epsilon keeps its gradient finite where a vector is zero.
        NDArray lengths = a.square()
                .sum(channels, true)
                .mul(b.square().sum(channels, true))
                .add(COSINE_EPSILON * COSINE_EPSILON)
                .sqrt();
        return product.div(lengths).neg().add(1);
    }
}
