package org.palimpsest.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.Channels;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.ConvTranspose2d;
import org.palimpsest.nn.Dropout;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.Scope;
import org.palimpsest.nn.Sequential;
import org.palimpsest.zoo.encoder.ResidualStage;

/**
 * FusionUNet: a U-Net whose siamese ResNet-50 features are fused level by level.
 *
 * <p>H. Zisman, LEVIRCD-FusionUNet, 2025 (no paper). The stem's pooling is skipped, so all levels are twice as large as
 * usual. Output: logits {@code [N, classes, H, W]}; one class by default. Input normalised as for ImageNet.
 */
public final class FusionUnet extends Network {
    /** Channels of each encoder level, and what its fusion makes of both images' features. */
    private static final int[] ENCODED = {64, 256, 512, 1024, 2048};

    private static final int LATENT = 512;
    private static final int[] FUSED = {64, 128, 256, 512, LATENT};

    private final Layer[] encoders = new Layer[5];
    private final Conv2d[] fusions = new Conv2d[5];
    private final Layer[] decoders = new Layer[6];
    private final BatchNorm[] normalisations = new BatchNorm[6];
    private final Dropout dropout = part("dropout", Dropout.elements(0.3));

    public FusionUnet(int bands, int classes) {
        encoders[0] = part(
                "encoder1",
                new Sequential(
                        new Conv2d(bands, ENCODED[0], 7).stride(2).padding(3).withoutBias(),
                        new BatchNorm(ENCODED[0]),
                        Layer.of(Activations::relu)));
        int[] blocks = {0, 3, 4, 6, 3};
        for (int level = 1; level < 5; level++) {
            Sequential stage =
                    ResidualStage.bottleneck(ENCODED[level - 1], ENCODED[level] / 4, blocks[level], level == 1 ? 1 : 2);
            encoders[level] = part("encoder" + (level + 1), new Sequential(stage));
        }
        for (int level = 0; level < 5; level++) {
            fusions[level] = part("fuse" + (level + 1), new Conv2d(2 * ENCODED[level], FUSED[level], 3).padding(1));
        }
        decoders[5] = part("decoder5", upsampling(LATENT, 512));
        decoders[4] = part("decoder4", upsampling(1024, 256));
        decoders[3] = part("decoder3", upsampling(512, 128));
        decoders[2] = part("decoder2", new Conv2d(256, 64, 3).padding(1));
        decoders[1] = part("decoder1", upsampling(128, classes));
        int[] widths = {0, 0, 64, 128, 256, 512};
        for (int level = 5; level >= 2; level--) {
            normalisations[level] = part("decoder" + level + "_bn", new BatchNorm(widths[level]));
        }
    }

    private static Layer upsampling(int in, int out) {
        return new ConvTranspose2d(in, out, 2).stride(2);
    }

    @Override
    protected NDList forward(NDArray before, NDArray after) {
        NDList fused = fuse(before, after);
        NDArray x = decode(5, fused.get(4));
        x = decode(4, Channels.concat(x, dropout.apply(fused.get(3))));
        x = decode(3, Channels.concat(x, dropout.apply(fused.get(2))));
        x = decode(2, Channels.concat(x, fused.get(1)));
        return new NDList(decoders[1].apply(Channels.concat(x, fused.get(0))));
    }

    /** Both images' features joined at each of the five levels, full size first. */
    private NDList fuse(NDArray before, NDArray after) {
        try (Scope scope = new Scope()) {
            NDList fused = new NDList();
            NDArray first = before;
            NDArray second = after;
            for (int level = 0; level < 5; level++) {
                first = encoders[level].apply(first);
                second = encoders[level].apply(second);
                fused.add(Activations.relu(fusions[level].apply(Channels.concat(first, second))));
            }
            return scope.keep(fused);
        }
    }

    private NDArray decode(int level, NDArray x) {
        return Activations.relu(normalisations[level].apply(decoders[level].apply(x)));
    }

    @Override
    public int sizeMultiple() {
        return 16;
    }
}
