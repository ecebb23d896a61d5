package org.palimpsest.zoo.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Pooling;
import org.palimpsest.nn.Scope;
import org.palimpsest.nn.Sequential;

/**
 * Residual network (K. He, X. Zhang, S. Ren, J. Sun, "Deep Residual Learning for Image Recognition", CVPR 2016) with
 * torchvision's names: {@code conv1}, {@code bn1}, {@code layer1} to {@code layer4}.
 *
 * <p>Strides of layer3 and layer4 can be 1, as change networks like to keep detail; the channel count can be scaled.
 */
public final class ResNet extends Part {
    private final Conv2d conv1;
    private final BatchNorm bn1;
    private final Sequential[] layers = new Sequential[4];

    /**
     * @param bands of the image
     * @param widths inner width of each of the four layers; the stem has the first one's
     * @param blocks number of blocks of each layer: 2, 2, 2, 2 for ResNet-18; 3, 4, 6, 3 for ResNet-34 and ResNet-50
     * @param strides of each layer, usually 1, 2, 2, 2
     * @param bottlenecks whether the blocks are bottlenecks (ResNet-50 and larger)
     */
    public ResNet(int bands, int[] widths, int[] blocks, int[] strides, boolean bottlenecks) {
        conv1 = part(
                "conv1", new Conv2d(bands, widths[0], 7).stride(2).padding(3).withoutBias());
        bn1 = part("bn1", new BatchNorm(widths[0]));
        int in = widths[0];
        for (int i = 0; i < 4; i++) {
            layers[i] = part(
                    "layer" + (i + 1),
                    bottlenecks
                            ? ResidualStage.bottleneck(in, widths[i], blocks[i], strides[i])
                            : ResidualStage.basic(in, widths[i], blocks[i], strides[i]));
            in = bottlenecks ? widths[i] * Bottleneck.EXPANSION : widths[i];
        }
    }

    /** The stem before pooling: {@code [N, widths[0], H / 2, W / 2]}. */
    public NDArray stem(NDArray image) {
        try (Scope scope = new Scope()) {
            return scope.keep(Activations.relu(bn1.apply(conv1.apply(image))));
        }
    }

    /** One of the layers, 1 to 4. */
    public Layer layer(int number) {
        return layers[number - 1];
    }

    /** The stem, then the output of each layer, five arrays; layer1 works on the stem after 3x3 max pooling of stride 2. */
    public NDList features(NDArray image) {
        try (Scope scope = new Scope()) {
            NDList features = new NDList(stem(image));
            NDArray x = Pooling.max(features.get(0), 3, 2, 1);
            for (Sequential layer : layers) {
                x = layer.apply(x);
                features.add(x);
            }
            return scope.keep(features);
        }
    }
}
