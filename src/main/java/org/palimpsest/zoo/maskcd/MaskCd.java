package org.palimpsest.zoo.maskcd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.Optional;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Channels;
import org.palimpsest.nn.Initial;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.MultiplyAdds;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Resize;
import org.palimpsest.nn.Scope;
import org.palimpsest.zoo.MaskSet;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.encoder.swin.SwinTransformer;

/**
 * MaskCD: both dates' Swin maps joined level by level, then Mask2Former's decoders, which answer with a hundred masks and a
 * class for each.
 *
 * <p>W. Yu, X. Zhang, S. Das, X. X. Zhu, P. Ghamisi, "MaskCD: A Remote Sensing Change Detection Network Based on Mask
 * Classification", IEEE TGRS 2024. Outputs: class logits {@code [N, 100, classes + 1]}, of which the last is "no object", and mask
 * logits {@code [N, 100, H / 4, W / 4]}; in training the same two again for each earlier prediction, in order. Class 0 is
 * unchanged, 1 changed; the published weights have 150 classes, of which only these two were trained. Input normalised as
 * for ImageNet.
 */
public final class MaskCd extends Network {
    private static final double DROP_PATH = 0.3;
    private static final double NO_OBJECT = 0.1;
    /** The sizes that the original's test script and its image processor resize to. */
    private static final int TEST_SIZE = 256;

    private static final int PROCESSOR_SIZE = 384;

    private final SwinTransformer encoder;
    private final PixelDecoder pixels;
    private final QueryDecoder queries;
    private final Linear classifier;

    /** @param classes without "no object" */
    public MaskCd(int bands, int classes, SwinTransformer.Size size) {
        encoder = part("model.pixel_level_module.encoder", new SwinTransformer(bands, size, DROP_PATH));
        int[] joined = new int[4];
        for (int level = 0; level < 4; level++) {
            joined[level] = 2 * encoder.width(level);
        }
        pixels = part("model.pixel_level_module.decoder", new PixelDecoder(joined));
        queries = part("model.transformer_module", new QueryDecoder());
        classifier = part("class_predictor", new Linear(DeformableLayer.WIDTH, classes + 1));
        part("criterion", new Criterion(classes + 1));
    }

    /** What a class counts in the loss; stands in every published file of weights. */
    private static final class Criterion extends Part {
        Criterion(int classes) {
            float[] weights = new float[classes];
            java.util.Arrays.fill(weights, 1);
            weights[classes - 1] = (float) NO_OBJECT;
            buffer("empty_weight", DataType.FLOAT32, Initial.values(weights), classes);
        }
    }

    @Override
    protected NDList forward(NDArray before, NDArray after) {
        NDList first = encoder.features(before);
        NDList second = encoder.features(after);
        NDList joined = new NDList();
        for (int level = 0; level < 4; level++) {
            joined.add(Channels.concat(first.get(level), second.get(level)));
        }
        NDList decoded = queries.apply(pixels.apply(joined));
        NDList outputs = new NDList();
        for (int i = 0; i < decoded.size(); i += 2) {
            outputs.add(classifier.apply(decoded.get(i)));
            outputs.add(decoded.get(i + 1));
        }
        return outputs;
    }

    @Override
    public Optional<MaskSet.Reader> masks() {
        return Optional.of(outputs -> new MaskSet(outputs.get(0), outputs.get(1)));
    }

    /** As the original's test script: the scores of both classes, resized to the image, one against the other. */
    @Override
    public NDArray changeProbability(NDList outputs) {
        NDArray masks = outputs.get(1);
        return probability(
                outputs, 4 * masks.getShape().get(2), 4 * masks.getShape().get(3));
    }

    private static NDArray probability(NDList outputs, long height, long width) {
        try (Scope scope = new Scope()) {
            NDArray scores = Channels.slice(scores(outputs.get(0), outputs.get(1)), 0, 2);
            NDArray shares = Activations.softmax(Resize.bilinear(scores, height, width, false), 1);
            return scope.keep(Channels.slice(shares, 1, 2));
        }
    }

    /** How much all queries together say for each class at each pixel, {@code [N, classes, h, w]}. */
    private static NDArray scores(NDArray classLogits, NDArray maskLogits) {
        try (Scope scope = new Scope()) {
            long classes = classLogits.getShape().get(2) - 1;
            NDArray shares = Activations.softmax(classLogits, 2).get(":, :, :{}", classes);
            NDArray masks = Activations.sigmoid(maskLogits);
            NDArray flat =
                    masks.reshape(masks.getShape().get(0), masks.getShape().get(1), -1);
            return scope.keep(MultiplyAdds.product(shares.transpose(0, 2, 1), flat)
                    .reshape(
                            masks.getShape().get(0),
                            classes,
                            masks.getShape().get(2),
                            masks.getShape().get(3)));
        }
    }

    @Override
    public NDList judged(NDList outputs, NDArray before) {
        NDArray probability = probability(outputs, TEST_SIZE, TEST_SIZE);
        NDArray large = Resize.bilinear(outputs.get(1), PROCESSOR_SIZE, PROCESSOR_SIZE, false);
        NDArray all = Resize.bilinearLike(scores(outputs.get(0), large), before);
        NDList judged = new NDList(
                outputs.get(0),
                outputs.get(1),
                probability,
                probability.squeeze(1).gt(0.5f).toType(DataType.INT64, false),
                all.argMax(1));
        String[] names = {
            "out_class_queries_logits",
            "out_masks_queries_logits",
            "out_change_probability",
            "out_change_map_test",
            "out_map_processor"
        };
        for (int i = 0; i < names.length; i++) {
            judged.get(i).setName(names[i]);
        }
        return judged;
    }

    @Override
    public int sizeMultiple() {
        return 32;
    }

    @Override
    public int smallestSize() {
        return 64;
    }
}
