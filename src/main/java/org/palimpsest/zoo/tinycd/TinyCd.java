package org.palimpsest.zoo.tinycd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.InstanceNorm2d;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.PRelu;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Resize;
import org.palimpsest.nn.Scope;
import org.palimpsest.nn.Sequential;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.encoder.EfficientNetStages;

/**
 * TinyCD: mixes both images' features channel by channel and lets the mixed masks guide a small decoder.
 *
 * <p>A. Codegoni, G. Lombardi, A. Ferrari, "TINYCD: A (Not So) Deep Learning Model For Change Detection", Neural Computing
 * and Applications 2023. Output: probability of change {@code [N, 1, H, W]}. Instance normalisation makes a pixel's value
 * depend on the tile around it.
 */
public final class TinyCd extends Network {
    private final Sequential backbone;
    private final MixingMask firstMix;
    private final MixingMask[] masks = new MixingMask[2];
    private final MixingBlock deepest;
    private final UpMask[] ups = new UpMask[3];
    private final Layer classify;

    public TinyCd(int bands) {
        backbone = part("_backbone", EfficientNetStages.firstOfB4(bands));
        firstMix = part("_first_mix", new MixingMask(bands, 10, 5, 1));
        masks[0] = part("_mixing_mask.0", new MixingMask(24, 12, 6, 1));
        masks[1] = part("_mixing_mask.1", new MixingMask(32, 16, 8, 1));
        deepest = part("_mixing_mask.2", new MixingBlock(56));
        ups[0] = part("_up.0", new UpMask(56, 64));
        ups[1] = part("_up.1", new UpMask(64, 64));
        ups[2] = part("_up.2", new UpMask(64, 32));
        Layer sigmoid = Layer.of(Activations::sigmoid);
        classify = part("_classify", new MixingMask.PixelwiseLinear(sigmoid, 32, 16, 8, 1));
    }

    @Override
    protected NDList forward(NDArray before, NDArray after) {
        NDArray a = backbone.get(1).apply(backbone.get(0).apply(before));
        NDArray b = backbone.get(1).apply(backbone.get(0).apply(after));
        NDArray half = stage("mixing.2", masks[0].apply(a, b));
        a = backbone.get(2).apply(a);
        b = backbone.get(2).apply(b);
        NDArray quarter = stage("mixing.4", masks[1].apply(a, b));
        NDArray eighth = stage(
                "mixing.8",
                deepest.apply(backbone.get(3).apply(a), backbone.get(3).apply(b)));
        NDArray x = stage("decoder.4", ups[0].apply(eighth, quarter));
        x = stage("decoder.2", ups[1].apply(x, half));
        x = stage("decoder.1", ups[2].apply(x, firstMix.apply(before, after)));
        return new NDList(classify.apply(x));
    }

    @Override
    public NDArray changeProbability(NDList outputs) {
        return outputs.get(0);
    }

    /** The mixed features and the decoder's, by how many times smaller than the images they are. */
    @Override
    public List<String> stages() {
        return List.of("mixing.2", "mixing.4", "mixing.8", "decoder.4", "decoder.2", "decoder.1");
    }

    @Override
    public int sizeMultiple() {
        return 8;
    }

    /** Doubles the size, weighs by a mask, and convolves channels and pixels apart. */
    private static final class UpMask extends Part {
        private final Sequential convolution;

        UpMask(int in, int out) {
            convolution = part(
                    "_convolution",
                    new Sequential(
                            new Conv2d(in, in, 3).groups(in).padding(1),
                            new PRelu(),
                            new InstanceNorm2d(),
                            new Conv2d(in, out, 1),
                            new PRelu(),
                            new InstanceNorm2d()));
        }

        NDArray apply(NDArray x, NDArray mask) {
            try (Scope scope = new Scope()) {
                return scope.keep(convolution.apply(Resize.bilinear(x, 2, true).mul(mask)));
            }
        }
    }
}
