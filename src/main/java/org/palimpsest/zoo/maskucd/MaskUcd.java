package org.palimpsest.zoo.maskucd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.GroupNorm;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.Scope;
import org.palimpsest.nn.Sequential;
import org.palimpsest.zoo.Network;

/**
 * Describes two images of different sensors by features that agree where nothing changed, and draws each image from the
 * features of either.
 *
 * <p>Outputs, each of the images' height and width and one image at a time: features of the first and of the second image (16
 * channels), the first image from its own features, the second from its own, the first from the second's features, the
 * second from the first's.
 */
public final class MaskUcd extends Network {
    /** Channels of the features. */
    public static final int WIDTH = 16;

    private final Layer align1;
    private final Layer align2;
    private final Encoder encoder1;
    private final Encoder encoder2;
    private final Layer gate1;
    private final Layer gate2;
    private final CrossAttention attention;
    private final Layer decoder1;
    private final Layer decoder2;

    /** @param bands1 bands of the first image
     * @param bands2 bands of the second image */
    public MaskUcd(int bands1, int bands2) {
        int both = bands1 + bands2;
        align1 = part("align1", new Sequential(new Conv2d(bands1, both, 1), Layer.of(Activations::gelu)));
        align2 = part("align2", new Sequential(new Conv2d(bands2, both, 1), Layer.of(Activations::gelu)));
        encoder1 = part("encoder1", new Encoder(both));
        encoder2 = part("encoder2", new Encoder(both));
        gate1 = part("atn1", new Sequential(new SpatialGate(), new SceneNorm(WIDTH, 1)));
        gate2 = part("atn2", new Sequential(new SpatialGate(), new SceneNorm(WIDTH, 1)));
        attention = part("Atn", new CrossAttention());
        decoder1 = part("decoder1", decoder(bands1));
        decoder2 = part("decoder2", decoder(bands2));
    }

    private static Layer decoder(int bands) {
        return new Sequential(
                new EdgeConv2d(WIDTH, 3),
                new Conv2d(WIDTH, bands, 1),
                new GroupNorm(bands, bands),
                Layer.of(Activations::gelu));
    }

    @Override
    protected NDList forward(NDArray first, NDArray second) {
        NDList described = features(first, second);
        NDArray features1 = described.get(0);
        NDArray features2 = described.get(1);
        NDArray features = NDArrays.concat(described, 0);
        NDArray drawn1 = decoder1.apply(features);
        NDArray drawn2 = decoder2.apply(features);
        return new NDList(
                features1, features2, drawn1.get("0:1"), drawn2.get("1:2"), drawn1.get("1:2"), drawn2.get("0:1"));
    }

    /** The features alone, of the first and of the second image, {@code [1, 16, H, W]} each. */
    public NDList features(NDArray first, NDArray second) {
        try (Scope scope = new Scope()) {
            NDArray encoded1 = encoder1.apply(align1.apply(first));
            NDArray encoded2 = encoder2.apply(align2.apply(second));
            NDArray attended = encoded2.add(attention.apply(encoded2, encoded1));
            return scope.keep(new NDList(gate1.apply(encoded1), gate2.apply(attended)));
        }
    }

    /**
     * How much the features differ, from 0 to 1 over the image, {@code [1, 1, H, W]}.
     *
     * @param outputs as {@link #apply} gives them
     */
    @Override
    public NDArray changeProbability(NDList outputs) {
        try (Scope scope = new Scope()) {
            return scope.keep(DifferenceMap.normalised(DifferenceMap.lengths(outputs.get(0), outputs.get(1))));
        }
    }

    @Override
    public NDList judged(NDList outputs, NDArray before) {
        NDList all = new NDList(outputs);
        for (int i = 0; i < outputs.size(); i++) {
            outputs.get(i).setName("out" + i);
        }
        NDArray difference = changeProbability(outputs);
        NDArray mask = DifferenceMap.above(difference, 2);
        difference.setName("diff");
        mask.setName("mask_k2");
        all.add(difference);
        all.add(mask);
        return all;
    }

    @Override
    public int smallestSize() {
        return 8;
    }

    /**
     * What the network computes on the way, for comparing it part by part: the first image aligned, its scales, both images
     * encoded, the first one's embedding, the attention before its last resizing, and the second image's features with it.
     */
    NDList steps(NDArray first, NDArray second) {
        NDArray aligned = align1.apply(first);
        NDArray encoded1 = encoder1.apply(aligned);
        NDArray encoded2 = encoder2.apply(align2.apply(second));
        return new NDList(
                aligned,
                encoder1.scales().apply(aligned),
                encoded1,
                encoded2,
                attention.embed(encoded1),
                attention.coarse(encoded2, encoded1),
                encoded2.add(attention.apply(encoded2, encoded1)));
    }
}
