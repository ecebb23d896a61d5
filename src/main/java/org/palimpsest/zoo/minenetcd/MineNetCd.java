package org.palimpsest.zoo.minenetcd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.DropPath;
import org.palimpsest.nn.LayerNorm;
import org.palimpsest.nn.Resize;
import org.palimpsest.nn.Scope;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.encoder.PyramidEncoder;
import org.palimpsest.zoo.part.ConvNormRelu;
import org.palimpsest.zoo.part.UperNetHead;

/**
 * MineNetCD: signed differences of a siamese encoder's maps, mixed in the frequency domain (ChangeFFT), decoded by UPerNet.
 *
 * <p>W. Yu, X. Zhang, S. Das, X. X. Zhu, P. Ghamisi, "MineNetCD: A Benchmark for Global Mining Change Detection on Remote
 * Sensing Imagery", IEEE TGRS 2024. Output: logits {@code [N, classes, H, W]}; in training also those of the auxiliary head.
 * Input normalised as for ImageNet.
 */
public final class MineNetCd extends Network {
    private static final int AUXILIARY_LEVEL = 2;
    private static final int AUXILIARY_WIDTH = 256;
    private static final double DROP_PATH = 0.1;

    private final PyramidEncoder backbone;
    private final UperNetHead head;
    private final ConvNormRelu auxiliary;
    private final Conv2d auxiliaryClassifier;
    private final ChangeFft[] mixing;
    private final LayerNorm[] norms;
    private final DropPath path = part("drop_path", new DropPath(DROP_PATH));
    private final boolean twice;

    /**
     * @param changeFft whether differences are mixed in the frequency domain
     * @param twice whether the mixed difference takes the place of the raw one before it is mixed again, as with the ResNet and
     *     Swin encoders; VMamba's is only added to
     */
    public MineNetCd(PyramidEncoder encoder, int classes, boolean changeFft, boolean twice) {
        this.twice = twice;
        backbone = part("backbone", encoder);
        head = part("decode_head", new UperNetHead(encoder, classes));
        auxiliary =
                part("auxiliary_head.convs.0", new ConvNormRelu(encoder.width(AUXILIARY_LEVEL), AUXILIARY_WIDTH, 3));
        auxiliaryClassifier = part("auxiliary_head.classifier", new Conv2d(AUXILIARY_WIDTH, classes, 1));
        int levels = changeFft ? 4 : 0;
        mixing = new ChangeFft[levels];
        norms = new LayerNorm[levels];
        for (int level = 0; level < levels; level++) {
            mixing[level] = part("channel_mixing." + level, new ChangeFft(encoder.width(level)));
            norms[level] = part("norm." + level, new LayerNorm(encoder.width(level)));
        }
    }

    @Override
    protected NDList forward(NDArray before, NDArray after) {
        NDList first = backbone.features(before);
        NDList second = backbone.features(after);
        NDList differences = new NDList();
        for (int level = 0; level < 4; level++) {
            differences.add(mixed(level, second.get(level).sub(first.get(level))));
        }
        NDList outputs = new NDList(Resize.bilinearLike(head.apply(differences), before));
        if (isTraining()) {
            NDArray coarse = auxiliaryClassifier.apply(auxiliary.apply(differences.get(AUXILIARY_LEVEL)));
            outputs.add(Resize.bilinearLike(coarse, before));
        }
        return outputs;
    }

    private NDArray mixed(int level, NDArray difference) {
        if (mixing.length == 0) {
            return difference;
        }
        try (Scope scope = new Scope()) {
            NDArray base = twice ? mixing[level].apply(difference) : difference;
            NDArray normal = norms[level].apply(base.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2);
            return scope.keep(base.add(path.apply(mixing[level].apply(normal))));
        }
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
