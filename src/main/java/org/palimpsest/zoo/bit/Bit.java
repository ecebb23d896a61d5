package org.palimpsest.zoo.bit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Initial;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.MultiplyAdds;
import org.palimpsest.nn.Parameter;
import org.palimpsest.nn.Pooling;
import org.palimpsest.nn.Resize;
import org.palimpsest.nn.Scope;
import org.palimpsest.nn.Sequential;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.encoder.ResNet;

/**
 * BIT: both images are summed up in a few semantic tokens, a transformer relates the tokens, and the pixels read them
 * back.
 *
 * <p>H. Chen, Z. Qi, Z. Shi, "Remote Sensing Image Change Detection with Transformers", IEEE TGRS 2022. Output: logits
 * {@code [N, classes, H, W]}. The tokens sum over the whole image, so a pixel's value depends on the tile around it.
 */
public final class Bit extends Network {
    private static final int WIDTH = 32;
    private static final int TOKENS = 4;
    private static final int HIDDEN = 64;
    private static final int DECODER_DEPTH = 8;

    private final Parameter positions = parameter("pos_embedding", Initial.normal(1), 1, 2L * TOKENS, WIDTH);
    private final ResNet resnet;
    private final Sequential classifier;
    private final Conv2d reduce;
    private final Conv2d attend;
    private final TransformerLayer encoder;
    private final TransformerLayer[] decoder = new TransformerLayer[DECODER_DEPTH];

    public Bit(int bands, int classes) {
        resnet = part(
                "resnet",
                new ResNet(
                        bands, new int[] {64, 128, 256, 512}, new int[] {2, 2, 2, 2}, new int[] {1, 2, 1, 1}, false));
        // ImageNet's classifier stands in every published checkpoint and is not run; nor is layer4.
        part("resnet.fc", new Linear(512, 1000));
        classifier = part(
                "classifier",
                new Sequential(
                        new Conv2d(WIDTH, WIDTH, 3).padding(1).withoutBias(),
                        new BatchNorm(WIDTH),
                        Layer.of(Activations::relu),
                        new Conv2d(WIDTH, classes, 3).padding(1)));
        reduce = part("conv_pred", new Conv2d(256, WIDTH, 3).padding(1));
        attend = part("conv_a", new Conv2d(WIDTH, TOKENS, 1).withoutBias());
        encoder = part("transformer.layers.0", new TransformerLayer(WIDTH, 64, HIDDEN, true));
        for (int i = 0; i < DECODER_DEPTH; i++) {
            decoder[i] = part("transformer_decoder.layers." + i, new TransformerLayer(WIDTH, 8, HIDDEN, false));
        }
    }

    @Override
    public List<String> stages() {
        return List.of("difference");
    }

    @Override
    protected NDList forward(NDArray before, NDArray after) {
        NDArray first = features(before);
        NDArray second = features(after);
        NDArray tokens =
                NDArrays.concat(new NDList(tokens(first), tokens(second)), 1).add(positions.array());
        NDList halves = encoder.apply(tokens, tokens).split(2, 1);
        NDArray difference =
                read(first, halves.get(0)).sub(read(second, halves.get(1))).abs();
        return new NDList(classifier.apply(Resize.bilinear(stage("difference", difference), 4, false)));
    }

    /** {@code [N, 32, H / 4, W / 4]}. */
    private NDArray features(NDArray image) {
        try (Scope scope = new Scope()) {
            NDArray x = Pooling.max(resnet.stem(image), 3, 2, 1);
            for (int layer = 1; layer <= 3; layer++) {
                x = resnet.layer(layer).apply(x);
            }
            return scope.keep(reduce.apply(Resize.nearest(x, 2)));
        }
    }

    /** The semantic tokens {@code [N, 4, 32]}: weighted means of the features under four attention maps. */
    private NDArray tokens(NDArray features) {
        try (Scope scope = new Scope()) {
            NDArray weights = Activations.softmax(flat(attend.apply(features)), 2);
            return scope.keep(MultiplyAdds.product(weights, flat(features).transpose(0, 2, 1)));
        }
    }

    /** The features after each pixel has read the image's tokens. */
    private NDArray read(NDArray features, NDArray tokens) {
        try (Scope scope = new Scope()) {
            NDArray pixels = flat(features).transpose(0, 2, 1);
            for (TransformerLayer layer : decoder) {
                pixels = layer.apply(pixels, tokens);
            }
            return scope.keep(pixels.transpose(0, 2, 1).reshape(features.getShape()));
        }
    }

    /** {@code [N, C, H, W]} to {@code [N, C, H * W]}. */
    private static NDArray flat(NDArray x) {
        return x.reshape(new Shape(x.getShape().get(0), x.getShape().get(1), -1));
    }

    @Override
    public int sizeMultiple() {
        return 8;
    }
}
