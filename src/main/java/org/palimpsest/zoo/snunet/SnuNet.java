package org.palimpsest.zoo.snunet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.nn.Channels;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.ConvTranspose2d;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.Pooling;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.part.ChannelAttention;

/**
 * SNUNet-CD: a nested U-Net over both images' features with an ensemble channel attention head.
 *
 * <p>S. Fang, K. Li, J. Shao, Z. Li, "SNUNet-CD: A Densely Connected Siamese Network for Change Detection of VHR Images",
 * IEEE GRSL 2022. Output: logits {@code [N, classes, H, W]}. Not symmetric: the deepest level sees the second image only.
 */
public final class SnuNet extends Network {
    private static final int[] WIDTHS = {32, 64, 128, 256, 512};
    private static final int DEPTH = 4;

    /** Blocks and upsamplings by level and column, as the original numbers them. */
    private final SnuBlock[][] blocks = new SnuBlock[DEPTH + 1][DEPTH + 1];

    private final Layer[][] upsamplings = new Layer[DEPTH + 1][DEPTH + 1];
    private final ChannelAttention ca;
    private final ChannelAttention ca1;
    private final Conv2d convFinal;

    /**
     * @param averageTwice whether the head's channel attention was trained with the mean in place of the maximum, as the
     *     UCD framework does; the original takes both
     */
    public SnuNet(int bands, int classes, boolean averageTwice) {
        for (int level = 0; level <= DEPTH; level++) {
            block(level, 0, level == 0 ? bands : WIDTHS[level - 1]);
            if (level > 0) {
                upsampling(level, 0);
            }
        }
        for (int column = 1; column <= DEPTH; column++) {
            for (int level = 0; level <= DEPTH - column; level++) {
                block(level, column, WIDTHS[level] * (1 + column) + WIDTHS[level + 1]);
                if (level > 0) {
                    upsampling(level, column);
                }
            }
        }
        ca = part("ca", new ChannelAttention(DEPTH * WIDTHS[0], DEPTH * WIDTHS[0] / 16, averageTwice));
        ca1 = part("ca1", new ChannelAttention(WIDTHS[0], WIDTHS[0] / 4, averageTwice));
        convFinal = part("conv_final", new Conv2d(DEPTH * WIDTHS[0], classes, 1));
    }

    private void block(int level, int column, int in) {
        blocks[level][column] = part("conv" + level + "_" + column, new SnuBlock(in, WIDTHS[level]));
    }

    private void upsampling(int level, int column) {
        Layer layer = new ConvTranspose2d(WIDTHS[level], WIDTHS[level], 2).stride(2);
        upsamplings[level][column] = part("Up" + level + "_" + column + ".up", layer);
    }

    @Override
    protected NDList forward(NDArray before, NDArray after) {
        List<NDArray> first = encode(before, DEPTH);
        List<NDArray> second = encode(after, DEPTH + 1);
        // nodes.get(level) holds what the next block of that level joins: both images' features, then each nested node.
        List<NDList> nodes = new ArrayList<>();
        for (int level = 0; level < DEPTH; level++) {
            nodes.add(new NDList(first.get(level), second.get(level)));
        }
        nodes.add(new NDList(second.get(DEPTH)));
        for (int column = 1; column <= DEPTH; column++) {
            for (int level = 0; level <= DEPTH - column; level++) {
                NDList deeper = nodes.get(level + 1);
                // Deeper levels hold one array more before their first nested node, except the deepest.
                NDArray below = deeper.get(level + 1 == DEPTH ? 0 : column);
                nodes.get(level).add(nested(level, column, nodes.get(level), below));
            }
        }
        return new NDList(head(nodes.get(0).subNDList(2)));
    }

    private List<NDArray> encode(NDArray image, int levels) {
        List<NDArray> features = new ArrayList<>();
        NDArray x = image;
        for (int level = 0; level < levels; level++) {
            x = blocks[level][0].apply(level == 0 ? x : Pooling.max(x, 2));
            features.add(x);
        }
        return features;
    }

    private NDArray nested(int level, int column, NDList nodes, NDArray below) {
        NDList joined = new NDList(nodes);
        joined.add(upsamplings[level + 1][column - 1].apply(below));
        return blocks[level][column].apply(Channels.concat(joined.toArray(new NDArray[0])));
    }

    /** Ensemble channel attention over the four full-size nodes. */
    private NDArray head(NDList nodes) {
        NDArray joined = Channels.concat(nodes.toArray(new NDArray[0]));
        NDArray within = ca1.apply(NDArrays.add(nodes.toArray(new NDArray[0])));
        NDArray weighed = joined.add(Channels.concat(within, within, within, within));
        return convFinal.apply(ca.apply(joined).mul(weighed));
    }

    @Override
    public int sizeMultiple() {
        return 16;
    }
}
